/** A text and the places in it. */
import type { SourceLocation } from '../../errors.ts';
import { firstNotBelow } from './ascending.ts';

export type Place = SourceLocation & { readonly line: number; readonly column: number };

export interface Source {
  readonly name: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** The place of an offset; columns count UTF-16 code units. */
  readonly locate: (offset: number) => Place;
}

export function sourceOf(name: string, text: string): Source {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  const locate = (offset: number) => {
    const row = firstNotBelow(starts, offset + 1) - 1;
    return { file: name, line: row + 1, column: offset - (starts[row] ?? 0) + 1 };
  };
  return { name, text, locate };
}
