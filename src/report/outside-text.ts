/** What networks outside see of clusters, in a line each. */
import { formatCount } from './count.ts';
import type { ReportCluster, ReportNetwork } from './report.ts';

/** More of a kind are only counted. */
const named = 4;

function listed(texts: readonly string[]): string {
  const more = texts.length > named ? ` and ${formatCount(texts.length - named)} more` : '';
  return texts.slice(0, named).join(', ') + more;
}

type Masquerade = ReportCluster['masquerade'];
type Facts = readonly (readonly [string, string])[];

/** A row where somebody says how Pods are masqueraded, or some destination does not see their address. */
export function masqueradeFacts(masquerade: Masquerade): Facts {
  if (masquerade === undefined) return [];
  const { list, destinations } = masquerade;
  const isUsual = list === 'default' && destinations.every(({ sees }) => sees === 'pod');
  return isUsual ? [] : [['Masquerade', masqueradeText(masquerade)]];
}

const lists = {
  default: "GKE's default list",
  custom: 'a list of its own',
  off: 'off, Pods keep their address everywhere',
} as const;

const sights = {
  pod: 'Pod addresses seen by',
  node: 'node addresses seen by',
  both: 'one or the other, by destination address, seen by',
} as const;

/** `GKE's default list; Pod addresses seen by hub-vpc, office (10.200.0.0/16)`. */
function masqueradeText({ list, destinations }: NonNullable<Masquerade>): string {
  const groups = (['pod', 'node', 'both'] as const).flatMap((sees) => {
    const those = destinations.filter((each) => each.sees === sees);
    if (list === 'off' || those.length === 0) return [];
    return [`${sights[sees]} ${listed(those.map(destinationText))}`];
  });
  return [lists[list], ...groups].join('; ');
}

type Seen = NonNullable<Masquerade>['destinations'][number];

function destinationText({ name, cidr }: Seen): string {
  return cidr === null || cidr === name ? name : `${name} (${cidr})`;
}

const roles: Readonly<Record<string, string>> = {
  node: 'nodes',
  pod: 'Pods',
  service: 'Services',
  'control-plane': 'control plane',
};

const occasions = {
  always: '',
  'when-reached': 'if reached from there: ',
  never: 'never: ',
} as const;

/** What a network shows of itself outside, as far as the report has it. */
export function outsideFacts(network: ReportNetwork): Facts {
  return [...hybridFacts(network), ...subnetRangeFacts(network.subnetRanges)];
}

function hybridFacts({ name: own, hybrid }: ReportNetwork): Facts {
  if (hybrid === undefined) return [];
  const groups = (['always', 'when-reached', 'never'] as const).flatMap((advertise) => {
    const those = hybrid.ranges.filter((range) => range.advertise === advertise);
    if (those.length === 0) return [];
    return [occasions[advertise] + listed(those.map(advertisedText))];
  });
  const whom = listed(hybrid.onPremises.map(({ name, cidr }) => name ?? cidr));
  const others = new Set(
    hybrid.onPremises.map(({ network }) => network).filter((one) => one !== own),
  );
  const routes = others.size === 0 ? [] : [`custom routes of ${listed([...others])}`];
  const text = [...groups, ...routes, 'none of these may be in use there'].join('; ');
  return [['Advertise', `to ${whom}: ${text}`]];
}

function advertisedText({ role, cidr }: NonNullable<ReportNetwork['hybrid']>['ranges'][number]) {
  return `${cidr} (${roles[role] ?? role})`;
}

/** Only where quotas are said: others would be guesses. */
function subnetRangeFacts(found: ReportNetwork['subnetRanges']): Facts {
  if (found === undefined || found.assumed) return [];
  const { ranges, limit, peeringGroup } = found;
  const own =
    limit === null ? formatCount(ranges) : `${formatCount(ranges)} of ${formatCount(limit)}`;
  const together =
    peeringGroup === undefined
      ? ''
      : `; ${formatCount(peeringGroup.ranges)} of ${formatCount(peeringGroup.limit)} in its peering group`;
  return [['Subnet ranges', own + together]];
}
