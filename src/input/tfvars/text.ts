/** What a value means in the place of a range. */
import { quote } from '../../net/cidr-error.ts';
import type { Cidr } from '../../net/cidr.ts';
import { readCidrText } from '../cidr-text.ts';
import type { Content } from '../terraform/value.ts';
import { isUnknown } from '../unknown.ts';

export type RangeText =
  | { readonly kind: 'cidr'; readonly cidr: Cidr }
  /** `/14`: GKE chooses the addresses. */
  | { readonly kind: 'size'; readonly prefixLength: number }
  /** A name of a subnet or of a secondary range. */
  | { readonly kind: 'name'; readonly name: string }
  /** `null` or `""`: GKE chooses, or nobody says. */
  | { readonly kind: 'absent' }
  /** A placeholder, or what is known only later. */
  | { readonly kind: 'open'; readonly why: string }
  | { readonly kind: 'malformed'; readonly what: string; readonly fix: string }
  /** Something else: a switch, a count, a list. */
  | { readonly kind: 'other' };

const address = /^\s*(?:\d+\.\d+|\d+\/|[\da-fA-F]*:[\da-fA-F:]*\/)/;
const size = /^\/(\d{1,2})$/;
const rangeName = /^[A-Za-z][\w-]*$/;
const path = /^(?:https:\/\/|projects\/)[\w./:-]+$/;

/** Decided by the value alone: a key such as `ip_range_pods` may hold a name or a block. */
export function rangeText(content: Content): RangeText {
  if (content === null) return { kind: 'absent' };
  if (isUnknown(content)) return { kind: 'open', why: content.why };
  if (typeof content !== 'string') return { kind: 'other' };
  const length = size.exec(content)?.[1];
  if (length !== undefined) return sizeText(content, Number(length));
  if (rangeName.test(content)) return { kind: 'name', name: content };
  const read = readCidrText(content, true);
  if (read.kind === 'cidr' || read.kind === 'absent') return read;
  if (read.kind === 'placeholder') return { kind: 'open', why: 'a placeholder, not a block' };
  if (address.test(content)) return read;
  if (path.test(content)) return { kind: 'name', name: content };
  return { kind: 'other' };
}

function sizeText(text: string, prefixLength: number): RangeText {
  if (prefixLength <= 32) return { kind: 'size', prefixLength };
  const fix = 'write a size from /0 to /32, or a block such as 10.4.0.0/14';
  return { kind: 'malformed', what: `${quote(text)} has a prefix length above 32`, fix };
}
