/** A JSON array of records. */
import { type InputResult, emptyResult } from '../input.ts';
import { formatRoute } from '../route.ts';
import { Complaints, withComplaints } from './complaints.ts';
import type { PieceReader } from './inventory.ts';
import { endsOfItems, ItemsOfArray, JsonSyntaxError, type Piece } from './items.ts';
import { formatOf, type RecordReader } from './records.ts';
import { decodeUtf8, NotUtf8Error } from './utf8.ts';

/** Undefined where the first item is no record of an inventory, or longer than the head. */
export function readingArray(file: string, head: Uint8Array): PieceReader | undefined {
  const format = formatOf(firstItem(head));
  if (format === undefined) return undefined;
  const records = format.reader(file, (record, route) => ({
    file,
    path: formatRoute([record, ...route]),
  }));
  const complaints = new Complaints();
  const items = new ItemsOfArray((all, piece) => takeAll(all, piece, records, complaints));
  let refused: InputResult | undefined;
  const attempt = (action: () => void) => {
    try {
      if (refused === undefined) action();
    } catch (error) {
      if (!(error instanceof JsonSyntaxError)) throw error;
      complaints.add({ what: error.message, fix: error.fix, where: { file } });
      refused = { ...emptyResult, problems: complaints.all() };
    }
  };
  return {
    push: (bytes) => attempt(() => items.push(bytes)),
    finish: () => {
      attempt(() => items.finish());
      return refused ?? withComplaints(records.finish(), complaints);
    },
  };
}

function firstItem(head: Uint8Array): unknown {
  const items = head.subarray(head.indexOf(openingBracket) + 1);
  const { value: end, done } = endsOfItems(items).next();
  if (done === true) return undefined;
  try {
    return JSON.parse(decodeUtf8(items.subarray(0, end)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NotUtf8Error) return undefined;
    throw error;
  }
}

const openingBracket = '['.charCodeAt(0);

function takeAll(
  items: readonly unknown[],
  piece: Piece,
  records: RecordReader,
  complaints: Complaints,
): void {
  const byteOf = bytesBeforeItems(piece);
  for (const [index, item] of items.entries())
    for (const { what, ...problem } of records.take(item, piece.first + index))
      complaints.add({ ...problem, what: `${what}, in the item at byte ${byteOf(index)}` });
}

/**
 * Bytes of the file before an item of a piece. Items are asked for in ascending order, so that the
 * piece is walked once, however many of them are malformed.
 */
function bytesBeforeItems({ bytes, bytesBefore }: Piece): (index: number) => number {
  const ends = endsOfItems(bytes);
  let start = 0;
  let passed = 0;
  return (index) => {
    for (; passed < index; passed += 1) start = ends.next().value! + 1;
    while (bytes[start]! <= 32) start += 1;
    return bytesBefore + start;
  };
}
