import { formatCount } from './count.ts';
import type { Block } from './layout.ts';
import { ipv6SpaceFacts } from './ipv6-text.ts';
import { toned } from './layout.ts';
import type { MapLine } from './map-line.ts';
import { neighbourFacts } from './neighbour-text.ts';
import { outsideFacts } from './outside-text.ts';
import type { ReportNetwork } from './report.ts';
import { natFacts } from './table-nat.ts';

/** More free blocks than these are only counted. */
const namedBlocks = 8;

/** What the table says of one network: its space and what is left of it, drawn where that says more. */
export function networkBlocks(network: ReportNetwork, map?: MapLine): readonly Block[] {
  const { name, free, ipv6 } = network;
  return [
    { kind: 'heading', segments: [toned(`Network ${name}`, 'strong')] },
    {
      kind: 'facts',
      rows: [
        ...networkFacts(network),
        ...blockFacts('Free blocks', free, network.freeBlocks),
        ...ipv6SpaceFacts(network),
        ...blockFacts('IPv6 blocks', ipv6?.free ?? []),
        ...natFacts(network),
        ...outsideFacts(network),
        ...mapFacts(map),
      ],
    },
  ];
}

function blockFacts(
  label: string,
  free: readonly string[],
  count = free.length,
): readonly (readonly [string, string])[] {
  if (free.length === 0) return [];
  const named = free.slice(0, namedBlocks).join(', ');
  const more = count > namedBlocks ? ` and ${formatCount(count - namedBlocks)} more` : '';
  return [[label, `${named}${more}`]];
}

/** The line and, below it, what its characters mean. */
export function mapFacts(map: MapLine | undefined): readonly (readonly [string, string])[] {
  if (map === undefined) return [];
  return [
    ['Map', map.line],
    ['', map.legend],
  ];
}

/**
 * IPv4 space, what is taken of it, what is free and what else clusters need, as labels with what they say;
 * nothing where IPv6 alone is known.
 */
export function networkFacts(network: ReportNetwork): readonly (readonly [string, string])[] {
  const { within, usedAddresses, freeAddresses, largestFree, ipv6 } = network;
  if (within.length === 0)
    return ipv6 === undefined ? [['Space', 'not known: its ranges are IPv6 alone']] : [];
  const largest = largestFree === null ? '' : `, at most ${largestFree} in one block`;
  return [
    ['Space', within.join(', ')],
    ['Used', `${formatCount(usedAddresses)} addresses`],
    ['Free', `${formatCount(freeAddresses)} addresses${largest}`],
    ...neighbourFacts(network),
  ];
}
