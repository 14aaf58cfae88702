import { creationNeed, type CreationNeed } from '../gke/creation.ts';
import { addressesOf, usableNodeAddresses } from '../gke/sizing.ts';
import { at, clustersOf, type InNetwork } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

interface Shortage {
  readonly role: 'pod' | 'node';
  readonly what: string;
  readonly needed: number;
  readonly have: number;
}

function shortages(cluster: InNetwork, need: CreationNeed): Shortage[] {
  const { spec, blockPrefixLength } = cluster.cluster;
  const block = addressesOf(blockPrefixLength);
  const own = cluster.use.groups[0]?.uses.filter(({ usable }) => usable !== undefined) ?? [];
  const blocks = own.reduce(
    (sum, { usable = 0, takenByOthers }) =>
      sum + Math.max(0, Math.floor((usable - takenByOthers) / block)),
    0,
  );
  const nodes = spec.ranges.nodes?.cidr;
  const nodeAddresses =
    nodes === undefined
      ? Infinity
      : Math.max(0, usableNodeAddresses(nodes.prefixLength) - cluster.use.otherNodeAddresses);
  return [
    ...(own.length > 0 && blocks * block < need.podAddresses
      ? [
          {
            role: 'pod' as const,
            what: `its Pod range has ${blocks} ${blocks === 1 ? 'block' : 'blocks'} of /${blockPrefixLength}`,
            needed: need.podAddresses,
            have: blocks * block,
          },
        ]
      : []),
    ...(nodeAddresses < need.nodeAddresses
      ? [
          {
            role: 'node' as const,
            what: `its node subnet has ${nodeAddresses} addresses for it`,
            needed: need.nodeAddresses,
            have: nodeAddresses,
          },
        ]
      : []),
  ];
}

function observe(cluster: InNetwork): Observation[] {
  const { cluster: resolved } = cluster;
  const { spec, maxPodsPerNode } = resolved;
  const need = creationNeed(resolved);
  if (need === undefined) return [];
  const zones = need.zonesKnown ? `${need.nodes} zones` : `${need.nodes} zones, if it is regional`;
  return shortages(cluster, need).map(({ role, what, needed, have }) => ({
    message: `GKE creates cluster ${spec.name} with a default node pool of ${maxPodsPerNode} Pods per node in each of ${zones}, and ${what}`,
    ...(need.zonesKnown ? {} : { severity: 'warning' as const }),
    ...at(spec.ranges.pods?.where ?? spec.where),
    facts: {
      cluster: spec.name,
      role,
      nodes: need.nodes,
      needed,
      have,
      zonesKnown: need.zonesKnown,
    },
    ranges: [spec.ranges.pods, spec.ranges.nodes].flatMap((range) =>
      [range?.name ?? [], range?.cidr?.text ?? []].flat(),
    ),
    clusters: [resolved],
  }));
}

export const creationExhausted: Rule = {
  id: 'creation-exhausted',
  severity: 'error',
  title: 'The temporary default node pool does not fit when the cluster is created',
  why: "GKE creates a cluster with a default node pool, one node in every zone with the cluster's own maximum Pods per node (110 unless set), even where Terraform removes that pool at once. If it does not fit, the creation fails although the real pools would fit.",
  fix: 'Set maximum Pods per node for the cluster too, list fewer zones, or widen the range.',
  docs: 'https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips',
  prevents: 'IP_SPACE_EXHAUSTED',
  check: (landscape) => clustersOf(landscape).flatMap((cluster) => observe(cluster)),
};
