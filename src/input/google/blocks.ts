/** A block of addresses as Google's provider takes it: `10.4.0.0/14`, or `/14` for any of that size. */
import type { ClusterRange } from '../../gke/cluster.ts';
import { cidr, isGiven, type Part, text } from './attributes.ts';

const netmask = /^\/(\d|[12]\d|3[0-2])$/;

/** Whether the text is a block or a size, and no name. */
export function isPrefixedSize(written: string): boolean {
  return /^[\d.]*\/\d{1,2}$/.test(written);
}

/** `undefined` where nobody says, or nobody can know. */
export function rangeOfBlock(
  part: Part,
  key: string,
): Pick<ClusterRange, 'cidr' | 'prefixLength'> | undefined {
  if (!isGiven(part, key)) return undefined;
  const size = netmask.exec(text(part, key) ?? '');
  if (size !== null) return { prefixLength: Number(size[1]) };
  const block = cidr(part, key);
  return block && { cidr: block };
}
