/** What else clusters need of a network, in the words of tables, Markdown and HTML. */
import { counted, formatCount } from './count.ts';
import type { ReportNetwork, ReportNetworkRange } from './report.ts';

/** More of a network than these are only counted. */
const namedNeighbours = 8;

const labels: Readonly<Record<string, string>> = {
  'proxy-only': 'Proxy-only',
  'private-service-connect': 'Private Service Connect',
  'load-balancer': 'Load balancers',
  'private-services-access': 'Private services access',
};

/** A line for each range; none where nobody asks for any and none is found. */
export function neighbourFacts({
  ranges = [],
}: ReportNetwork): readonly (readonly [string, string])[] {
  const more = ranges.length - namedNeighbours;
  return [
    ...ranges
      .slice(0, namedNeighbours)
      .map((range) => [labels[range.role] ?? range.role, neighbourText(range)] as const),
    ...(more > 0 ? [['', `and ${counted(more, 'more such range')}`] as const] : []),
  ];
}

function neighbourText(range: ReportNetworkRange): string {
  const { cidr, name, region, kind, backup, producers = [], needed, usable, suggested } = range;
  const words = [
    ...(name === null ? [] : [name]),
    ...(kind === undefined ? [] : [kind]),
    ...(backup === true ? ['backup'] : []),
    ...(region === undefined ? [] : [region]),
    ...(producers.length === 0 ? [] : [`for ${producers.join(', ')}`]),
    ...(needed === null ? [] : [`${formatCount(needed)} of ${formatCount(usable)} needed`]),
    ...(suggested === undefined
      ? []
      : [suggested.verified ? 'the suggested size' : 'the suggested size, unverified']),
  ];
  return words.length === 0 ? cidr : `${cidr} (${words.join(', ')})`;
}
