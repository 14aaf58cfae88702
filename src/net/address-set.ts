import { countUpTo, combine, type Boundaries, type Keep } from './boundaries.ts';
import { formatIpv4 } from './address.ts';
import { addressBits, blockAt, type Cidr, type Family } from './cidr.ts';
import { sortBlocks, type SortedBlocks } from './sorted-blocks.ts';

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
 * An immutable set of IPv4 and IPv6 addresses: what is used of a network, what is free. Its cost depends
 * on the number of its gaps, never of addresses.
 */
export class AddressSet {
  /** The empty set. */
  static readonly empty = new AddressSet([], []);

  readonly #ipv4: Boundaries<number>;
  readonly #ipv6: Boundaries<bigint>;
  #blocks: readonly Cidr[] | undefined;
  #known: Outline | undefined;

  private constructor(ipv4: Boundaries<number>, ipv6: Boundaries<bigint>) {
    this.#ipv4 = ipv4;
    this.#ipv6 = ipv6;
  }

  /** All addresses of any blocks. To join many, call this once: O(n log n). */
  static of(cidrs: Iterable<Cidr>): AddressSet {
    return AddressSet.ofSorted(sortBlocks([...cidrs]));
  }

  /** All addresses of blocks that are sorted already: O(n). */
  static ofSorted(sorted: SortedBlocks): AddressSet {
    const ipv4: number[] = [];
    for (const [first, last] of sorted.outermostIpv4()) append(ipv4, first, last + 1);
    const ipv6: bigint[] = [];
    for (const { first, last } of sorted.ipv6) append(ipv6, first, last + 1n);
    return new AddressSet(ipv4, ipv6);
  }

  /** The addresses of both families together. */
  get size(): bigint {
    return BigInt(sumOf(this.#ipv4)) + this.#ipv6.reduce((sum, at, i) => sum + signed(at, i), 0n);
  }

  /**
   * The fewest CIDR blocks that make up the set, in the order of `compare`: no block overlaps another, and
   * no two of them together are a wider block. So every CIDR inside the set is inside one of the blocks.
   */
  blocks(): readonly Cidr[] {
    if (this.#blocks !== undefined) return this.#blocks;
    const blocks: Cidr[] = [];
    eachIpv4Block(this.#ipv4, (first, prefixLength) =>
      blocks.push(blockAt(4, BigInt(first), prefixLength)),
    );
    return (this.#blocks = [...blocks, ...ipv6Blocks(this.#ipv6)]);
  }

  /** How many {@link blocks} there are. */
  get blockCount(): number {
    return this.#outline.count + [...ipv6Blocks(this.#ipv6)].length;
  }

  get #outline(): Outline {
    return (this.#known ??= outlineOf(this.#ipv4));
  }

  /** The texts of {@link blocks}, of the first ones if there are more, without making objects of them. */
  texts(most = Infinity): readonly string[] {
    const texts: string[] = [];
    eachIpv4Block(this.#ipv4, (first, prefixLength) => {
      texts.push(`${formatIpv4(first)}/${prefixLength}`);
      return texts.length < most;
    });
    for (const { text } of ipv6Blocks(this.#ipv6)) if (texts.length < most) texts.push(text);
    return texts;
  }

  add(cidr: Cidr): AddressSet {
    return this.contains(cidr) ? this : this.union(AddressSet.of([cidr]));
  }

  remove(cidr: Cidr): AddressSet {
    return this.overlaps(cidr) ? this.subtract(AddressSet.of([cidr])) : this;
  }

  union(other: AddressSet): AddressSet {
    return this.#combine(other, (inThis, inOther) => inThis || inOther);
  }

  subtract(other: AddressSet): AddressSet {
    return this.#combine(other, (inThis, inOther) => inThis && !inOther);
  }

  intersect(other: AddressSet): AddressSet {
    return this.#combine(other, (inThis, inOther) => inThis && inOther);
  }

  /** Whether any address of the block is in the set. */
  overlaps({ family, first, last }: Cidr): boolean {
    return family === 4
      ? meets(this.#ipv4, Number(first), Number(last))
      : meets(this.#ipv6, first, last);
  }

  /** Whether every address of the block is in the set. */
  contains({ family, first, last }: Cidr): boolean {
    return family === 4
      ? covers(this.#ipv4, Number(first), Number(last))
      : covers(this.#ipv6, first, last);
  }

  /** The largest CIDR block inside the set, of equals the lowest; undefined without that family. */
  largestBlock(family: Family): Cidr | undefined {
    if (family === 4) return this.#outline.largest;
    let best: Cidr | undefined;
    for (const block of ipv6Blocks(this.#ipv6))
      if (best === undefined || block.prefixLength < best.prefixLength) best = block;
    return best;
  }

  /**
   * Takes a block of `prefixLength` by best fit: from the start of the smallest block that holds
   * it, of equals the lowest, so that large blocks stay whole and the same needs always get the
   * same blocks. Undefined when none holds it.
   *
   * @throws {RangeError} when the family has no such prefix length.
   */
  take(family: Family, prefixLength: number): Taken | undefined {
    const home = this.#bestFit(family, prefixLength);
    if (home === undefined) return undefined;
    const block = blockAt(family, home.first, prefixLength);
    return { block, rest: this.remove(block) };
  }

  /**
   * Takes `count` blocks of `prefixLength` as {@link take} would, one after the other; undefined when
   * the set does not hold so many. Its cost does not depend on `count`.
   */
  takeMany(family: Family, prefixLength: number, count: number): TakenMany | undefined {
    let left = BigInt(count);
    const blocks: Cidr[] = [];
    const homes = this.blocks().filter(
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

  #bestFit(family: Family, prefixLength: number): Cidr | undefined {
    let best: Cidr | undefined;
    for (const block of this.blocks()) {
      if (block.family !== family || block.prefixLength > prefixLength) continue;
      if (best === undefined || block.prefixLength > best.prefixLength) best = block;
    }
    return best;
  }

  #combine(other: AddressSet, keep: Keep): AddressSet {
    return new AddressSet(
      combine(this.#ipv4, other.#ipv4, keep),
      combine(this.#ipv6, other.#ipv6, keep),
    );
  }
}

/** Adds what starts at or after all starts so far; what touches or overlaps the last part joins it. */
function append<N extends number | bigint>(boundaries: N[], start: N, end: N): void {
  const last = boundaries.at(-1);
  if (last === undefined || start > last) boundaries.push(start, end);
  else if (end > last) boundaries[boundaries.length - 1] = end;
}

/** Summed over all boundaries, the signs give the numbers between starts and ends. */
function signed(boundary: bigint, index: number): bigint {
  return index % 2 === 0 ? -boundary : boundary;
}

/** Exact: IPv4 has 2^32 addresses. */
function sumOf(boundaries: Boundaries<number>): number {
  return boundaries.reduce((sum, at, index) => (index % 2 === 0 ? sum - at : sum + at), 0);
}

function meets<N extends number | bigint>(list: Boundaries<N>, first: N, last: N): boolean {
  const before = countUpTo(list, first);
  return before % 2 === 1 || countUpTo(list, last) > before;
}

function covers<N extends number | bigint>(list: Boundaries<N>, first: N, last: N): boolean {
  const before = countUpTo(list, first);
  return before % 2 === 1 && list[before]! > last;
}

const powers = Array.from({ length: 33 }, (_, bits) => 2 ** bits);

/** Of a number from 0 to 2^32 - 1; all 32 of zero. */
const trailingZeros = (value: number) => (value === 0 ? 32 : 31 - Math.clz32(value & -value));

/** Of a number from 1 to 2^32. */
const highestBit = (value: number) => (value === 2 ** 32 ? 32 : 31 - Math.clz32(value));

/** Goes on until all are taken, or `take` says false. */
function eachIpv4Block(
  boundaries: Boundaries<number>,
  take: (first: number, prefixLength: number) => unknown,
): void {
  for (let index = 0; index < boundaries.length; index += 2) {
    const end = boundaries[index + 1]!;
    for (let first = boundaries[index]!; first < end;) {
      const bits = Math.min(trailingZeros(first), highestBit(end - first));
      if (take(first, addressBits[4] - bits) === false) return;
      first += powers[bits]!;
    }
  }
}

/** IPv4 blocks of a set: how many, and the largest, of equals the lowest. */
interface Outline {
  readonly count: number;
  readonly largest: Cidr | undefined;
}

function outlineOf(boundaries: Boundaries<number>): Outline {
  let count = 0;
  let start = 0;
  let shortest = Infinity;
  eachIpv4Block(boundaries, (first, prefixLength) => {
    count += 1;
    if (prefixLength < shortest) [start, shortest] = [first, prefixLength];
  });
  return { count, largest: count === 0 ? undefined : blockAt(4, BigInt(start), shortest) };
}

function* ipv6Blocks(boundaries: Boundaries<bigint>): Generator<Cidr> {
  for (let index = 0; index < boundaries.length; index += 2) {
    const end = boundaries[index + 1]!;
    for (let first = boundaries[index]!; first < end;) {
      let bits = BigInt(addressBits[6]);
      while (first % (1n << bits) !== 0n || 1n << bits > end - first) bits -= 1n;
      yield blockAt(6, first, addressBits[6] - Number(bits));
      first += 1n << bits;
    }
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
