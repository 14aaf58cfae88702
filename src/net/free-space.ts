import type { AddressSet } from './address-set.ts';
import type { BlockCounts } from './block-counts.ts';
import { addressBits, blockAt, type Cidr } from './cidr.ts';
import type { SortedBlocks } from './sorted-blocks.ts';

const bits = addressBits[4];

/** What a block is that is no node: nothing of it is free, or all of it. Nodes count from 1. */
const none = 0;
const whole = -1;

/**
 * IPv4 addresses that blocks are taken of, one after the other. A binary tree over the bits of an
 * address; each node knows which sizes of free blocks lie below it, so that finding a block, taking
 * it and removing any other walk down the tree once: at most 32 steps, however many blocks there are.
 */
export class FreeSpace {
  #root = none;
  #nodes = 0;

  /**
   * The lower half of node n at 2n, the upper one at 2n + 1: a node, `none` or `whole`, never twice
   * `none` or twice `whole`. So a `whole` is a free block that no wider free block contains.
   */
  #halves = new Int32Array(128);

  /** For each node, bit `length - 1` where a free block of that prefix length lies below it. */
  #lengths = new Int32Array(64);

  /** The IPv4 addresses of a set. */
  static of(set: AddressSet): FreeSpace {
    const space = new FreeSpace();
    for (const { family, first, prefixLength } of set.blocks())
      if (family === 4) space.#put(Number(first), prefixLength, whole);
    return space;
  }

  /**
   * Takes a block of `prefixLength` by best fit: from the start of the smallest free block that holds
   * it, of equals the lowest, as `AddressSet.take` does. Undefined when none holds it.
   *
   * @throws {RangeError} when IPv4 has no such prefix length.
   */
  take(prefixLength: number): Cidr | undefined {
    const home = this.#longest(prefixLength);
    if (home === undefined) return undefined;
    const block = blockAt(4, this.#lowest(home), prefixLength);
    this.remove(block);
    return block;
  }

  /** Takes whatever is free of a block; an IPv6 block has nothing here. */
  remove({ family, first, prefixLength }: Cidr): void {
    if (family === 4) this.#put(Number(first), prefixLength, none);
  }

  /** Takes whatever is free of many blocks. */
  removeAll(blocks: SortedBlocks): void {
    for (const [first, last] of blocks.outermostIpv4())
      this.#put(first, Math.clz32(last - first), none);
  }

  /** How many free blocks of each prefix length there are that no wider free block contains. */
  counts(): BlockCounts {
    const counts = Array.from({ length: bits + 1 }, () => 0);
    const count = (half: number, depth: number): void => {
      if (half === whole) counts[depth]! += 1;
      if (half <= 0) return;
      count(this.#halves[2 * half]!, depth + 1);
      count(this.#halves[2 * half + 1]!, depth + 1);
    };
    count(this.#root, 0);
    return counts;
  }

  /** The largest free block, of equals the lowest; undefined when nothing is free. */
  largest(): Cidr | undefined {
    if (this.#root === none) return undefined;
    if (this.#root === whole) return blockAt(4, 0n, 0);
    const lengths = this.#below(this.#root, 0);
    const shortest = bits - Math.clz32(lengths & -lengths);
    return blockAt(4, this.#lowest(shortest), shortest);
  }

  /** The longest prefix length of free blocks, up to `prefixLength`. */
  #longest(prefixLength: number): number | undefined {
    if (this.#root === whole) return prefixLength < 0 ? undefined : 0;
    if (this.#root === none || prefixLength < 1) return undefined;
    const wideEnough = prefixLength < bits ? (1 << prefixLength) - 1 : -1;
    const lengths = this.#below(this.#root, 0) & wideEnough;
    return lengths === 0 ? undefined : bits - Math.clz32(lengths);
  }

  /** Where the lowest free block of a prefix length starts; there is one. */
  #lowest(prefixLength: number): bigint {
    const wanted = 1 << (prefixLength - 1);
    let first = 0;
    let half = this.#root;
    for (let depth = 1; half !== whole; depth += 1) {
      const lower = this.#halves[2 * half]!;
      const goLow = (this.#below(lower, depth) & wanted) !== 0;
      half = goLow ? lower : this.#halves[2 * half + 1]!;
      if (!goLow) first += 2 ** (bits - depth);
    }
    return BigInt(first);
  }

  /** Makes all of a block `none` or `whole`. */
  #put(first: number, prefixLength: number, what: number): void {
    this.#root = this.#changed(this.#root, 0, first, prefixLength, what);
  }

  /** What stands in the place of a half, at its depth, when a block inside it has become `what`. */
  #changed(half: number, depth: number, first: number, to: number, what: number): number {
    if (half === what || depth === to) return what;
    const node = half > 0 ? half : this.#split(half);
    const at = 2 * node + ((first >>> (bits - 1 - depth)) & 1);
    const changed = this.#changed(this.#halves[at]!, depth + 1, first, to, what);
    this.#halves[at] = changed;
    const other = this.#halves[at ^ 1]!;
    if (changed === other && changed <= 0) return changed;
    this.#lengths[node] = this.#below(changed, depth + 1) | this.#below(other, depth + 1);
    return node;
  }

  /** Prefix lengths of the free blocks in a half that lies so deep, as bits. */
  #below(half: number, depth: number): number {
    if (half > 0) return this.#lengths[half]!;
    return half === whole ? 1 << (depth - 1) : 0;
  }

  #split(half: number): number {
    this.#nodes += 1;
    if (this.#nodes === this.#lengths.length) this.#grow();
    this.#halves.fill(half, 2 * this.#nodes, 2 * this.#nodes + 2);
    return this.#nodes;
  }

  #grow(): void {
    const halves = new Int32Array(2 * this.#halves.length);
    halves.set(this.#halves);
    this.#halves = halves;
    const lengths = new Int32Array(2 * this.#lengths.length);
    lengths.set(this.#lengths);
    this.#lengths = lengths;
  }
}
