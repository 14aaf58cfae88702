/** Files, folders and the standard input, read together. */
import type { Problem } from '../errors.ts';
import { placeOfFlag } from '../input/flag-values.ts';
import { type InputResult, emptyResult } from '../input/input.ts';
import type { MappedName } from '../input/tfvars/map-roles.ts';
import { quote } from '../net/cidr-error.ts';
import { folderTree } from './folder.ts';
import { loadGrammarFor } from './grammar.ts';
import type { Io } from './io.ts';
import type { WatchedIo } from './progress.ts';
import { isProblem, isText, readInput } from './reading.ts';
import { variablesOfEnvironment, type TerraformSettings } from './terraform-settings.ts';

export interface InputOptions extends Partial<TerraformSettings> {
  readonly map?: readonly MappedName[];
}

/** What inputs say when they are read together; what cannot be read is among the problems. */
export async function readInputs(
  io: WatchedIo,
  names: readonly string[],
  { variableFiles = [], variables = [], useEnvironment, modulesWithin, map = [] }: InputOptions,
): Promise<InputResult> {
  if (names.length + variableFiles.length + variables.length === 0) return emptyResult;
  const unique = [...new Set(names)];
  const paths = unique.filter((name) => name !== '-' && io.isFolder(name));
  const read = await readTexts(
    io,
    unique.filter((name) => !paths.includes(name)),
  );
  const variableTexts = await readTexts(io, variableFiles);
  const wrongBoundary = refuseBoundary(io, modulesWithin, paths);
  const texts = [...read.texts, ...variableTexts.texts];
  const [{ readInputs: readAll }, { joinInputs }] = await Promise.all([
    import('../input/index.ts'),
    import('../input/join.ts'),
  ]);
  await loadGrammarFor(texts, paths.length > 0 || variables.length > 0, io);
  const results = readAll(read.texts, {
    folders:
      wrongBoundary.length > 0
        ? []
        : paths.map((path) => ({ path, tree: folderTree(io, modulesWithin ?? path) })),
    variables: variableTexts.texts,
    settings: variables,
    environment: useEnvironment === true ? variablesOfEnvironment(io.env) : [],
    map,
  });
  const joined = joinInputs([...results, ...read.inventories]);
  return {
    ...joined,
    problems: [...wrongBoundary, ...read.problems, ...variableTexts.problems, ...joined.problems],
  };
}

/** `--modules-within` has to be a folder around every folder that is read. */
function refuseBoundary(
  io: Io,
  boundary: string | undefined,
  paths: readonly string[],
): readonly Problem[] {
  if (boundary === undefined) return [];
  const where = placeOfFlag('modules-within');
  if (!io.isFolder(boundary)) {
    const what = `${quote(boundary)} is no folder`;
    return [{ what, fix: 'name the folder around the modules', where }];
  }
  const tree = folderTree(io, boundary);
  return paths
    .filter((path) => tree.files(path) === 'outside')
    .map((path) => ({
      what: `${quote(boundary)} is not around ${quote(path)}`,
      fix: 'name a folder that holds both the folder that is read and its modules',
      where,
    }));
}

async function readTexts(io: WatchedIo, names: readonly string[]) {
  const read = await Promise.all(names.map((name) => readInput(io, name)));
  const problems = read.filter((one) => isProblem(one));
  const texts = read.filter((one) => isText(one));
  const inventories = read.filter((one): one is InputResult => 'networks' in one);
  return { texts, inventories, problems };
}
