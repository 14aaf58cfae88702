import { addressBits, blockAt, contains, type Cidr } from './cidr.ts';
import { nest, newNesting, type Nesting } from './nesting.ts';

/*
 * A word of 64 bits for each IPv4 block, which sorts natively in the order of `compare`, equal blocks by
 * their position: 32 bits of first address, 6 bits of prefix length (0 to 32), 26 bits of position.
 */
const positionBits = 26;
const positionMask = 2 ** positionBits - 1;

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
const lowHalf = isLittleEndian ? 0 : 1;
const highHalf = 1 - lowHalf;

/** As many blocks as a position of 26 bits can tell apart: 67,108,864. */
export const mostBlocks = positionMask + 1;

/** Collects blocks, each with the position by which its owner knows it, to sort them once. */
export class BlockSorter {
  /** Pairs of 32 bits, in the order in which the machine keeps the halves of a word. */
  readonly #halves: Uint32Array;
  readonly #others: { readonly cidr: Cidr; readonly position: number }[] = [];
  #length = 0;

  /** @throws {RangeError} for more than {@link mostBlocks} blocks. */
  constructor(capacity: number) {
    if (capacity > mostBlocks) throw new RangeError(`more than ${mostBlocks} ranges`);
    this.#halves = new Uint32Array(2 * capacity);
  }

  /** All of `blocks`, whose positions come behind `offset`. */
  addAll(blocks: SortedBlocks, offset: number): void {
    for (let rank = 0; rank < blocks.length; rank += 1)
      this.add(blocks.cidrAt(rank), offset + blocks.positions[rank]!);
  }

  add(cidr: Cidr, position: number): void {
    if (cidr.family === 4) this.addIpv4(Number(cidr.first), cidr.prefixLength, position);
    else this.#others.push({ cidr, position });
  }

  /** A block by its first address and its prefix length, without an object. */
  addIpv4(first: number, prefixLength: number, position: number): void {
    this.#halves[2 * this.#length + lowHalf] = prefixLength * (positionMask + 1) + position;
    this.#halves[2 * this.#length + highHalf] = first;
    this.#length += 1;
  }

  sorted(): SortedBlocks {
    const halves = this.#halves.subarray(0, 2 * this.#length);
    new BigUint64Array(halves.buffer, halves.byteOffset, this.#length).sort();
    const others = this.#others.toSorted(
      (a, b) => compareFirst(a.cidr, b.cidr) || a.position - b.position,
    );
    return new SortedBlocks(halves, others);
  }
}

/** How many addresses an IPv4 block has, by prefix length. */
const sizes = Array.from({ length: 33 }, (_, length) => 2 ** (addressBits[4] - length));
const sizeOf = (prefixLength: number) => sizes[prefixLength]!;

function compareFirst(a: Cidr, b: Cidr): number {
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.prefixLength - b.prefixLength;
}

/** The blocks of a list, each at its index in the list. */
export function sortBlocks(blocks: readonly Cidr[]): SortedBlocks {
  const sorter = new BlockSorter(blocks.length);
  for (const [position, cidr] of blocks.entries()) sorter.add(cidr, position);
  return sorter.sorted();
}

/**
 * Blocks by their rank in the order of `compare`: IPv4 before IPv6, by first address, the wider before
 * what it contains, equal blocks by position. So the blocks inside one come right after it.
 */
export class SortedBlocks {
  readonly length: number;
  /** Ranks below this are IPv4. */
  readonly ipv4Length: number;
  /** For each rank, the position that the block was added with. */
  readonly positions: Uint32Array;
  readonly #firsts: Uint32Array;
  readonly #prefixLengths: Uint8Array;
  readonly #others: readonly Cidr[];
  #nesting: Nesting | undefined;

  constructor(
    halves: Uint32Array,
    others: readonly { readonly cidr: Cidr; readonly position: number }[],
  ) {
    this.ipv4Length = halves.length / 2;
    this.length = this.ipv4Length + others.length;
    this.positions = new Uint32Array(this.length);
    this.#firsts = new Uint32Array(this.ipv4Length);
    this.#prefixLengths = new Uint8Array(this.ipv4Length);
    for (let rank = 0; rank < this.ipv4Length; rank += 1) {
      const low = halves[2 * rank + lowHalf]!;
      this.positions[rank] = low & positionMask;
      this.#prefixLengths[rank] = low >>> positionBits;
      this.#firsts[rank] = halves[2 * rank + highHalf]!;
    }
    this.#others = others.map(({ cidr }) => cidr);
    others.forEach(({ position }, index) => (this.positions[this.ipv4Length + index] = position));
  }

  cidrAt(rank: number): Cidr {
    if (rank >= this.ipv4Length) return this.#others[rank - this.ipv4Length]!;
    return blockAt(4, BigInt(this.#firsts[rank]!), this.#prefixLengths[rank]!);
  }

  prefixLengthAt(rank: number): number {
    if (rank >= this.ipv4Length) return this.#others[rank - this.ipv4Length]!.prefixLength;
    return this.#prefixLengths[rank]!;
  }

  /** The IPv4 blocks that no other contains, as first and last address. */
  *outermostIpv4(): Generator<readonly [first: number, last: number]> {
    let covered = -1;
    for (let rank = 0; rank < this.ipv4Length; rank += 1) {
      const first = this.#firsts[rank]!;
      if (first <= covered) continue;
      covered = first + sizeOf(this.#prefixLengths[rank]!) - 1;
      yield [first, covered];
    }
  }

  /** Every IPv6 block. */
  get ipv6(): readonly Cidr[] {
    return this.#others;
  }

  /** The ranks of the blocks inside `block`, equal ones included: from the first to before the second. */
  inside(block: Cidr): readonly [from: number, to: number] {
    const from = this.#firstRank((rank) => !this.#comesBefore(rank, block));
    const to = this.#firstRank((rank) => this.#startsBehind(rank, block));
    return [from, Math.max(from, to)];
  }

  /**
   * The ranks of the blocks that contain `block` and are wider, from the narrowest to the widest: of
   * equal ones the last.
   */
  *around(block: Cidr): Generator<number> {
    const { parents } = this.nesting;
    let rank = this.inside(block)[0] - 1;
    while (rank >= 0 && !this.#holds(rank, block)) rank = parents[rank]!;
    for (; rank >= 0; rank = parents[rank]!) yield rank;
  }

  /** How many blocks contain `block` and are wider. */
  countAround(block: Cidr): number {
    const { done, value } = this.around(block).next();
    return done === true ? 0 : this.nesting.depths[value]! + 1;
  }

  /** Whether the block at `rank` equals the one before it. */
  equalsPrevious(rank: number): boolean {
    if (rank > this.ipv4Length) return compareFirst(this.cidrAt(rank - 1), this.cidrAt(rank)) === 0;
    return (
      rank > 0 &&
      rank < this.ipv4Length &&
      this.#firsts[rank - 1] === this.#firsts[rank] &&
      this.#prefixLengths[rank - 1] === this.#prefixLengths[rank]
    );
  }

  get nesting(): Nesting {
    return (this.#nesting ??= this.#nest());
  }

  #nest(): Nesting {
    const nesting = newNesting(this.length);
    const lasts = this.#firsts.map((first, rank) => first + sizeOf(this.#prefixLengths[rank]!) - 1);
    nest(this.#firsts, lasts, 0, nesting);
    nest(
      this.#others.map(({ first }) => first),
      this.#others.map(({ last }) => last),
      this.ipv4Length,
      nesting,
    );
    return nesting;
  }

  #comesBefore(rank: number, block: Cidr): boolean {
    if (rank >= this.ipv4Length)
      return block.family === 6 && compareFirst(this.cidrAt(rank), block) < 0;
    if (block.family === 6) return true;
    const distance = this.#firsts[rank]! - Number(block.first);
    return distance < 0 || (distance === 0 && this.#prefixLengths[rank]! < block.prefixLength);
  }

  #startsBehind(rank: number, block: Cidr): boolean {
    if (rank >= this.ipv4Length) return block.family === 4 || this.cidrAt(rank).first > block.last;
    return block.family === 4 && this.#firsts[rank]! > Number(block.last);
  }

  #holds(rank: number, block: Cidr): boolean {
    return contains(this.cidrAt(rank), block);
  }

  /** By bisection, the first rank that `isReached`, which stays so for all behind it. */
  #firstRank(isReached: (rank: number) => boolean): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isReached(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
