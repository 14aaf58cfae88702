/** A root module with everything that it calls, as networks. */
import type { Problem } from '../../errors.ts';
import type { NotChecked } from '../../gke/cluster.ts';
import { fileIn, type FileTree, type FolderRefusal, joinPath } from '../file-tree.ts';
import { readGoogleResources } from '../google/read.ts';
import type { GoogleResource } from '../google/resource.ts';
import type { InputResult, Suppression } from '../input.ts';
import type { Body } from './ast.ts';
import { Budget } from './budget.ts';
import { type Configuration, configurationOf } from './configuration.ts';
import { Module } from './module.ts';
import { withOverrides } from './overrides.ts';
import { parseHcl } from './parse.ts';
import { type Run, textIn } from './run.ts';
import { LazyValues, writtenIn } from './scope.ts';
import type { Value } from './value.ts';
import { givenVariables, type VariableSources } from './variables.ts';

const terraformFile = /^[^.].*\.tf$/;
/** https://developer.hashicorp.com/terraform/language/files/override */
const overrideFile = /^(?:.*_)?override\.tf$/;

const ofClusters: ReadonlySet<string> = new Set([
  'google_container_cluster',
  'google_container_node_pool',
]);

/** A root module, ready to be read. */
export interface RootModule {
  readonly folder: string;
  readonly read: () => InputResult;
  /** Without the clusters that only arguments of modules tell of. */
  readonly readCertain: () => InputResult;
  /** Nothing else tells of a cluster. */
  readonly isGuessed: boolean;
  /** Folders of the modules that it calls, at any depth. */
  readonly called: readonly string[];
  /** Names of its variables. */
  readonly declared: readonly string[];
  readonly variables: () => ReadonlyMap<string, Value>;
}

/** Where a root module is. */
export interface Root {
  readonly tree: FileTree;
  readonly folder: string;
  /** What has the same name in another root module is something else. */
  readonly isOneOfSeveral?: boolean;
  /** Its files were recognised by what they hold, whatever their names are. */
  readonly isRecognised?: boolean;
}

/** `undefined` where the folder has no Terraform files. */
export function readTerraform(given: Root, sources: VariableSources): RootModule | undefined {
  const { tree, folder: root } = given;
  const problems: Problem[] = [];
  const notChecked: NotChecked[] = [];
  const suppressions: Suppression[] = [];
  const folders = new Map<string, Configuration | FolderRefusal>();
  const run = startRun(given, folders, { problems, notChecked, suppressions });
  const configuration = run.configurationIn(root);
  if (typeof configuration === 'string') return undefined;
  const input = givenVariables(sources, tree, root, configuration, run);
  const module = run.openModule({ address: '', folder: root, configuration, open: [], input });
  const resources = module.allResources();
  const certain = resources.filter(({ guessed }) => guessed !== true);
  const read = (of: readonly GoogleResource[]) => {
    const result = readGoogleResources(of);
    return {
      ...result,
      problems: [...problems, ...result.problems],
      notChecked: [...notChecked, ...result.notChecked],
      suppressions,
    };
  };
  const declared = [...configuration.variables.keys()];
  return {
    folder: root,
    read: () => read(resources),
    readCertain: () => read(certain),
    isGuessed:
      certain.length < resources.length && !certain.some(({ type }) => ofClusters.has(type)),
    called: [...folders.keys()].filter((folder) => folder !== root),
    declared,
    variables: () => {
      const at = { file: root };
      return new Map(declared.map((name) => [name, module.variable(name, at)]));
    },
  };
}

interface Collected {
  readonly problems: Problem[];
  readonly notChecked: NotChecked[];
  readonly suppressions: Suppression[];
}

function startRun(
  { tree, folder: root, isOneOfSeveral = false, isRecognised = false }: Root,
  known: Map<string, Configuration | FolderRefusal>,
  { problems, notChecked, suppressions }: Collected,
): Run {
  const report = (problem: Problem) => {
    problems.push(problem);
  };
  const leaveOut = (one: NotChecked) => {
    notChecked.push(one);
  };
  const accept = (suppression: Suppression) => {
    suppressions.push(suppression);
  };
  const written = writtenIn(isOneOfSeveral ? root : '');
  const names = isRecognised ? /./ : terraformFile;
  const run: Run = {
    tree,
    root,
    values: new LazyValues(report, written),
    written,
    instances: new Map(),
    budget: new Budget(report),
    report,
    leaveOut,
    accept,
    configurationIn: (folder) => {
      const configuration = known.get(folder) ?? readConfiguration(folder, names, run);
      known.set(folder, configuration);
      return configuration;
    },
    readText: (path) => textIn(tree, joinPath(root, path)) ?? textIn(tree, path),
    openModule: (given, caller) => new Module(run, given, caller),
  };
  return run;
}

function readConfiguration(
  folder: string,
  moduleFile: RegExp,
  { tree, report, leaveOut, accept }: Pick<Run, 'tree' | 'report' | 'leaveOut' | 'accept'>,
): Configuration | FolderRefusal {
  const names = tree.files(folder);
  if (typeof names === 'string') return names;
  const files = names.filter((name) => moduleFile.test(name));
  if (files.length === 0) return 'missing';
  for (const name of names.filter((each) => each.endsWith('.tf.json'))) {
    const reason = 'the JSON form of Terraform is not read';
    leaveOut({ what: name, reason, where: { file: fileIn(folder, name) } });
  }
  const bodyOf = (name: string): Body => {
    const read = tree.read(fileIn(folder, name));
    if (!('text' in read)) {
      report(read);
      return { attributes: [], blocks: [] };
    }
    const { body, suppressions, problems } = parseHcl(read.name, read.text);
    for (const problem of problems) report(problem);
    for (const suppression of suppressions) accept(suppression);
    return body;
  };
  const configuration = configurationOf(
    withOverrides(
      files.filter((name) => !overrideFile.test(name)).map(bodyOf),
      files.filter((name) => overrideFile.test(name)).map(bodyOf),
    ),
  );
  for (const problem of configuration.problems) report(problem);
  return configuration;
}
