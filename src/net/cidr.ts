import { addressBits, formatAddress, parseIpv6, scanIpv4Cidr, type Family } from './address.ts';
import { CidrError, findDefect } from './cidr-error.ts';

export { addressBits, formatAddress, type Family } from './address.ts';
export { CidrError } from './cidr-error.ts';

/**
 * A block of addresses in CIDR notation (RFC 4632, RFC 4291): canonical, host bits zero, frozen,
 * made only by {@link parseCidr} and the functions of this file.
 */
export interface Cidr {
  /** Canonical text: dotted decimal for IPv4, RFC 5952 for IPv6. */
  readonly text: string;
  readonly family: Family;
  /** 0 to 32 for IPv4, 0 to 128 for IPv6. */
  readonly prefixLength: number;
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * Reads `a.b.c.d/n` or an IPv6 block. Strict: host bits, leading zeros, spaces, a netmask, a zone
 * id or an IPv4 address inside IPv6 text are refused, since each of them is more likely a slip
 * than a wish. The only variants accepted are those of RFC 4291 for IPv6 (upper case, zeros).
 *
 * @throws {CidrError} quoting the text, with what to write instead.
 */
export function parseCidr(text: string): Cidr {
  const ipv4 = scanIpv4Cidr(text);
  if (ipv4 !== undefined) return ipv4Block(text, ipv4.address, ipv4.prefixLength);
  const [address = '', prefix = '', ...rest] = text.split('/', 3);
  const value = rest.length === 0 ? parseIpv6(address) : undefined;
  if (value === undefined || !/^(0|[1-9]\d{0,2})$/.test(prefix)) throw refusal(text);
  const prefixLength = Number(prefix);
  if (prefixLength > addressBits[6]) throw refusal(text);
  refuseMapped(text, value, prefixLength);
  return exactBlock(text, 6, value, prefixLength);
}

/** The error for a text of the wrong shape; its fix is a block that the parser accepts, where one is near. */
function refusal(text: string): CidrError {
  const { what, corrected, advice } = findDefect(text);
  return new CidrError(text, what, corrected === undefined ? advice : fixTowards(corrected));
}

function fixTowards(corrected: string): string {
  try {
    return `write ${parseCidr(corrected).text}`;
  } catch (error) {
    if (error instanceof CidrError) return error.fix;
    throw error;
  }
}

/** The block of canonical IPv4 text, in the fewest steps: inventories are read through here. */
function ipv4Block(text: string, address: number, prefixLength: number): Cidr {
  const addresses = 2 ** (addressBits[4] - prefixLength);
  if (address % addresses !== 0) return exactBlock(text, 4, BigInt(address), prefixLength);
  const last = BigInt(address + addresses - 1);
  return Object.freeze({ text, family: 4, prefixLength, first: BigInt(address), last });
}

function exactBlock(text: string, family: Family, address: bigint, prefixLength: number): Cidr {
  const block = blockAround(family, address, prefixLength);
  if (block.first === address) return block;
  throw new CidrError(text, 'has host bits set', `write ${block.text}`);
}

/** An IPv4-mapped block (`::ffff:0:0/96`, RFC 4291 section 2.5.5.2) would hide from every IPv4 check. */
function refuseMapped(text: string, address: bigint, prefixLength: number): void {
  if (prefixLength < 96 || address >> 32n !== 0xffffn) return;
  const ipv4 = blockAround(4, address & 0xffff_ffffn, prefixLength - 96);
  throw new CidrError(text, 'is IPv4 written as IPv6', `write ${ipv4.text}`);
}

/**
 * The block that starts at `first`.
 *
 * @throws {RangeError} when no block of that size starts there, which is a mistake of the caller.
 */
export function blockAt(family: Family, first: bigint, prefixLength: number): Cidr {
  const bits = addressBits[family];
  if (!Number.isInteger(prefixLength) || prefixLength < 0 || prefixLength > bits) {
    throw new RangeError(`no IPv${family} prefix length: ${prefixLength}`);
  }
  if (first < 0n || first >> BigInt(bits) !== 0n) {
    throw new RangeError(`no IPv${family} address: ${first}`);
  }
  const block = blockAround(family, first, prefixLength);
  if (block.first !== first) {
    throw new RangeError(`no /${prefixLength} starts at ${formatAddress(family, first)}`);
  }
  return block;
}

function blockAround(family: Family, address: bigint, prefixLength: number): Cidr {
  const hostBits = BigInt(addressBits[family] - prefixLength);
  const first = (address >> hostBits) << hostBits;
  const last = first + (1n << hostBits) - 1n;
  const text = `${formatAddress(family, first)}/${prefixLength}`;
  return Object.freeze({ text, family, prefixLength, first, last });
}

/** How many addresses a block has, the unusable ones included. */
export function size(block: Cidr): bigint {
  return block.last - block.first + 1n;
}

/** Whether every address of `inner` is in `outer`; equal blocks contain each other, families never. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two blocks share an address; an IPv4 and an IPv6 block never do. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Order of blocks: IPv4 before IPv6, then by first address, then the wider before what it contains. */
export function compare(a: Cidr, b: Cidr): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.prefixLength - b.prefixLength;
}

/**
 * The block of `prefixLength` that contains `block`. For example /14 around 10.5.0.0/16 is 10.4.0.0/14.
 *
 * @throws {RangeError} when `prefixLength` is longer than that of the block.
 */
export function widen(block: Cidr, prefixLength: number): Cidr {
  if (!Number.isInteger(prefixLength) || prefixLength < 0 || prefixLength > block.prefixLength) {
    throw new RangeError(`no /${prefixLength} contains ${block.text}`);
  }
  return blockAround(block.family, block.first, prefixLength);
}

/**
 * The last block of `prefixLength` inside `block`. For example the last /20 of 10.4.0.0/14 is 10.7.240.0/20.
 *
 * @throws {RangeError} when `prefixLength` is shorter than that of the block.
 */
export function lastBlock(block: Cidr, prefixLength: number): Cidr {
  if (prefixLength < block.prefixLength || prefixLength > addressBits[block.family]) {
    throw new RangeError(`${block.text} has no /${prefixLength}`);
  }
  return blockAround(block.family, block.last, prefixLength);
}
