/** Everything of Terraform that a run is given: folders, single files, files of variables. */
import type { Problem } from '../../errors.ts';
import { quote } from '../../net/cidr-error.ts';
import { folderOf, joinPath, treeOfFiles } from '../file-tree.ts';
import { concat } from '../concat.ts';
import { emptyResult, type InputResult, type InputText } from '../input.ts';
import { nearest } from '../nearest.ts';
import type { MappedName } from '../tfvars/map-roles.ts';
import { readVariables, readVariableTexts } from '../tfvars/read.ts';
import { readFoldersOfVariables, type TerraformFolder } from './folder-of-variables.ts';
import { readTerraform, type RootModule } from './folder.ts';
import type { VariableSetting } from './variables.ts';

export interface TerraformGiven {
  readonly folders: readonly TerraformFolder[];
  /** Files with the declarations of modules, named one by one. */
  readonly files: readonly InputText[];
  /** Files of variables: those of the folders and files, or on their own where there are none. */
  readonly variables: readonly InputText[];
  readonly settings: readonly VariableSetting[];
  readonly environment: readonly VariableSetting[];
  readonly map: readonly MappedName[];
}

/** The grammar of HCL has to be loaded, unless there is nothing to read with it. */
export function readTerraformTogether(given: TerraformGiven): readonly InputResult[] {
  const { folders, files, variables, settings, environment, map } = given;
  const tree = treeOfFiles(files);
  const folderNames = new Set(files.map(({ name }) => folderOf(joinPath('.', name))));
  const named = [...folderNames].map((path) => ({ path, tree, isRecognised: true }));
  const roots = [...folders, ...named];
  if (roots.length === 0) return [readVariableTexts(variables, map), withoutModule(settings)];
  const isOneOfSeveral = roots.length > 1;
  const sources = { files: variables, settings, environment };
  const read = roots.map((root) => {
    const at = { ...root, folder: joinPath('.', root.path), isOneOfSeveral };
    return { root, module: readTerraform(at, sources) };
  });
  const modules = read.flatMap(({ module }) => module ?? []);
  const others = read.flatMap(({ root, module }) => (module === undefined ? [root] : []));
  const called = new Set(modules.flatMap((module) => module.called));
  const tops = modules.filter(({ folder }) => !called.has(folder));
  const byModule = tops.map((module) => orByName(module, map));
  const byName = readFoldersOfVariables(others, modules.length === 0 ? variables : [], map);
  return [...byModule, byName, { ...emptyResult, problems: undeclared(settings, modules) }];
}

/** Where no resource is a cluster, the names of the variables may say what they are for. */
function orByName(module: RootModule, map: readonly MappedName[]): InputResult {
  const result = module.isGuessed ? module.readCertain() : module.read();
  if (hasClusters(result) || result.problems.length > 0) return result;
  const { folder, variables } = module;
  const byName = readVariables([{ name: folder, variables: variables(), problems: [] }], map);
  if (saysClusters(byName)) return { ...concat([result, byName]), kind: 'variables' };
  return module.isGuessed ? module.read() : result;
}

/** Whether any of its clusters has more than a name. */
function saysClusters({ networks }: InputResult): boolean {
  return networks.some(({ clusters }) =>
    clusters.some(({ ranges, nodePools, controlPlane }) => {
      const { additionalPods, ...own } = ranges;
      const said = [controlPlane, ...Object.values(own), ...additionalPods];
      return (
        said.some((one) => one !== undefined) || nodePools.some(({ nodes }) => nodes !== undefined)
      );
    }),
  );
}

function hasClusters({ networks }: InputResult): boolean {
  return networks.some(({ clusters }) => clusters.length > 0);
}

function withoutModule(settings: readonly VariableSetting[]): InputResult {
  const problems = settings.map(({ name, at }) => ({
    what: `there is no Terraform folder or file whose variable ${quote(name)} could be set`,
    fix: 'name the folder, or leave the flag out',
    where: at,
  }));
  return { ...emptyResult, problems };
}

function undeclared(
  settings: readonly VariableSetting[],
  modules: readonly RootModule[],
): readonly Problem[] {
  const known = [...new Set(modules.flatMap(({ declared }) => declared))];
  return settings
    .filter(({ name }) => !known.includes(name))
    .map(({ name, at }) => {
      const meant = nearest(name, known);
      const fix = meant === undefined ? 'declare it, or leave the flag out' : `write ${meant}`;
      return { what: `there is no variable ${quote(name)}`, fix, where: at };
    });
}
