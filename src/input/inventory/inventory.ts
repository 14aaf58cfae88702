/** Inventories that are too long to be one text: read in pieces, as their bytes arrive. */
import { isJsonLines } from '../document-json-lines.ts';
import { emptyResult, type InputResult } from '../input.ts';
import { isRangesCsv } from '../ranges-csv.ts';
import { isRangesList } from '../ranges-list.ts';
import { readingArray } from './array.ts';
import { readingCsv } from './csv.ts';
import { readingJsonLines } from './json-lines.ts';
import { readingList } from './list.ts';
import { NotUtf8Error, TooLongError } from './utf8.ts';

/** An inventory that is being read: `push` gets all of its bytes in order. */
export interface InventoryReader {
  readonly push: (bytes: Uint8Array) => void;
  readonly finish: () => InputResult;
}

/** A reader that may throw a {@link NotUtf8Error} or a {@link TooLongError}. */
export type PieceReader = InventoryReader;

/** The reader for an inventory that starts like this; undefined where it is none, or not in pieces. */
export function inventoryReader(name: string, head: Uint8Array): InventoryReader | undefined {
  const reader = readerFor(name, head);
  return reader && refusingBinary(name, reader);
}

function readerFor(name: string, head: Uint8Array): PieceReader | undefined {
  const text = new TextDecoder('utf-8').decode(head);
  if (/^\s*\[/.test(text)) return readingArray(name, head);
  const lines = text.slice(0, text.lastIndexOf('\n') + 1);
  if (/^\s*\{/.test(lines)) return isJsonLines(lines) ? readingJsonLines(name, lines) : undefined;
  if (isRangesList(lines)) return readingList(name);
  return isRangesCsv(lines) ? readingCsv(name) : undefined;
}

const faults = [
  [NotUtf8Error, { what: 'is not valid UTF-8', fix: 'save it as UTF-8' }],
  [
    TooLongError,
    { what: 'has a line or an item of more than 256 MB', fix: 'give one record on each line' },
  ],
] as const;

/** What cannot be read further ends the reading; what comes after it is not looked at. */
function refusingBinary(file: string, reader: PieceReader): InventoryReader {
  let refused: InputResult | undefined;
  const attempt = (action: () => void) => {
    try {
      if (refused === undefined) action();
    } catch (error) {
      const fault = faults.find(([kind]) => error instanceof kind);
      if (fault === undefined) throw error;
      refused = { ...emptyResult, problems: [{ ...fault[1], where: { file } }] };
    }
  };
  return {
    push: (bytes) => attempt(() => reader.push(bytes)),
    finish: () => {
      let result = emptyResult;
      attempt(() => (result = reader.finish()));
      return refused ?? result;
    },
  };
}
