import { placeOf } from '../gke/cluster.ts';
import type { NetworkView } from '../gke/landscape.ts';
import { limitOf } from '../gke/limits.ts';
import { peeringGroups, type PeeringGroup } from '../gke/peering-group.ts';
import { at } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

const unsaid = 'nobody says the quota, and no page of Google states one';

function ofNetwork({ network }: NetworkView, group: PeeringGroup): Observation[] {
  const { ranges, networkLimit: limit, assumed } = group;
  if (limit === undefined || ranges <= limit) return [];
  return [
    {
      message: `network ${network.name} has ${ranges} subnet ranges, and ${assumed ? `third parties have seen a quota of ${limit} (unverified: ${unsaid})` : `its quota is ${limit}`}`,
      ...(assumed ? { severity: 'info' as const } : {}),
      ...at(placeOf(network, 'subnetRangeLimits')),
      facts: { network: network.name, scope: 'network', ranges, limit, assumed },
      networks: [network],
    },
  ];
}

/** Only where somebody says the quotas: each network of a group would repeat the same guess. */
function ofGroup({ network, connected }: NetworkView, group: PeeringGroup): Observation[] {
  const { groupRanges: ranges, groupLimit: limit, peers, assumed } = group;
  if (assumed || peers.length === 0 || ranges <= limit) return [];
  const parts = [{ name: network.name, ranges: group.ranges }, ...peers];
  return [
    {
      message: `the peering group of network ${network.name} has ${ranges} subnet ranges (${parts.map((one) => `${one.name} ${one.ranges}`).join(', ')}), and its effective limit is ${limit}`,
      ...at(placeOf(network, 'subnetRangeLimits')),
      facts: {
        network: network.name,
        scope: 'peering-group',
        ranges,
        limit,
        assumed,
        peers: peers.map(({ name }) => name),
      },
      networks: [network, ...connected],
    },
  ];
}

export const subnetRangeQuota: Rule = {
  id: 'subnet-range-quota',
  severity: 'error',
  title: 'More subnet ranges than a network or its peering group may have',
  why: 'Primary, secondary and IPv6 ranges count together, those of peered networks, too. At the quota VPC refuses the next subnet, the next secondary range and the next peering.',
  fix: 'Ask for a higher quota, share Pod ranges, leave Services to GKE, or join networks by VPN instead of peering.',
  docs: limitOf('subnet-ranges-per-network').source,
  check: (landscape) => {
    const groups = peeringGroups(landscape);
    return landscape.networks.flatMap((view, index) => {
      const group = groups[index];
      return group === undefined ? [] : [...ofNetwork(view, group), ...ofGroup(view, group)];
    });
  },
};
