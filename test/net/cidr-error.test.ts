import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote, quoteAddress, quoteCount } from '../../src/net/cidr-error.ts';
import { CidrError, parseCidr } from '../../src/net/cidr.ts';

const anyIpv4Block = 'write a block such as 10.4.0.0/14';
const anyIpv6Block = 'write a block such as fd00:10::/64';
const anyIpv4Prefix = 'write 10.0.0.0/n with a prefix length n from 0 to 32';
const anyIpv6Prefix = 'write fd00::/n with a prefix length n from 0 to 128';

function refusal(text: string): CidrError {
  try {
    parseCidr(text);
  } catch (error) {
    if (error instanceof CidrError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('a text that is no CIDR block is refused with what to write instead', () => {
  it.each([
    ['10.4.0.5/14', '"10.4.0.5/14" has host bits set', 'write 10.4.0.0/14'],
    ['10.0.0.1/0', '"10.0.0.1/0" has host bits set', 'write 0.0.0.0/0'],
    ['255.255.255.255/31', '"255.255.255.255/31" has host bits set', 'write 255.255.255.254/31'],
    ['fd00::1/64', '"fd00::1/64" has host bits set', 'write fd00::/64'],
    ['', '"" is empty', anyIpv4Block],
    ['  ', '"  " is empty', anyIpv4Block],
    [' 10.0.0.0/8', '" 10.0.0.0/8" has spaces around it', 'write 10.0.0.0/8'],
    ['10.0.0.7/8\n', String.raw`"10.0.0.7/8\u{a}" has spaces around it`, 'write 10.0.0.0/8'],
    ['10.0.0.0 /8', '"10.0.0.0 /8" is not a CIDR block', anyIpv4Block],
    ['10.0.0.0', '"10.0.0.0" has no prefix length', `${anyIpv4Prefix}; /32 is one address`],
    ['10.0.0.0/', '"10.0.0.0/" has no prefix length', `${anyIpv4Prefix}; /32 is one address`],
    ['fd00::', '"fd00::" has no prefix length', `${anyIpv6Prefix}; /128 is one address`],
    ['10.0.0.0/33', '"10.0.0.0/33" has a prefix length above 32', anyIpv4Prefix],
    [
      '10.0.0.0/999999999999',
      '"10.0.0.0/999999999999" has a prefix length above 32',
      anyIpv4Prefix,
    ],
    ['fd00::/129', '"fd00::/129" has a prefix length above 128', anyIpv6Prefix],
    ['10.0.0.0/08', '"10.0.0.0/08" has a prefix length with leading zeros', 'write 10.0.0.0/8'],
    ['10.0.0.5/024', '"10.0.0.5/024" has a prefix length with leading zeros', 'write 10.0.0.0/24'],
    ['fd00::/064', '"fd00::/064" has a prefix length with leading zeros', 'write fd00::/64'],
    ['10.0.0.0/-8', '"10.0.0.0/-8" has no number as prefix length', anyIpv4Prefix],
    ['10.0.0.0/8.0', '"10.0.0.0/8.0" has no number as prefix length', anyIpv4Prefix],
    ['10.0.0.0/1e1', '"10.0.0.0/1e1" has no number as prefix length', anyIpv4Prefix],
    ['10.0.0.0/255.0.0.0', '"10.0.0.0/255.0.0.0" has a netmask', 'write 10.0.0.0/8'],
    ['10.9.0.0/255.252.0.0', '"10.9.0.0/255.252.0.0" has a netmask', 'write 10.8.0.0/14'],
    [
      '10.0.0.0/255.0.255.0',
      '"10.0.0.0/255.0.255.0" has no number as prefix length',
      anyIpv4Prefix,
    ],
    ['10.0.0.0/8/9', '"10.0.0.0/8/9" has more than one "/"', anyIpv4Block],
    ['fd00::/8/9', '"fd00::/8/9" has more than one "/"', anyIpv4Block],
    [
      '010.0.0.0/8',
      '"010.0.0.0/8" has leading zeros, which some programs read as octal',
      'write 10.0.0.0/8',
    ],
    [
      '10.04.0.5/014',
      '"10.04.0.5/014" has leading zeros, which some programs read as octal',
      'write 10.4.0.0/14',
    ],
    ['256.0.0.0/8', '"256.0.0.0/8" is not four numbers from 0 to 255', anyIpv4Block],
    ['10.0.0/8', '"10.0.0/8" is not four numbers from 0 to 255', anyIpv4Block],
    ['10.0.0.0.0/8', '"10.0.0.0.0/8" is not four numbers from 0 to 255', anyIpv4Block],
    ['167772160/8', '"167772160/8" is not four numbers from 0 to 255', anyIpv4Block],
    ['0x0a.0.0.0/8', '"0x0a.0.0.0/8" is not a CIDR block', anyIpv4Block],
    ['１0.0.0.0/8', '"１0.0.0.0/8" is not a CIDR block', anyIpv4Block],
    ['10.0.0.0-10.0.0.255', '"10.0.0.0-10.0.0.255" is not a CIDR block', anyIpv4Block],
    ['pods', '"pods" is not a CIDR block', anyIpv4Block],
    ['fd00:::/64', '"fd00:::/64" is not an IPv6 block', anyIpv6Block],
    ['1::2::3/64', '"1::2::3/64" is not an IPv6 block', anyIpv6Block],
    ['1:2:3:4:5:6:7/64', '"1:2:3:4:5:6:7/64" is not an IPv6 block', anyIpv6Block],
    ['1:2:3:4:5:6:7:8:9/64', '"1:2:3:4:5:6:7:8:9/64" is not an IPv6 block', anyIpv6Block],
    ['fd00::10000/64', '"fd00::10000/64" is not an IPv6 block', anyIpv6Block],
    ['[fd00::]/64', '"[fd00::]/64" is not an IPv6 block', anyIpv6Block],
    ['fe80::%eth0/64', '"fe80::%eth0/64" has a zone id', 'write fe80::/64'],
    ['::ffff:a00:0/104', '"::ffff:a00:0/104" is IPv4 written as IPv6', 'write 10.0.0.0/8'],
    ['::ffff:a00:5/104', '"::ffff:a00:5/104" is IPv4 written as IPv6', 'write 10.0.0.0/8'],
    ['::ffff:a00:0/64', '"::ffff:a00:0/64" has host bits set', 'write ::/64'],
    ['::ffff:0:0/96', '"::ffff:0:0/96" is IPv4 written as IPv6', 'write 0.0.0.0/0'],
    [
      '::ffff:10.0.0.0/104',
      '"::ffff:10.0.0.0/104" has an IPv4 address inside an IPv6 one',
      `${anyIpv6Block}, or the IPv4 block alone`,
    ],
  ])('%j', (text, what, fix) => {
    const error = refusal(text);
    expect({ what: error.message, fix: error.fix }).toEqual({ what, fix });
  });

  it('whatever the text is: a CidrError on one line, whose fix is accepted where it is a block', () => {
    const digits = fc.constantFrom(
      '',
      '0',
      '00',
      '1',
      '5',
      '08',
      '255',
      '256',
      'ff',
      '::',
      ' ',
      '%x',
    );
    const joint = fc.constantFrom('.', '/', ':', '::');
    const nearMiss = fc
      .array(fc.oneof(digits, joint), { maxLength: 12 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(fc.oneof(nearMiss, fc.string({ unit: 'binary' })), (text) => {
        try {
          parseCidr(text);
        } catch (error) {
          if (!(error instanceof CidrError)) throw error;
          expect(error.message).not.toMatch(/[\n\r\u2028\u2029]/);
          const block = /^write ([\d.]+\/\d+|[\da-f:]+\/\d+)$/.exec(error.fix)?.[1];
          if (block !== undefined) expect(parseCidr(block).text).toBe(block);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('however long the text is', () => {
    for (const text of ['x', '1', '0', '1.', '0.', ':', '/', ' ', '1:', '%', '\u{1f600}']) {
      const error = refusal(text.repeat(500_000));
      expect(error.message.length, text).toBeLessThan(250);
      expect(error.fix.length, text).toBeLessThan(250);
    }
    expect(refusal(`10.0.0.0/${'0'.repeat(500_000)}8`).fix).toBe('write 10.0.0.0/8');
    expect(refusal(`10.0.0.0/${'9'.repeat(500_000)}`).message.length).toBeLessThan(250);
  });
});

describe('quote', () => {
  it('escapes what a terminal would obey and what nobody sees', () => {
    expect(quote('a\u001B[31m\u0000\t')).toBe(String.raw`"a\u{1b}[31m\u{0}\u{9}"`);
    expect(quote('10.0.0.0\u200B/8\u202E')).toBe(String.raw`"10.0.0.0\u{200b}/8\u{202e}"`);
    expect(quote('\uD800')).toBe(String.raw`"\u{d800}"`);
  });

  it('cuts after 60 characters, never within one', () => {
    expect(quote('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
    expect(quote('x'.repeat(61))).toBe(`"${'x'.repeat(60)}…"`);
    expect(quote('\u{1f600}'.repeat(61))).toBe(`"${'\u{1f600}'.repeat(60)}…"`);
    expect(quote(`x${'\u{1f600}'.repeat(61)}`)).toBe(`"x${'\u{1f600}'.repeat(59)}…"`);
  });
});

describe('a text of somebody else', () => {
  it.each([
    '10.4.0.5/14',
    '10.4.0.0',
    '010.4.0.0/14',
    '10.4.0.0/33',
    ' 10.4.0.0/14 ',
    '10.4.0.0/255.252.0.0',
    '10.4.0.0-10.4.0.255',
    '10.0.0.0/8, 10.1.0.0/16',
    '400.1.2.3/8',
    '/14',
    'fd00::1/64',
    '::ffff:10.0.0.0/104',
  ])('is repeated where it looks like an address: %s', (text) => {
    expect(quoteAddress(text)).toBe(`"${text}"`);
  });

  it.each([
    'hunter2',
    '10.0.0.0/hunter2',
    'hunter2@10.0.0.1',
    '4929123412341234',
    '4929-1234-1234-1234',
    '+1 415 555 0100',
    'ab:cd:ef:01:23:45:67:89:ab:cd:ef:01:23:45:67:89',
    'fe80::1%hunter2/64',
    '-----BEGIN PRIVATE KEY-----',
    '',
  ])('is withheld where it could be anything: %s', (text) => {
    expect(quoteAddress(text)).toBe('what stands here');
  });

  it.each(['1,000', '-3', '12.5', '1_000', ' 7'])(
    'is repeated where it is a number: %s',
    (text) => {
      expect(quoteCount(text)).toBe(`"${text}"`);
    },
  );

  it.each(['many', '1e3', '4929123412341234', '1.2.3.4.5', true, ['3'], undefined])(
    'is withheld where a count is due: %j',
    (value) => {
      expect(quoteCount(value)).toBe('what stands here');
    },
  );
});
