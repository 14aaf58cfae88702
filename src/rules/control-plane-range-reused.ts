import type { NetworkView } from '../gke/landscape.ts';
import { compareText } from '../gke/compare-text.ts';
import type { ResolvedCluster } from '../gke/resolve.ts';
import { at } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

function reused({ network, clusters }: NetworkView): Observation[] {
  const seen = new Map<string, ResolvedCluster>();
  const byName = clusters.toSorted((a, b) => compareText(a.cluster.spec.name, b.cluster.spec.name));
  return byName.flatMap(({ cluster }) => {
    const { spec } = cluster;
    const plane = spec.controlPlane;
    if (plane?.kind !== 'range') return [];
    const first = seen.get(plane.cidr.text);
    if (first === undefined) {
      seen.set(plane.cidr.text, cluster);
      return [];
    }
    const { name, where, controlPlane: other } = first.spec;
    return [
      {
        message: `clusters ${name} and ${spec.name} of network ${network.name} both use ${plane.cidr.text} for their control plane`,
        ...at(plane.where ?? spec.where),
        related: [
          {
            message: `control plane of ${name}`,
            ...at((other?.kind === 'range' ? other.where : undefined) ?? where),
          },
        ],
        facts: { network: network.name, range: plane.cidr.text, clusters: [name, spec.name] },
        ranges: [plane.cidr.text],
        clusters: [first, cluster],
      },
    ];
  });
}

export const controlPlaneRangeReused: Rule = {
  id: 'control-plane-range-reused',
  severity: 'error',
  title: 'The same control-plane /28 twice in one VPC network',
  why: 'Each peering-based control plane needs a /28 that nothing else in the network uses, whatever the region.',
  fix: 'Give each cluster a /28 of its own, or leave it out: newer clusters need none.',
  docs: 'https://cloud.google.com/kubernetes-engine/docs/how-to/legacy/network-isolation',
  prevents: 'Invalid IPCidrRange: … conflicts with peer network',
  check: ({ networks }) => networks.flatMap((view) => reused(view)),
};
