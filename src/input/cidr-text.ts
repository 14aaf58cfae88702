import { CidrError, quoteAddress } from '../net/cidr-error.ts';
import { type Cidr, parseCidr } from '../net/cidr.ts';

/** What a text in the place of a CIDR turns out to be. */
export type CidrReading =
  | { readonly kind: 'cidr'; readonly cidr: Cidr }
  /** Empty: nobody says, or GKE chooses. */
  | { readonly kind: 'absent' }
  /** `<cidr>`, `{{x}}` or `${x}`: another program fills it in. */
  | { readonly kind: 'placeholder' }
  | { readonly kind: 'malformed'; readonly what: string; readonly fix: string };

const placeholder = /<[^>]*>|\{\{|\$\{|%\{/;

/**
 * With `ipv4Only`, an IPv6 block is malformed: nodes, Pods and Services are sized by IPv4. `show` is how a
 * fault speaks of the text.
 */
export function readCidrText(text: string, ipv4Only: boolean, show = quoteAddress): CidrReading {
  if (text.trim() === '') return { kind: 'absent' };
  if (placeholder.test(text)) return { kind: 'placeholder' };
  try {
    const cidr = parseCidr(text);
    if (cidr.family === 4 || !ipv4Only) return { kind: 'cidr', cidr };
    const fix = 'write an IPv4 block such as 10.4.0.0/14';
    return { kind: 'malformed', what: `${show(text)} is IPv6, where IPv4 is due`, fix };
  } catch (error) {
    if (!(error instanceof CidrError)) throw error;
    return { kind: 'malformed', what: `${show(text)} ${error.defect}`, fix: error.fix };
  }
}

/** The same for IPv6 alone. */
export function readIpv6Text(text: string, show = quoteAddress): CidrReading {
  const reading = readCidrText(text, false, show);
  if (reading.kind !== 'cidr' || reading.cidr.family === 6) return reading;
  const fix = 'write an IPv6 block such as fd20:1:2:3::/64';
  return { kind: 'malformed', what: `${show(text)} is IPv4, where IPv6 is due`, fix };
}

/** The block, where the text is one. For texts whose faults are named elsewhere. */
export function cidrOf(text: string | null | undefined): Cidr | undefined {
  if (text === null || text === undefined) return undefined;
  const reading = readCidrText(text, false);
  return reading.kind === 'cidr' ? reading.cidr : undefined;
}
