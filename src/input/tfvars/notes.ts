/** What a reader of variables finds on its way, beside clusters. */
import type { Problem } from '../../errors.ts';
import type { NotChecked } from '../../gke/cluster.ts';
import { formatRoute } from '../route.ts';
import { type Leaf, placeOfLeaf } from './leaves.ts';
import type { RangeFact } from './ranges.ts';

export interface Notes {
  readonly problems: Problem[];
  readonly notChecked: NotChecked[];
}

/** The name by which `--map` calls a variable. */
export function nameOfLeaf({ route }: Leaf): string {
  return formatRoute(route);
}

export function skipLeaf({ notChecked }: Notes, leaf: Leaf, reason: string): void {
  notChecked.push({ what: nameOfLeaf(leaf), reason, where: placeOfLeaf(leaf) });
}

export function refuseLeaf({ problems }: Notes, leaf: Leaf, what: string, fix: string): void {
  problems.push({ what: `${what} (${nameOfLeaf(leaf)})`, fix, where: placeOfLeaf(leaf) });
}

/** The block, or `undefined` after saying why there is none. */
export function noteText(notes: Notes, { leaf, text }: RangeFact): void {
  if (text.kind === 'malformed') refuseLeaf(notes, leaf, text.what, text.fix);
  if (text.kind === 'open') skipLeaf(notes, leaf, text.why);
}
