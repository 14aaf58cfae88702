/** Variables by name: `*.tfvars` and `*.tfvars.json`, one or several, without the modules around them. */
import type { Problem } from '../../errors.ts';
import { quote } from '../../net/cidr-error.ts';
import { concat } from '../concat.ts';
import { startOf } from '../document.ts';
import { emptyResult, type InputResult, type InputText } from '../input.ts';
import { leavesOf } from './leaves.ts';
import { loadVariables, type VariableFile } from './load.ts';
import { readPicture, usedNamesOf } from './picture.ts';
import { networksOf, setsOf, unnamedNetwork, type VariableSet } from './sets.ts';
import type { MappedName } from './map-roles.ts';
import { unknownNames } from './settle.ts';

/** Reads the texts of files of variables together; the grammar of HCL has to be loaded. */
export function readVariableTexts(
  texts: readonly InputText[],
  map: readonly MappedName[] = [],
): InputResult {
  if (texts.length === 0) return { ...emptyResult, problems: unusedNames(map) };
  const files = texts.map((text) => loadVariables(text));
  return readVariables(files, map);
}

/** A flag without effect is a slip; the configuration holds for runs over other files as well. */
function unusedNames(map: readonly MappedName[]): readonly Problem[] {
  return map
    .filter(({ where }) => where.path === '--map')
    .map(({ name, where }) => ({
      what: `${quote(name)} is the name of no variable: no input is a file of Terraform variables`,
      fix: 'name the *.tfvars file, or leave the flag out',
      where,
    }));
}

/** Files that describe one environment are one picture, each further environment is another. */
export function readVariables(
  files: readonly VariableFile[],
  map: readonly MappedName[] = [],
): InputResult {
  const sets = setsOf(files);
  const networks = networksOf(sets);
  const leaves = sets.map(({ variables }) => leavesOf(variables));
  const alone = sets.length === 1;
  const read = sets.map((set, index) =>
    readPicture(leaves[index] ?? [], {
      map,
      usedNames: new Set(leaves.filter((_, other) => other !== index).flatMap(usedNamesOf)),
      network: networks[index] ?? unnamedNetwork,
      cluster: alone ? 'cluster' : set.label,
      where: startOf(set.files[0] ?? set.label),
    }),
  );
  const broken = files.flatMap((file) => file.problems);
  const unknown = broken.length > 0 ? [] : unknownNames(map, leaves.flat());
  const suppressions = files.flatMap((file) => file.suppressions ?? []);
  return {
    ...complete(concat(read), [...broken, ...unknown], sets),
    kind: 'variables',
    suppressions,
  };
}

/** Says of files in which nothing was found that nothing was: to check nothing is no pass. */
function complete(
  all: InputResult,
  problems: readonly Problem[],
  sets: readonly VariableSet[],
): InputResult {
  const found = all.networks.length + all.notChecked.length + all.problems.length + problems.length;
  return {
    ...all,
    notChecked: [...all.notChecked, ...(found === 0 ? sets.map((set) => nothingIn(set)) : [])],
    problems: [...problems, ...all.problems],
  };
}

function nothingIn({ label, files }: VariableSet) {
  const reason = 'no name says that it is a range or a cluster: --map <role>=<name> settles it';
  return { what: `the variables of ${label}`, reason, where: startOf(files[0] ?? label) };
}
