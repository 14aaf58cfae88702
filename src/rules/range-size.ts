/** Range sizes that GKE and VPC refuse, for the way in which a range is assigned. */
import { placeOf, type ClusterRange, type ClusterRole } from '../gke/cluster.ts';
import { limitOf, type LimitId } from '../gke/limits.ts';
import { prefixLengthOf } from '../gke/pod-ranges.ts';
import { isManagedServices } from '../gke/range-use.ts';
import { at, clustersOf, type InNetwork } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

interface Sized {
  readonly range: ClusterRange;
  readonly shortest: LimitId;
  readonly longest: LimitId;
  readonly what: string;
}

/** What is created does not change, so a cluster that runs already is left alone. */
function sizesOf(cluster: InNetwork, role: ClusterRole): readonly Sized[] {
  const { spec, routesBased } = cluster.cluster;
  if (spec.exists === true) return [];
  const { nodes, pods, additionalPods, services } = spec.ranges;
  const ranges = { node: [nodes], pod: [pods, ...additionalPods], service: [services] };
  if (role === 'control-plane' || (role === 'service' && routesBased)) return [];
  return ranges[role].flatMap((range) =>
    range === undefined || range === 'google-managed'
      ? []
      : [{ range, ...boundsOf(role, range, routesBased) }],
  );
}

function boundsOf(
  role: Exclude<ClusterRole, 'control-plane'>,
  range: ClusterRange,
  routesBased: boolean,
): Omit<Sized, 'range'> {
  const byGke = range.createdByGke === true;
  if (role === 'node')
    return {
      shortest: 'node-range-shortest-prefix',
      longest: 'node-range-longest-prefix',
      what: 'a primary subnet range',
    };
  if (role === 'pod' && routesBased)
    return {
      shortest: 'pod-range-shortest-prefix',
      longest: 'routes-based-longest-prefix',
      what: 'the Pod range of a routes-based cluster',
    };
  if (role === 'pod')
    return byGke
      ? {
          shortest: 'pod-range-shortest-prefix',
          longest: 'pod-range-longest-prefix-gke-created',
          what: 'a Pod range that GKE creates',
        }
      : {
          shortest: 'pod-range-shortest-prefix',
          longest: 'pod-range-longest-prefix',
          what: 'a Pod range that you create',
        };
  return byGke || (range.cidr !== undefined && isManagedServices(range.cidr))
    ? {
        shortest: 'service-range-shortest-prefix',
        longest: 'service-range-longest-prefix-gke-created',
        what: 'a Services range that GKE creates',
      }
    : {
        shortest: 'service-range-shortest-prefix',
        longest: 'service-range-longest-prefix',
        what: 'a Services range that you create',
      };
}

function observe(cluster: InNetwork, { range, shortest, longest, what }: Sized): Observation[] {
  const prefixLength = prefixLengthOf(range);
  const widest = limitOf(shortest).value;
  const narrowest = limitOf(longest).value;
  if (prefixLength === undefined || (prefixLength >= widest && prefixLength <= narrowest))
    return [];
  const text = range.cidr?.text ?? `/${prefixLength}`;
  const verdict = prefixLength < widest ? 'too wide' : 'too small';
  return [
    {
      message: `${text} of cluster ${cluster.cluster.spec.name} is ${verdict}: ${what} is a /${narrowest} at the smallest and a /${widest} at the widest`,
      fix: `use a prefix length from /${widest} to /${narrowest}`,
      ...at(range.where ?? cluster.cluster.spec.where),
      facts: { range: text, name: range.name ?? null, widest, narrowest },
      ranges: [text, ...(range.name === undefined ? [] : [range.name])],
      clusters: [cluster.cluster],
    },
  ];
}

const checkSizes =
  (role: ClusterRole): Rule['check'] =>
  (landscape) =>
    clustersOf(landscape).flatMap((cluster) =>
      sizesOf(cluster, role).flatMap((sized) => observe(cluster, sized)),
    );

/** VPC gives each subnet an IPv6 range of one size. */
function observeIpv6({ cluster }: InNetwork): Observation[] {
  const { spec } = cluster;
  const range = spec.ipv6?.nodes;
  const exact = limitOf('ipv6-node-range-prefix').value;
  if (range?.cidr === undefined || range.cidr.prefixLength === exact) return [];
  const { text, prefixLength } = range.cidr;
  return [
    {
      message: `the IPv6 range ${text} of the subnet of cluster ${spec.name} is a /${prefixLength}: VPC gives each subnet a /${exact}`,
      fix: `write the /${exact} that VPC gave the subnet, or leave the range out`,
      ...at(range.where ?? spec.where),
      facts: { range: text, name: range.name ?? null, widest: exact, narrowest: exact },
      ranges: [text],
      clusters: [cluster],
    },
  ];
}

const docs = 'https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips';

export const nodeRangeSize: Rule = {
  id: 'node-range-size',
  severity: 'error',
  title: 'A node subnet of a size that VPC refuses',
  why: 'VPC accepts primary ranges from /29 to /8 only, and gives each subnet a /64 of IPv6.',
  fix: 'Use a prefix length from /8 to /29, and the /64 that VPC gave the subnet.',
  docs,
  check: (landscape, options) => [
    ...checkSizes('node')(landscape, options),
    ...clustersOf(landscape).flatMap((cluster) => observeIpv6(cluster)),
  ],
};

export const podRangeSize: Rule = {
  id: 'pod-range-size',
  severity: 'error',
  title: 'A Pod range outside what GKE accepts for that way of assigning it',
  why: 'A Pod range that you create is a /24 at the smallest, one that GKE creates a /21; neither is wider than /9.',
  fix: 'Use /9 to /24 for a secondary range that you create, /9 to /21 for one that GKE creates.',
  docs,
  prevents: 'Cluster CIDR range is greater than maximum (22 > 21)',
  check: checkSizes('pod'),
};

export const serviceRangeSize: Rule = {
  id: 'service-range-size',
  severity: 'error',
  title: 'A Services range outside what GKE accepts for that way of assigning it',
  why: 'A Services range that you create is a /28 at the smallest, one that GKE creates a /27; neither is wider than /16. It cannot be changed later.',
  fix: 'Use /16 to /28 for a secondary range that you create, /16 to /27 for one that GKE creates.',
  docs,
  prevents: 'Services CIDR range is smaller than minimum (14 < 16)',
  check: checkSizes('service'),
};

export const controlPlaneRangeSize: Rule = {
  id: 'control-plane-range-size',
  severity: 'error',
  title: 'A control-plane range that is no /28',
  why: 'A control plane that is reached by VPC peering takes a /28, no more and no less.',
  fix: 'Use a /28, or leave it out: newer clusters use Private Service Connect and need no such range.',
  docs: 'https://cloud.google.com/kubernetes-engine/docs/how-to/legacy/network-isolation',
  check: (landscape) =>
    clustersOf(landscape).flatMap(({ cluster }) => {
      const { spec } = cluster;
      const plane = spec.controlPlane;
      const exact = limitOf('control-plane-prefix').value;
      if (plane?.kind !== 'range' || plane.cidr.prefixLength === exact) return [];
      return [
        {
          message: `the control-plane range ${plane.cidr.text} of cluster ${spec.name} is a /${plane.cidr.prefixLength}: it has to be a /${exact}`,
          ...at(plane.where ?? placeOf(spec, 'controlPlane')),
          facts: { range: plane.cidr.text, prefixLength: plane.cidr.prefixLength },
          ranges: [plane.cidr.text],
          clusters: [cluster],
        },
      ];
    }),
};
