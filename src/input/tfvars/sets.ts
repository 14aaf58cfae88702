/**
 * Which files of variables Terraform would be given together. Files of one folder that set the same
 * names are environments (dev and prod), of which a run takes one; all others add up.
 */
import type { Network } from '../../gke/cluster.ts';
import type { Value } from '../terraform/value.ts';
import { leavesOf } from './leaves.ts';
import type { VariableFile } from './load.ts';
import { rangesOf } from './ranges.ts';
import { nameText } from './scalars.ts';
import { normalise, wordsOf } from './words.ts';

export type NetworkName = Pick<Network, 'name' | 'unnamed'>;

export interface VariableSet {
  /** The file that tells it from others. */
  readonly label: string;
  readonly files: readonly string[];
  readonly variables: ReadonlyMap<string, Value>;
}

export function setsOf(files: readonly VariableFile[]): readonly VariableSet[] {
  const folders = new Map<string, VariableFile[]>();
  for (const file of files) {
    const folder = file.name.slice(0, file.name.lastIndexOf('/') + 1);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders.values()].flatMap((inFolder) => setsOfFolder(inFolder.toSorted(byPrecedence)));
}

/**
 * `terraform.tfvars`, `terraform.tfvars.json`, `*.auto.tfvars` by name, then what `-var-file` names.
 * https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 */
function byPrecedence(a: VariableFile, b: VariableFile): number {
  return rankOf(a.name) - rankOf(b.name) || (a.name < b.name ? -1 : 1);
}

function rankOf(name: string): number {
  const file = baseName(name);
  if (file === 'terraform.tfvars') return 0;
  if (file === 'terraform.tfvars.json') return 1;
  return isAutomatic(name) ? 2 : 3;
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function isAutomatic(name: string): boolean {
  return /\.auto\.tfvars(?:\.json)?$/.test(name);
}

function setsOfFolder(files: readonly VariableFile[]): readonly VariableSet[] {
  const described = files.map((file) => ({ file, identity: identityOf(file) }));
  const alternatives = described.filter((one) => described.some((other) => exclude(one, other)));
  const shared = described.filter((one) => !alternatives.includes(one)).map(({ file }) => file);
  if (alternatives.length === 0) return [joined(shared, shared)];
  return environmentsOf(alternatives).map((environment) => {
    const own = environment.map(({ file }) => file);
    return joined([...shared, ...own].toSorted(byPrecedence), own);
  });
}

interface Described {
  readonly file: VariableFile;
  /** Names of variables that say which cluster or network it is. */
  readonly identity: ReadonlySet<string>;
}

const identityNames = /(?:^|_)(?:cluster|network|vpc)(?:_name)?$/;

function identityOf({ variables }: Pick<VariableFile, 'variables'>): ReadonlySet<string> {
  const ranges = leavesOf(variables)
    .flatMap(rangesOf)
    .filter(({ role }) => role !== undefined)
    .map(({ leaf }) => String(leaf.route[0]));
  const names = [...variables.keys()].filter((name) => identityNames.test(normalise(name)));
  return new Set([...ranges, ...names]);
}

/**
 * Two files of the same names are two environments. An automatic file that sets only one name of
 * another one overrides it, as `terraform.tfvars` is overridden by all.
 */
function exclude(one: Described, other: Described): boolean {
  if (one === other || [one, other].some(({ file }) => rankOf(file.name) < 2)) return false;
  const both = [...one.identity].filter((name) => other.identity.has(name)).length;
  return both >= ([one, other].every(({ file }) => isAutomatic(file.name)) ? 2 : 1);
}

/** `vpc-dev` and `gke-dev` are one environment, as their names share a word and they exclude nothing. */
function environmentsOf(alternatives: readonly Described[]): readonly (readonly Described[])[] {
  const environments: Described[][] = [];
  for (const one of alternatives) {
    const fitting = environments.find((environment) =>
      environment.every((other) => !exclude(one, other) && shareWord(one, other)),
    );
    if (fitting === undefined) environments.push([one]);
    else fitting.push(one);
  }
  return environments;
}

function shareWord(a: Described, b: Described): boolean {
  const words = wordsOfFile(b.file.name);
  return wordsOfFile(a.file.name).some((word) => words.includes(word));
}

function wordsOfFile(name: string): readonly string[] {
  const stem = baseName(name).replace(/\.(?:auto\.)?tfvars\b.*$/, '');
  return wordsOf(normalise(stem));
}

/** Later files win, name by name. */
function joined(files: readonly VariableFile[], own: readonly VariableFile[]): VariableSet {
  const [first] = own;
  return {
    label: first === undefined ? '' : labelOf(first.name),
    files: own.map(({ name }) => name),
    variables: new Map(files.flatMap(({ variables }) => [...variables])),
  };
}

/** `dev` of `dev.tfvars` and of `dev/terraform.tfvars`. */
function labelOf(name: string): string {
  const stem = baseName(name).replace(/\.(?:auto\.)?tfvars\b.*$/, '');
  const folder = name.split('/').at(-2);
  return stem === 'terraform' && folder !== undefined ? folder : stem;
}

/**
 * The network of each set, where it does not name one itself. Layers of one configuration (network,
 * cluster) set different names and share the network that one of them names; environments do not.
 */
export function networksOf(sets: readonly VariableSet[]): readonly NetworkName[] {
  const identities = sets.map((set) => identityOf(set));
  const apart = identities.some((one, index) =>
    identities.slice(index + 1).some((other) => shareNames(one, other)),
  );
  const named = new Set(sets.flatMap((set) => networkNameOf(set) ?? []));
  const [only] = named;
  if (apart || named.size > 1) {
    return sets.map(({ label }) => ({ name: `vpc (${label})`, unnamed: true }));
  }
  return sets.map(() => (only === undefined ? unnamedNetwork : { name: only }));
}

/** What a network is called that nobody names. */
export const unnamedNetwork: NetworkName = { name: 'vpc', unnamed: true };

function shareNames(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((name) => b.has(name) && !networkKey.test(normalise(name)));
}

const networkKey = /^(?:network|vpc|vpc_network)(?:_name)?$/;

function networkNameOf({ variables }: VariableSet): string | undefined {
  const names = [...variables].filter(([name]) => networkKey.test(normalise(name)));
  return names.flatMap(([, { content }]) => nameText(content) ?? [])[0];
}
