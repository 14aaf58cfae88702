/** What tables and pages say of IPv6, where there is any. */
import { formatCount } from './count.ts';
import type { ReportCluster, ReportNetwork, ReportRange } from './report.ts';

type Fact = readonly [label: string, text: string];

export const isIpv6 = ({ cidr }: Pick<ReportRange, 'cidr'>): boolean => cidr.includes(':');

/** What a dual-stack cluster has of IPv6; nothing for one of IPv4 alone. */
export function ipv6Facts(cluster: ReportCluster): readonly Fact[] {
  const text = ipv6Text(cluster);
  return text === undefined ? [] : [['IPv6', text]];
}

/** "dual-stack; the /64 of the subnet holds 4,294,967,296 nodes, each a /96; …; Services a /112 (unverified)" */
export function ipv6Text({ ipv6, ranges }: ReportCluster): string | undefined {
  if (ipv6 === undefined) return undefined;
  const own = ranges.filter(isIpv6);
  const subnet = own.find(({ role }) => role === 'node');
  const knowsServices = own.some(({ role }) => role === 'service');
  const blocks = ipv6.blocks
    .filter(({ role }) => role !== 'service' || !knowsServices)
    .map(({ role, prefixLength, verified }) => {
      const taker = takers[role];
      return `${taker} a /${prefixLength}${verified ? '' : ' (unverified)'}`;
    });
  const held =
    subnet === undefined
      ? 'the range of the subnet is not known'
      : `the /${subnet.prefixLength} of the subnet holds ${formatCount(ipv6.nodes)} nodes`;
  return ['dual-stack', held, ...blocks].join('; ');
}

const takers = { node: 'each node', pod: 'Pods of a node', service: 'Services' } as const;

/** The IPv6 space of a network and what is free of it, in subnets; nothing where nobody knows it. */
export function ipv6SpaceFacts({ ipv6 }: ReportNetwork): readonly Fact[] {
  if (ipv6 === undefined) return [];
  const { within, largestFree, subnets } = ipv6;
  const largest = largestFree === null ? '' : `, at most ${largestFree} in one block`;
  const free = `${formatCount(subnets.free)} of ${formatCount(subnets.all)} subnets (/${subnets.prefixLength})`;
  return [
    ['IPv6 space', within.join(', ')],
    ['IPv6 free', `${free}${largest}`],
  ];
}
