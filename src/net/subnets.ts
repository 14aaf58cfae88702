/** Parts of a block by number, as Terraform's functions count them; host bits are no fault here. */
import { addressBits, formatAddress, parseIpv6, scanIpv4Cidr } from './address.ts';
import { blockAt, type Cidr, widen } from './cidr.ts';

/** The block around an address with a prefix length: 10.4.0.5/14 is in 10.4.0.0/14; `undefined` for any other text. */
export function blockAround(text: string): Cidr | undefined {
  const ipv4 = scanIpv4Cidr(text);
  if (ipv4 !== undefined) return widen(blockAt(4, BigInt(ipv4.address), 32), ipv4.prefixLength);
  const [address = '', prefix = '', ...rest] = text.split('/', 3);
  const value = rest.length === 0 ? parseIpv6(address) : undefined;
  if (value === undefined || !/^\d{1,3}$/.test(prefix)) return undefined;
  return Number(prefix) > addressBits[6]
    ? undefined
    : widen(blockAt(6, value, 128), Number(prefix));
}

/**
 * The block number `index` of those that are `newBits` longer. For example number 3 of those 4 bits
 * longer than 10.0.0.0/16 is 10.0.48.0/20. `undefined` where there are fewer.
 */
export function subnet(block: Cidr, newBits: number, index: number): Cidr | undefined {
  const prefixLength = block.prefixLength + newBits;
  if (newBits < 0 || index < 0 || prefixLength > addressBits[block.family]) return undefined;
  const first = block.first + (BigInt(index) << hostBits(block, prefixLength));
  return first > block.last ? undefined : blockAt(block.family, first, prefixLength);
}

/** The first block of a prefix length that starts at or after an address of a block and is inside it. */
export function nextBlock(block: Cidr, from: bigint, prefixLength: number): Cidr | undefined {
  const bits = hostBits(block, prefixLength);
  const first = ((from + (1n << bits) - 1n) >> bits) << bits;
  return first > block.last ? undefined : blockAt(block.family, first, prefixLength);
}

/** The address number `index` of a block; -1 is the last one. `undefined` where there are fewer. */
export function hostAddress(block: Cidr, index: number): string | undefined {
  const value = (index < 0 ? block.last + 1n : block.first) + BigInt(index);
  if (value < block.first || value > block.last) return undefined;
  return formatAddress(block.family, value);
}

/** 255.255.0.0 for a /16; IPv6 has no such notation. */
export function netmask({ family, prefixLength }: Cidr): string | undefined {
  if (family === 6) return undefined;
  return formatAddress(4, (1n << 32n) - (1n << BigInt(addressBits[4] - prefixLength)));
}

function hostBits(block: Cidr, prefixLength: number): bigint {
  return BigInt(addressBits[block.family] - prefixLength);
}
