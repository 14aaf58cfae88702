/** Which facts belong to one cluster: those of one list item, map entry or prefix. */
import { formatRoute, type Route } from '../route.ts';
import type { FieldFact } from './fields.ts';
import type { RangeFact } from './ranges.ts';

/** What is said of one cluster, or of what all of them share. */
export interface Group {
  /** The name that tells it from others of the same variables; empty where there is none. */
  readonly label: string;
  /** `subnets-2`: its place in a list; empty where it is in none. */
  readonly position: string;
  readonly ranges: readonly RangeFact[];
  readonly fields: readonly FieldFact[];
  /** A cluster of its own: an entry of a map or list of clusters, or names with a word in common. */
  readonly entry: boolean;
}

/** A fact and the steps that lead to the group it is in. */
interface Placed {
  readonly path: readonly string[];
  readonly range?: RangeFact;
  readonly field?: FieldFact;
}

/** Groups of facts; at least one. What several clusters share is in each of them. */
export function groupFacts(
  ranges: readonly RangeFact[],
  fields: readonly FieldFact[],
  labels: ReadonlySet<string>,
): readonly Group[] {
  return groupsAt(
    [
      ...ranges.map((range) => ({
        range,
        path: pathOf(homeOf(range, labels), range.affix, labels),
      })),
      ...fields.map((field) => ({ field, path: pathOf(field.leaf.home, field.label, labels) })),
    ],
    [],
  );
}

/** `pods_cidrs = { prod = … }` belongs to what is called `prod` beside that map. */
function homeOf({ leaf, affix, byCluster }: RangeFact, labels: ReadonlySet<string>): Route {
  return byCluster === true && labels.has(affix) ? leaf.home.slice(0, -1) : leaf.home;
}

function pathOf(home: Route, label: string, labels: ReadonlySet<string>): readonly string[] {
  const steps = home.map(String);
  return labels.has(label) ? [...steps, `~${label}`] : steps;
}

function groupsAt(facts: readonly Placed[], route: readonly string[]): readonly Group[] {
  const depth = route.length;
  const here = facts.filter(({ path }) => path.length === depth);
  const children = new Map<string, Placed[]>();
  for (const fact of facts) {
    const step = fact.path[depth];
    if (step === undefined) continue;
    const known = children.get(step);
    if (known === undefined) children.set(step, [fact]);
    else known.push(fact);
  }
  const inside = [...children].flatMap(([step, placed]) => groupsAt(placed, [...route, step]));
  return combine(ownGroup(here, route), inside);
}

function ownGroup(here: readonly Placed[], route: readonly string[]): Group {
  const ranges = here.flatMap(({ range }) => range ?? []);
  const fields = here.flatMap(({ field }) => field ?? []);
  const listed = [...ranges, ...fields].some(
    ({ leaf }) => leaf.cluster !== undefined && leaf.cluster.length === route.length,
  );
  const entry = listed || route.at(-1)?.startsWith('~') === true;
  return { label: labelOf(route), position: positionOf(route), ranges, fields, entry };
}

function labelOf(route: readonly string[]): string {
  const last = route.at(-1) ?? '';
  return isIndex(last) ? '' : last.replace(/^~/, '');
}

function positionOf(route: readonly string[]): string {
  const [list = '', index = ''] = route.slice(-2);
  return isIndex(index) ? `${list}-${Number(index) + 1}` : '';
}

function isIndex(step: string): boolean {
  return /^\d+$/.test(step);
}

/** Parts of one cluster become one group; clusters beside each other stay apart and share the rest. */
function combine(own: Group, inside: readonly Group[]): readonly Group[] {
  const contested = contestedRoles(inside);
  const isApart = (group: Group) =>
    group.entry || claims(group).some((role) => contested.has(role));
  const apart = inside.filter((group) => isApart(group));
  if (apart.length === 0) return [merged(own, inside)];
  const shared = merged(
    own,
    inside.filter((group) => !isApart(group)),
  );
  const claimedByAll = new Set(claims(shared));
  const rivals = apart.some((group) => claims(group).some((role) => claimedByAll.has(role)));
  return [
    ...(rivals ? [shared] : []),
    ...apart.map((group) => inherit(group, rivals ? { ...shared, ranges: [] } : shared)),
  ];
}

/** Roles of which a cluster has one range. */
function claims({ ranges }: Group): readonly string[] {
  return ranges
    .filter(({ role, text }) => role !== undefined && claimed.has(role) && text.kind !== 'absent')
    .map(({ role = '' }) => role);
}

const claimed: ReadonlySet<string> = new Set(['pods', 'services', 'control-plane']);

/** Roles that several groups claim. */
function contestedRoles(groups: readonly Group[]): ReadonlySet<string> {
  const claimants = groups.flatMap((group) => [...new Set(claims(group))]);
  return new Set(claimants.filter((role, index) => claimants.indexOf(role) !== index));
}

function merged(own: Group, parts: readonly Group[]): Group {
  return {
    ...own,
    ranges: [...own.ranges, ...parts.flatMap(({ ranges }) => ranges)],
    fields: [...own.fields, ...parts.flatMap(({ fields }) => fields)],
  };
}

/** What a cluster says itself wins over what is said of all. */
function inherit(group: Group, shared: Group): Group {
  const roles = new Set(group.ranges.map(({ role }) => role));
  const fields = new Set(group.fields.map(fieldKey));
  return {
    ...group,
    ranges: [...group.ranges, ...shared.ranges.filter(({ role }) => !roles.has(role))],
    fields: [...group.fields, ...shared.fields.filter((fact) => !fields.has(fieldKey(fact)))],
  };
}

function fieldKey({ field, leaf, pool }: FieldFact): string {
  const said = field === 'bare-name' ? 'name' : field;
  return JSON.stringify([said, leaf.pool === undefined ? pool : formatRoute(leaf.pool)]);
}

/**
 * Affixes that tell clusters apart: two ranges of one role differ by them, and each is found with ranges
 * of several roles. `pods_cidr_a` and `pods_cidr_b` alone may be two Pod ranges of one cluster.
 */
export function labelsOf(ranges: readonly RangeFact[]): ReadonlySet<string> {
  const roles = new Map<string, Set<string>>();
  for (const { affix, role, text } of ranges) {
    if (role === undefined || text.kind === 'absent') continue;
    roles.set(affix, (roles.get(affix) ?? new Set()).add(role));
  }
  const labels = [...roles].filter(
    ([affix, of]) => affix !== '' && of.size > 1 && [...of].some((role) => claimed.has(role)),
  );
  const rivals = labels.some(([affix, of]) =>
    [...roles].some(([other, others]) => other !== affix && shareClaim(of, others)),
  );
  return new Set(rivals ? labels.map(([affix]) => affix) : []);
}

function shareClaim(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return [...a].some((role) => claimed.has(role) && b.has(role));
}
