import { IPv4, IPv4CidrRange, IPv6CidrRange, Validator } from 'ip-num';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CidrError, parseCidr } from '../../src/net/cidr.ts';

/*
 * ip-num is the oracle of the hand-written scan, where none of the guards around ip-num applies:
 * it accepts host bits, leading zeros in a prefix length, zone ids and IPv4-mapped addresses.
 */

/** Random numbers that are the same in every run (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function parsed(text: string): string {
  try {
    const { first, last } = parseCidr(text);
    return `${first}-${last}`;
  } catch (error) {
    if (error instanceof CidrError) return 'refused';
    throw error;
  }
}

const oddOctets = ['256', '00', '01', '', '-1', '1e1', '0x1', '999', ' 1', '1 ', '+1', '1.1'];
const oddPrefixes = ['', '33', '128', '08', '-1', '1.0', ' 8', '8 ', '00', '8/8', '255.0.0.0'];

/** An IPv4 CIDR, now and then with one thing wrong; host bits zero in half of them. */
function randomIpv4Text(random: (below: number) => number): string {
  const prefixLength = random(33);
  const address = random(2 ** 32);
  const step = 2 ** (32 - prefixLength);
  const value = random(2) === 0 ? address : address - (address % step);
  const octets = [24, 16, 8, 0].map((shift) => String((value >>> shift) & 255));
  const fault = random(20);
  if (fault < 4) octets[fault] = oddOctets[random(oddOctets.length)]!;
  const prefix = fault === 4 ? oddPrefixes[random(oddPrefixes.length)]! : String(prefixLength);
  return `${octets.join('.')}/${prefix}`;
}

/** First address by ip-num's parser for all texts, last address by its ranges, which are slow, for a sample. */
function ipv4Oracle(text: string, isSample: boolean): string {
  if (/\/0\d/.test(text) || !Validator.isValidIPv4CidrRange(text)[0]) return 'refused';
  if (isSample) {
    const range = IPv4CidrRange.fromCidr(text);
    return `${range.getFirst().getValue()}-${range.getLast().getValue()}`;
  }
  const [address = '', prefixLength] = text.split('/');
  const first = new IPv4(address).getValue();
  return `${first}-${first + BigInt(2 ** (32 - Number(prefixLength))) - 1n}`;
}

/** Groups with many zeros, written with or without `::`, in either case, now and then one too many. */
function randomIpv6Text(random: (below: number) => number): string {
  const prefixLength = random(130);
  const fault = random(20);
  const groups = Array.from({ length: fault === 0 ? 7 + random(3) : 8 }, (_, index) => {
    const hasHostBits = 16 * index >= prefixLength && random(8) !== 0;
    return hasHostBits || random(3) === 0 ? '0' : random(0x1_0000).toString(16);
  });
  let text = groups.join(':');
  if (random(2) === 0) text = text.replace(/(^|:)0(:0)*(:|$)/, '::');
  if (random(4) === 0) text = text.toUpperCase();
  if (fault === 1) text = text.replace(':', ['', ':::', ';', 'g:'][random(4)]!);
  return `${text}/${prefixLength}`;
}

function ipv6Oracle(text: string): string {
  if (!Validator.isValidIPv6CidrNotation(text)[0]) return 'refused';
  try {
    const range = IPv6CidrRange.fromCidr(text);
    const first = range.getFirst().getValue();
    const last = range.getLast().getValue();
    const isStart = Validator.isValidIPv6CidrRange(text)[0];
    return isStart ? `${first}-${last}` : 'refused';
  } catch {
    return 'refused';
  }
}

describe('parseCidr agrees with ip-num', () => {
  const { stackTraceLimit } = Error;

  /* Half a million refusals: their stacks would take most of the time. */
  beforeAll(() => {
    Error.stackTraceLimit = 0;
  });

  afterAll(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  it('on a million IPv4 texts', { timeout: 120_000 }, () => {
    const random = randomOf(4);
    const seen = { accepted: 0, refused: 0 };
    for (let count = 0; count < 1_000_000; count += 1) {
      const text = randomIpv4Text(random);
      const mine = parsed(text);
      seen[mine === 'refused' ? 'refused' : 'accepted'] += 1;
      const oracle = ipv4Oracle(text, count % 50 === 0);
      if (mine !== oracle) expect(mine, text).toBe(oracle);
    }
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(300_000);
  });

  it('on twenty thousand IPv6 texts', { timeout: 60_000 }, () => {
    const random = randomOf(6);
    const seen = { accepted: 0, refused: 0 };
    for (let count = 0; count < 20_000; count += 1) {
      const text = randomIpv6Text(random);
      const mine = parsed(text);
      seen[mine === 'refused' ? 'refused' : 'accepted'] += 1;
      const oracle = ipv6Oracle(text);
      if (mine !== oracle) expect(mine, text).toBe(oracle);
    }
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(4000);
  });
});
