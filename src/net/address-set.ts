import {
  endsBefore,
  intersectLists,
  minimalList,
  subtractLists,
  type BlockList,
} from './block-list.ts';
import { addressBits, blockAt, contains, overlaps, size, type Cidr, type Family } from './cidr.ts';

/** A block taken out of a set, and the set without it. */
export interface Taken {
  readonly block: Cidr;
  readonly rest: AddressSet;
}

/** Many blocks taken out of a set, and the set without them. */
export interface TakenMany {
  readonly taken: AddressSet;
  readonly rest: AddressSet;
}

/**
 * An immutable set of IPv4 and IPv6 addresses, as the fewest CIDR blocks: what is used of a
 * network, what is free. Its cost depends on the number of blocks, never of addresses.
 */
export class AddressSet {
  /** The empty set. */
  static readonly empty = new AddressSet([]);

  /**
   * Ascending in the order of `compare`, no block overlaps another, and no two of them together
   * are a wider block. So equal sets have equal lists, every CIDR inside the set is inside one of
   * the blocks, and each of them is free space that no wider block around it shares.
   */
  readonly #blocks: BlockList;

  private constructor(blocks: BlockList) {
    this.#blocks = blocks;
  }

  /** All addresses of any blocks. To join many, call this once: O(n log n). */
  static of(cidrs: Iterable<Cidr>): AddressSet {
    return new AddressSet(minimalList([...cidrs]));
  }

  /** The addresses of both families together. */
  get size(): bigint {
    return this.#blocks.reduce((sum, block) => sum + size(block), 0n);
  }

  /** The fewest CIDR blocks that make up the set, ascending, IPv4 before IPv6. */
  blocks(): readonly Cidr[] {
    return this.#blocks;
  }

  add(cidr: Cidr): AddressSet {
    return this.contains(cidr) ? this : this.union(new AddressSet([cidr]));
  }

  remove(cidr: Cidr): AddressSet {
    return this.overlaps(cidr) ? this.subtract(new AddressSet([cidr])) : this;
  }

  union(other: AddressSet): AddressSet {
    return new AddressSet(minimalList([...this.#blocks, ...other.#blocks]));
  }

  subtract(other: AddressSet): AddressSet {
    return new AddressSet(subtractLists(this.#blocks, other.#blocks));
  }

  intersect(other: AddressSet): AddressSet {
    return new AddressSet(intersectLists(this.#blocks, other.#blocks));
  }

  /** Whether any address of the block is in the set. */
  overlaps(cidr: Cidr): boolean {
    const block = this.#firstNotBefore(cidr);
    return block !== undefined && overlaps(block, cidr);
  }

  /** Whether every address of the block is in the set. */
  contains(cidr: Cidr): boolean {
    const block = this.#firstNotBefore(cidr);
    return block !== undefined && contains(block, cidr);
  }

  /** The largest CIDR block inside the set, of equals the lowest; undefined without that family. */
  largestBlock(family: Family): Cidr | undefined {
    return this.#blocks.reduce<Cidr | undefined>((best, block) => {
      if (block.family !== family) return best;
      return best === undefined || block.prefixLength < best.prefixLength ? block : best;
    }, undefined);
  }

  /**
   * Takes a block of `prefixLength` by best fit: from the start of the smallest block that holds
   * it, of equals the lowest, so that large blocks stay whole and the same needs always get the
   * same blocks. Undefined when none holds it.
   *
   * @throws {RangeError} when the family has no such prefix length.
   */
  take(family: Family, prefixLength: number): Taken | undefined {
    const index = this.#bestFit(family, prefixLength);
    const home = this.#blocks[index];
    if (home === undefined) return undefined;
    const block = blockAt(family, home.first, prefixLength);
    const left: Cidr[] = [];
    for (let length = prefixLength; length > home.prefixLength; length -= 1) {
      const otherHalf = home.first + (1n << BigInt(addressBits[family] - length));
      left.push(blockAt(family, otherHalf, length));
    }
    return { block, rest: new AddressSet(this.#blocks.toSpliced(index, 1, ...left)) };
  }

  /**
   * Takes `count` blocks of `prefixLength` as {@link take} would, one after the other; undefined when
   * the set does not hold so many. Its cost does not depend on `count`.
   */
  takeMany(family: Family, prefixLength: number, count: number): TakenMany | undefined {
    let left = BigInt(count);
    const blocks: Cidr[] = [];
    const homes = this.#blocks.filter(
      (block) => block.family === family && block.prefixLength <= prefixLength,
    );
    for (const home of homes.toSorted((a, b) => b.prefixLength - a.prefixLength)) {
      const held = 1n << BigInt(prefixLength - home.prefixLength);
      const here = left < held ? left : held;
      blocks.push(...firstBlocks(home, prefixLength, here));
      left -= here;
      if (left === 0n) break;
    }
    if (left > 0n) return undefined;
    const taken = AddressSet.of(blocks);
    return { taken, rest: this.subtract(taken) };
  }

  #bestFit(family: Family, prefixLength: number): number {
    let best = -1;
    let longest = -1;
    this.#blocks.forEach((block, index) => {
      const fits = block.family === family && block.prefixLength <= prefixLength;
      if (!fits || block.prefixLength <= longest) return;
      best = index;
      longest = block.prefixLength;
    });
    return best;
  }

  /** By bisection, the lowest block that does not end before `cidr` starts. */
  #firstNotBefore(cidr: Cidr): Cidr | undefined {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (endsBefore(this.#blocks[middle]!, cidr)) low = middle + 1;
      else high = middle;
    }
    return this.#blocks[low];
  }
}

/** The first `count` blocks of `prefixLength` inside a block, as the fewest CIDRs. */
function firstBlocks(home: Cidr, prefixLength: number, count: bigint): Cidr[] {
  const { family } = home;
  const blocks: Cidr[] = [];
  let { first } = home;
  for (let length = home.prefixLength; length <= prefixLength; length += 1) {
    if (((count >> BigInt(prefixLength - length)) & 1n) === 0n) continue;
    blocks.push(blockAt(family, first, length));
    first += 1n << BigInt(addressBits[family] - length);
  }
  return blocks;
}
