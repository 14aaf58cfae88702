/** https://developer.hashicorp.com/terraform/language/functions/cidrsubnet and its neighbours */
import { quoteAddress } from '../../net/cidr-error.ts';
import { addressBits, type Cidr } from '../../net/cidr.ts';
import { blockAround, hostAddress, netmask, nextBlock, subnet } from '../../net/subnets.ts';
import { of1, of1AndMore, of2, of3, type Parameter, text, wholeNumber } from './function.ts';
import { made } from './make.ts';
import { fail } from './stop.ts';

/** Host bits are dropped, as Terraform drops them. */
const block: Parameter<Cidr> = (value) => {
  const written = text(value);
  // Terraform reads leading zeros as if they were not there.
  const plain = written.includes(':') ? written : written.replaceAll(/(?<!\d)0+(?=\d)/g, '');
  return (
    blockAround(plain) ??
    fail(`${quoteAddress(written)} is no CIDR block`, 'write one such as 10.4.0.0/14')
  );
};

function prefixLengthOf(range: Cidr, newBits: number, least: number): number {
  const prefixLength = range.prefixLength + newBits;
  const most = addressBits[range.family] - range.prefixLength;
  if (newBits >= least && newBits <= most) return prefixLength;
  const what = `${range.text} cannot be extended by ${newBits} bits`;
  return fail(what, most < least ? 'divide a larger block' : `write ${least} to ${most} new bits`);
}

export const addressFunctions = {
  cidrsubnet: of3(block, wholeNumber, wholeNumber, (range, newBits, index) => {
    const prefixLength = prefixLengthOf(range, newBits, 0);
    const part = subnet(range, newBits, index);
    if (part !== undefined) return part.text;
    const last = 2n ** BigInt(newBits) - 1n;
    return fail(
      `${range.text} has no /${prefixLength} number ${index}`,
      `write a number from 0 to ${last}`,
    );
  }),

  cidrsubnets: of1AndMore(block, wholeNumber, (range, allNewBits, { at }) => {
    let next = range.first;
    const parts = allNewBits.map((newBits) => {
      const prefixLength = prefixLengthOf(range, newBits, 1);
      const part = nextBlock(range, next, prefixLength);
      if (part === undefined) {
        fail(
          `${range.text} has no room for another /${prefixLength}`,
          'divide it into fewer or smaller blocks',
        );
      }
      next = part.last + 1n;
      return made(part.text, at);
    });
    return made(parts, at, 'list');
  }),

  cidrhost: of2(block, wholeNumber, (range, index) => {
    const address = hostAddress(range, index);
    return (
      address ?? fail(`${range.text} has no address number ${index}`, 'write a number that it has')
    );
  }),

  cidrnetmask: of1(block, (range) => {
    const mask = netmask(range);
    return mask ?? fail(`${range.text} is IPv6, which has no netmasks`, 'write an IPv4 block');
  }),
};
