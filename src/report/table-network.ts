import { formatCount } from './count.ts';
import type { Block } from './layout.ts';
import { toned } from './layout.ts';
import type { MapLine } from './map-line.ts';
import type { ReportNetwork } from './report.ts';

/** More free blocks than these are only counted. */
const namedBlocks = 8;

/** What the table says of one network: its space and what is left of it, drawn where that says more. */
export function networkBlocks(network: ReportNetwork, map?: MapLine): readonly Block[] {
  const { name, free } = network;
  const named = free.slice(0, namedBlocks).join(', ');
  const more =
    free.length > namedBlocks ? ` and ${formatCount(free.length - namedBlocks)} more` : '';
  return [
    { kind: 'heading', segments: [toned(`Network ${name}`, 'strong')] },
    {
      kind: 'facts',
      rows: [
        ...networkFacts(network),
        ...(free.length === 0 ? [] : [['Free blocks', `${named}${more}`] as const]),
        ...mapFacts(map),
      ],
    },
  ];
}

/** The line and, below it, what its characters mean. */
export function mapFacts(map: MapLine | undefined): readonly (readonly [string, string])[] {
  if (map === undefined) return [];
  return [
    ['Map', map.line],
    ['', map.legend],
  ];
}

/** Space, what is taken of it and what is free, as labels with what they say. */
export function networkFacts({
  within,
  usedAddresses,
  freeAddresses,
  largestFree,
}: ReportNetwork): readonly (readonly [string, string])[] {
  const largest = largestFree === null ? '' : `, at most ${largestFree} in one block`;
  return [
    ...(within.length === 0 ? [] : [['Space', within.join(', ')] as const]),
    ['Used', `${formatCount(usedAddresses)} addresses`],
    ['Free', `${formatCount(freeAddresses)} addresses${largest}`],
  ];
}
