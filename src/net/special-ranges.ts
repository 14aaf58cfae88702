import { AddressSet } from './address-set.ts';
import { blockAt, contains, parseCidr, type Cidr, type Family } from './cidr.ts';

/** A block that is no public unicast address space, and the document that says so. */
export interface SpecialRange {
  readonly cidr: Cidr;
  readonly name: string;
  readonly source: string;
}

const rfc = (number: number): string => `https://www.rfc-editor.org/rfc/rfc${number}`;

const rfc1918Name = 'private use (RFC 1918)';

/**
 * The blocks of IANA's special-purpose registries that are not globally reachable, and multicast.
 * Blocks that the registries list as globally reachable (AS112, AMT, NAT64's 64:ff9b::/96) are
 * public. Of nested blocks the narrower one says more.
 *
 * https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const ipv4Ranges: readonly SpecialRange[] = [
  { cidr: parseCidr('0.0.0.0/8'), name: 'this network', source: rfc(791) },
  { cidr: parseCidr('10.0.0.0/8'), name: rfc1918Name, source: rfc(1918) },
  { cidr: parseCidr('100.64.0.0/10'), name: 'shared address space (RFC 6598)', source: rfc(6598) },
  { cidr: parseCidr('127.0.0.0/8'), name: 'loopback', source: rfc(1122) },
  { cidr: parseCidr('169.254.0.0/16'), name: 'link-local', source: rfc(3927) },
  { cidr: parseCidr('172.16.0.0/12'), name: rfc1918Name, source: rfc(1918) },
  { cidr: parseCidr('192.0.0.0/24'), name: 'IETF protocol assignments', source: rfc(6890) },
  { cidr: parseCidr('192.0.2.0/24'), name: 'documentation (TEST-NET-1)', source: rfc(5737) },
  { cidr: parseCidr('192.88.99.0/24'), name: 'deprecated 6to4 relay anycast', source: rfc(7526) },
  { cidr: parseCidr('192.168.0.0/16'), name: rfc1918Name, source: rfc(1918) },
  { cidr: parseCidr('198.18.0.0/15'), name: 'benchmarking', source: rfc(2544) },
  { cidr: parseCidr('198.51.100.0/24'), name: 'documentation (TEST-NET-2)', source: rfc(5737) },
  { cidr: parseCidr('203.0.113.0/24'), name: 'documentation (TEST-NET-3)', source: rfc(5737) },
  { cidr: parseCidr('224.0.0.0/4'), name: 'multicast', source: rfc(5771) },
  { cidr: parseCidr('240.0.0.0/4'), name: 'reserved (class E)', source: rfc(1112) },
  { cidr: parseCidr('255.255.255.255/32'), name: 'limited broadcast', source: rfc(919) },
];

/** https://www.iana.org/assignments/iana-ipv6-special-registry */
const makeIpv6Ranges = (): readonly SpecialRange[] => [
  { cidr: parseCidr('::/128'), name: 'unspecified address', source: rfc(4291) },
  { cidr: parseCidr('::1/128'), name: 'loopback', source: rfc(4291) },
  { cidr: blockAt(6, 0xffffn << 32n, 96), name: 'IPv4-mapped addresses', source: rfc(4291) },
  { cidr: parseCidr('64:ff9b:1::/48'), name: 'local IPv4/IPv6 translation', source: rfc(8215) },
  { cidr: parseCidr('100::/64'), name: 'discard only', source: rfc(6666) },
  { cidr: parseCidr('2001::/23'), name: 'IETF protocol assignments', source: rfc(2928) },
  { cidr: parseCidr('2001:db8::/32'), name: 'documentation', source: rfc(3849) },
  { cidr: parseCidr('2002::/16'), name: '6to4', source: rfc(3056) },
  { cidr: parseCidr('3fff::/20'), name: 'documentation', source: rfc(9637) },
  { cidr: parseCidr('5f00::/16'), name: 'segment routing identifiers', source: rfc(9602) },
  { cidr: parseCidr('fc00::/7'), name: 'unique local addresses', source: rfc(4193) },
  { cidr: parseCidr('fe80::/10'), name: 'link-local', source: rfc(4291) },
  { cidr: parseCidr('ff00::/8'), name: 'multicast', source: rfc(4291) },
];

/** Made when an IPv6 block is first asked for: reading IPv6 texts takes longer than most runs have. */
const specials: Record<Family, Specials | undefined> = { 4: specialsOf(ipv4Ranges), 6: undefined };

interface Specials {
  readonly ranges: readonly SpecialRange[];
  readonly addresses: AddressSet;
}

function specialsOf(ranges: readonly SpecialRange[]): Specials {
  return { ranges, addresses: AddressSet.of(ranges.map(({ cidr }) => cidr)) };
}

function specialsIn(family: Family): Specials {
  return (specials[family] ??= specialsOf(makeIpv6Ranges()));
}

/** All special ranges of a family. */
export function specialRanges(family: Family): readonly SpecialRange[] {
  return specialsIn(family).ranges;
}

/** 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16. */
export const rfc1918Blocks: readonly Cidr[] = ipv4Ranges
  .filter(({ name }) => name === rfc1918Name)
  .map(({ cidr }) => cidr);

/** Whether a block is wholly inside RFC 1918 space; never an IPv6 block. */
export function isRfc1918(cidr: Cidr): boolean {
  return rfc1918Blocks.some((block) => contains(block, cidr));
}

/** The narrowest special range that contains the whole block; undefined when none does. */
export function specialRangeOf(cidr: Cidr): SpecialRange | undefined {
  return specialRanges(cidr.family)
    .filter((range) => contains(range.cidr, cidr))
    .toSorted((a, b) => b.cidr.prefixLength - a.cidr.prefixLength)[0];
}

/** Every IPv4 address that is public: in none of the special ranges. */
export function publicIpv4(): AddressSet {
  return AddressSet.of([parseCidr('0.0.0.0/0')]).subtract(specialsIn(4).addresses);
}

/** How much of a block is public address space, where somebody else's hosts may be: whole, part or none of it. */
export function publicShare(cidr: Cidr): 'whole' | 'part' | 'none' {
  const { addresses } = specialsIn(cidr.family);
  if (addresses.contains(cidr)) return 'none';
  return addresses.overlaps(cidr) ? 'part' : 'whole';
}
