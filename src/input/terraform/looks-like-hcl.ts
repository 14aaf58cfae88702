import { blanks } from './blanks.ts';

/** Names that stand for HCL where the content does not show it. */
export const hclName = /\.(?:tf|tfvars)$/i;

const blank = new RegExp(blanks, 'y');
const name = String.raw`[\p{ID_Start}_][\p{ID_Continue}-]*`;
const attribute = String.raw`${name}[ \t]*=[ \t]*["\w[{(<!-]`;
const block = String.raw`${name}(?:[ \t]+(?:"[^"\n]*"|${name}))*[ \t]*\{`;
const begins = new RegExp(`(?:${attribute}|${block})`, 'uy');

/** Whether a text begins with an attribute or a block, as no YAML, JSON, CSV or list of ranges does. */
export function looksLikeHcl(text: string): boolean {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  blank.lastIndex = start;
  const skipped = blank.exec(text)?.[0].length ?? 0;
  begins.lastIndex = start + skipped;
  return begins.test(text);
}
