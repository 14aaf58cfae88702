/** Which of the ranges of a group the cluster uses. Two that could be it are a question, never a choice. */
import { contains } from '../../net/cidr.ts';
import { formatRoute } from '../route.ts';
import type { Leaf } from './leaves.ts';
import { type VariableRole, nodeRanks } from './names.ts';
import { type Notes, nameOfLeaf, skipLeaf } from './notes.ts';
import type { RangeFact } from './ranges.ts';

export interface Chosen {
  readonly nodes?: RangeFact;
  readonly pods?: RangeFact;
  readonly additionalPods: readonly RangeFact[];
  readonly services?: RangeFact;
  readonly controlPlane?: RangeFact;
  /** Candidates that are subnets by their name and not the one of the nodes. */
  readonly left: readonly RangeFact[];
}

const additional = /(?:^|_)(?:additional|extra)(?:_|$)/;

export function chooseRanges(ranges: readonly RangeFact[], label: string, notes: Notes): Chosen {
  const known = ranges.filter(({ text }) => text.kind === 'cidr' || text.kind === 'size');
  const extra = known.filter(({ role, affix }) => role === 'pods' && additional.test(affix));
  const own = known.filter((fact) => !extra.includes(fact));
  const pods = only(own, 'pods', notes);
  const services = only(own, 'services', notes);
  const controlPlane = only(own, 'control-plane', notes);
  const beside = [pods, services, controlPlane].flatMap((fact) => fact ?? []);
  const candidates = own.filter(({ role }) => role === 'nodes');
  const { nodes, left } = chooseNodes(candidates, beside, label, notes);
  return {
    ...(nodes && { nodes }),
    ...(pods && { pods }),
    additionalPods: extra,
    ...(services && { services }),
    ...(controlPlane && { controlPlane }),
    left,
  };
}

function only(
  ranges: readonly RangeFact[],
  role: VariableRole,
  notes: Notes,
): RangeFact | undefined {
  const candidates = settledOr(distinct(ranges.filter((fact) => fact.role === role)), (all) => all);
  if (candidates.length > 1) ask(candidates, role, notes);
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** What `--map` says wins over every name. */
function settledOr(
  facts: readonly RangeFact[],
  otherwise: (facts: readonly RangeFact[]) => readonly RangeFact[],
): readonly RangeFact[] {
  const settled = facts.filter((fact) => fact.settled === true);
  return settled.length > 0 ? settled : otherwise(facts);
}

/** The same block twice is one. */
function distinct(facts: readonly RangeFact[]): readonly RangeFact[] {
  const seen = new Set<string>();
  return facts.filter((fact) => {
    const block = blockOf(fact);
    const again = seen.has(block) && fact.settled !== true;
    seen.add(block);
    return !again;
  });
}

function blockOf({ text }: RangeFact): string {
  if (text.kind === 'cidr') return text.cidr.text;
  return text.kind === 'size' ? `/${text.prefixLength}` : '';
}

function ask(candidates: readonly RangeFact[], role: VariableRole, notes: Notes): void {
  for (const { leaf } of candidates) {
    const name = nameOfLeaf(leaf);
    const others = otherNames(candidates, leaf);
    const reason = `${subjects[role]} could be this or ${others}: --map ${role}=${name} settles it`;
    skipLeaf(notes, leaf, reason);
  }
}

const subjects: Readonly<Record<VariableRole, string>> = {
  nodes: 'the subnet of the nodes',
  pods: 'the Pod range',
  services: 'the Services range',
  'control-plane': 'the range of the control plane',
};

/** The first few of the others. */
function otherNames(candidates: readonly RangeFact[], leaf: Leaf): string {
  const few = candidates.slice(0, 4).filter((other) => other.leaf !== leaf);
  const shown = few.slice(0, 3).map((other) => nameOfLeaf(other.leaf));
  const more = candidates.length - 1 - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

interface ChosenNodes {
  readonly nodes?: RangeFact;
  readonly left: readonly RangeFact[];
}

function chooseNodes(
  candidates: readonly RangeFact[],
  beside: readonly RangeFact[],
  label: string,
  notes: Notes,
): ChosenNodes {
  const subnets = candidates.filter((fact) => isSubnet(fact));
  const names = candidates.filter((fact) => !isSubnet(fact));
  const alone = names.length === 1 ? names.filter((fact) => mayBeNodes(fact, beside, label)) : [];
  const usable = [...subnets, ...alone];
  const best = settledOr(usable, (all) => bestOf(all, beside));
  const different = distinct(best);
  if (different.length > 1) ask(different, 'nodes', notes);
  const nodes = different.length === 1 ? different[0] : undefined;
  const block = nodes && blockOf(nodes);
  for (const fact of names) if (blockOf(fact) !== block) noteNoRole(fact, notes);
  return {
    ...(nodes && { nodes }),
    left: distinct(subnets).filter((fact) => blockOf(fact) !== block),
  };
}

function isSubnet({ rank, settled }: RangeFact): boolean {
  return settled === true || (rank !== undefined && rank < nodeRanks.network);
}

/** A name that says no more than `vpc_cidr` may be the space around the ranges as well. */
function mayBeNodes(
  { text, affix }: RangeFact,
  beside: readonly RangeFact[],
  label: string,
): boolean {
  const known = affix === '' || affix === label || beside.some((other) => other.affix === affix);
  if (!known || text.kind !== 'cidr') return known;
  return !beside.some(
    ({ text: other }) => other.kind === 'cidr' && contains(text.cidr, other.cidr),
  );
}

/** The subnet that the Pods belong to, or else what the name says most clearly. */
function bestOf(usable: readonly RangeFact[], beside: readonly RangeFact[]): readonly RangeFact[] {
  const owners = new Set(beside.flatMap((fact) => ownerOf(fact) ?? []));
  const local = usable.filter((fact) => owners.has(ownerOf(fact) ?? ''));
  if (local.length > 0) return local;
  const rank = Math.min(...usable.map((fact) => fact.rank ?? nodeRanks.network));
  return usable.filter((fact) => (fact.rank ?? nodeRanks.network) === rank);
}

function ownerOf({ leaf }: RangeFact): string | undefined {
  const route = leaf.subnet?.route;
  return route && formatRoute(route);
}

/** Says that nothing tells what a range is for. */
export function noteNoRole({ leaf, role }: RangeFact, notes: Notes): void {
  const why =
    role === 'nodes'
      ? 'may be the subnet of the nodes, or the space around the ranges'
      : 'looks like a range, and no name says what it is for';
  const fix = `--map <role>=${nameOfLeaf(leaf)} settles it, with one of the roles ${rolesOfRanges}`;
  skipLeaf(notes, leaf, `${why}: ${fix}`);
}

const rolesOfRanges = 'nodes, pods, services, control-plane, other';
