import { colonHexadecimalNotationToBinaryString } from 'ip-num/dist/src/HexadecimalUtils.js';
import { Validator } from 'ip-num/dist/src/Validator.js';
import { Ipv4Scanner } from './ipv4-scanner.ts';

/* ip-num's index makes ranges and pools while it loads; its validator alone loads four times as fast. */

export type Family = 4 | 6;

/** Bits of an address: 32 (RFC 791) or 128 (RFC 4291). */
export const addressBits: Readonly<Record<Family, number>> = { 4: 32, 6: 128 };

/** Longest IPv6 text without an embedded IPv4 address: eight groups of four digits. */
const longestIpv6Text = 39;

/** Canonical text: dotted decimal for IPv4, RFC 5952 for IPv6. */
export function formatAddress(family: Family, value: bigint): string {
  return family === 4 ? formatIpv4(Number(value)) : formatIpv6(value);
}

/** The text of an IPv4 address from 0 to 2^32 - 1. */
export function formatIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** RFC 5952: lower case, no leading zeros, `::` for the longest run of two or more zero groups, the first of equals. */
function formatIpv6(value: bigint): string {
  const groups: string[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) {
    groups.push(((value >> shift) & 0xffffn).toString(16));
  }
  const run = longestZeroRun(groups);
  if (run.length < 2) return groups.join(':');
  const before = groups.slice(0, run.start).join(':');
  const after = groups.slice(run.start + run.length).join(':');
  return `${before}::${after}`;
}

function longestZeroRun(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, index) => {
    if (group !== '0') start = index + 1;
    else if (index + 1 - start > best.length) best = { start, length: index + 1 - start };
  });
  return best;
}

/**
 * The value of an IPv6 address, in any of the ways RFC 4291 writes one in groups of hexadecimal
 * digits; undefined for everything else, a zone id (RFC 4007) or an embedded IPv4 address included.
 */
export function parseIpv6(text: string): bigint | undefined {
  if (text.length > longestIpv6Text || !/^[\da-fA-F:]+$/.test(text)) return undefined;
  if (!Validator.isValidIPv6String(text)[0]) return undefined;
  return BigInt(`0b${colonHexadecimalNotationToBinaryString(text)}`);
}

/** Whether a text is an IPv4 address in dotted decimal, without leading zeros (which some read as octal). */
export function isIpv4(text: string): boolean {
  return text.length <= '255.255.255.255'.length && Validator.isValidIPv4String(text)[0];
}

const scanner = new Ipv4Scanner();

const scansWhole = (text: string) =>
  scanner.scan(text, 0, text.length) && scanner.end === text.length;

/** The numbers of `a.b.c.d/n`, host bits allowed; undefined for every other text. */
export function scanIpv4Cidr(
  text: string,
): { readonly address: number; readonly prefixLength: number } | undefined {
  if (!scansWhole(text)) return undefined;
  const { address, prefixLength } = scanner;
  return { address, prefixLength };
}

/** The block of a canonical text of IPv4; undefined for everything else, which `parseCidr` looks at. */
export function scanIpv4Block(
  text: unknown,
): { readonly first: number; readonly prefixLength: number } | undefined {
  if (typeof text !== 'string' || !scansWhole(text) || !scanner.isBlock) return undefined;
  return { first: scanner.address, prefixLength: scanner.prefixLength };
}
