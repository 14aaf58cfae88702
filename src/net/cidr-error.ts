import { addressBits, formatAddress, isIpv4, parseIpv6 } from './address.ts';

/** What is wrong with a text in the place of a CIDR, and what to write instead. */
export class CidrError extends Error {
  override readonly name = 'CidrError';
  /** What is wrong with it, without the text itself. */
  readonly defect: string;
  readonly fix: string;

  constructor(text: string, defect: string, fix: string) {
    super(`${quote(text)} ${defect}`);
    this.defect = defect;
    this.fix = fix;
  }
}

/** One defect of a text: either the same text without that defect, or else only advice. */
export interface Defect {
  readonly what: string;
  readonly corrected?: string;
  readonly advice: string;
}

const longestQuote = 60;
const anyIpv4Block = 'write a block such as 10.4.0.0/14';
const anyIpv6Block = 'write a block such as fd00:10::/64';

/** The input in double quotes, cut to a readable length, control and invisible characters escaped. */
export function quote(text: string): string {
  const shown = Array.from(text.slice(0, 2 * longestQuote))
    .slice(0, longestQuote)
    .join('');
  const escaped = shown.replaceAll(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  );
  return shown.length < text.length ? `"${escaped}…"` : `"${escaped}"`;
}

/** Numbers of up to three digits and the signs between them, as in blocks, sizes and lists of them. */
const likeIpv4 = /^(?=[^]*[./])[\s/]*\d{1,3}(?:[\s,;./-]+\d{1,3})*[\s,;./-]*$/;
const likeIpv6 = /^[\da-f]{0,4}(?::[\da-f]{0,4}){2,8}(?:\.\d{1,3}){0,3}(?:\/\d{0,3})?$/i;
const likeCount = /^\s*[-+]?\d{1,9}(?:[.,_ ]\d{1,9}){0,3}\s*$/;
const withheld = 'what stands here';

/**
 * In documents of other programs anything may stand in the place of a block, a secret as well: only what
 * looks like an address is repeated.
 */
export function quoteAddress(text: string): string {
  return likeIpv4.test(text) || likeIpv6.test(text) ? quote(text) : withheld;
}

/** The same for a text in the place of a count. */
export function quoteCount(text: unknown): string {
  return typeof text === 'string' && likeCount.test(text) ? quote(text) : withheld;
}

/** The first defect of a text that is no CIDR block. Host bits are not a matter of its shape. */
export function findDefect(text: string): Defect {
  const trimmed = text.trim();
  if (trimmed === '') return { what: 'is empty', advice: anyIpv4Block };
  if (trimmed !== text) {
    return { what: 'has spaces around it', corrected: trimmed, advice: anyIpv4Block };
  }
  const [address = '', prefix, ...rest] = text.split('/');
  if (rest.length > 0) return { what: 'has more than one "/"', advice: anyIpv4Block };
  const defectOfAddress = address.includes(':') ? defectOfIpv6 : defectOfIpv4;
  return (
    defectOfAddress(address, prefix === undefined ? '' : `/${prefix}`) ??
    defectOfPrefix(address, prefix)
  );
}

function defectOfIpv4(address: string, suffix: string): Defect | undefined {
  if (isIpv4(address)) return undefined;
  if (!/^[\d.]+$/.test(address)) return { what: 'is not a CIDR block', advice: anyIpv4Block };
  const withoutZeros = address.replaceAll(/(?<!\d)0+(?=\d)/g, '');
  if (withoutZeros !== address && isIpv4(withoutZeros)) {
    const what = 'has leading zeros, which some programs read as octal';
    return { what, corrected: withoutZeros + suffix, advice: anyIpv4Block };
  }
  return { what: 'is not four numbers from 0 to 255', advice: anyIpv4Block };
}

function defectOfIpv6(address: string, suffix: string): Defect | undefined {
  if (parseIpv6(address) !== undefined) return undefined;
  const [withoutZone = ''] = address.split('%', 1);
  if (withoutZone !== address && parseIpv6(withoutZone) !== undefined) {
    return { what: 'has a zone id', corrected: withoutZone + suffix, advice: anyIpv6Block };
  }
  if (isIpv4(address.slice(address.lastIndexOf(':') + 1))) {
    const advice = `${anyIpv6Block}, or the IPv4 block alone`;
    return { what: 'has an IPv4 address inside an IPv6 one', advice };
  }
  return { what: 'is not an IPv6 block', advice: anyIpv6Block };
}

/** What is wrong with the prefix length behind a sound address. */
function defectOfPrefix(address: string, prefix: string | undefined): Defect {
  const family = address.includes(':') ? 6 : 4;
  const bits = addressBits[family];
  const advice = `write ${address}/n with a prefix length n from 0 to ${bits}`;
  if (prefix === undefined || prefix === '') {
    return { what: 'has no prefix length', advice: `${advice}; /${bits} is one address` };
  }
  const maskLength = family === 4 ? prefixLengthOfMask(prefix) : undefined;
  if (maskLength !== undefined) {
    return { what: 'has a netmask', corrected: `${address}/${maskLength}`, advice };
  }
  if (!/^\d+$/.test(prefix)) return { what: 'has no number as prefix length', advice };
  if (Number(prefix) > bits) return { what: `has a prefix length above ${bits}`, advice };
  const corrected = `${address}/${Number(prefix)}`;
  return { what: 'has a prefix length with leading zeros', corrected, advice };
}

/** 16 for `255.255.0.0`; undefined unless all ones come first. */
function prefixLengthOfMask(mask: string): number | undefined {
  const lengths = Array.from({ length: addressBits[4] + 1 }, (_, length) => length);
  return lengths.find((length) => formatAddress(4, netmask(length)) === mask);
}

function netmask(prefixLength: number): bigint {
  return (1n << 32n) - (1n << BigInt(addressBits[4] - prefixLength));
}
