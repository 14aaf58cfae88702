/** The items of a JSON array, in pieces as its bytes arrive. */
import { syntaxFault } from '../document-json.ts';
import { bytesIn, decodeUtf8, HeldBytes } from './utf8.ts';

/** A piece of the array, in which every item is whole. */
export interface Piece {
  /** The items with the commas between them; they count until the next piece arrives. */
  readonly bytes: Uint8Array;
  /** How many items came before. */
  readonly first: number;
  /** Bytes of the file before the piece. */
  readonly bytesBefore: number;
}

/** The text is no JSON from some byte on. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  readonly fix: string;

  /** `start` is the byte of the file where the text starts. */
  constructor(text: string, start: number) {
    const { what, fix, offset } = syntaxFault(text);
    super(`${what} at byte ${start + bytesIn(text.slice(0, offset))}`);
    this.fix = fix;
  }
}

const codeOf = (character: string) => character.charCodeAt(0);
const quote = codeOf('"');
const backslash = codeOf('\\');
const comma = codeOf(',');
const open = codeOf('[');
const close = codeOf(']');
const isOpening = (code: number) => code === open || code === codeOf('{');
const isClosing = (code: number) => code === close || code === codeOf('}');
const isBlank = (code: number) => code === 32 || code === 10 || code === 13 || code === 9;

/**
 * Invariant: what is held is the bracket of the array and then the items that were not taken yet, from the
 * start of one on. A piece ends behind a bracket that closes an object. Where that is inside an item or
 * a string the piece does not parse, since its brackets are not balanced; so a cut that the layout
 * suggests may be tried, and a piece that parses is whole.
 */
export class ItemsOfArray {
  readonly #take: (items: readonly unknown[], piece: Piece) => void;
  readonly #held = new HeldBytes();
  #isOpen = false;
  #count = 0;
  #bytesBefore = 0;
  /** What stands between two items; undefined where it has no line break, as inside of items then. */
  #between: Uint8Array | undefined;
  /** Shorter bytes without the end of an item are not searched again. */
  #searchFrom = 0;

  /** `take` is given all items, in order. */
  constructor(take: (items: readonly unknown[], piece: Piece) => void) {
    this.#take = take;
  }

  /** @throws JsonSyntaxError, NotUtf8Error */
  push(bytes: Uint8Array): void {
    this.#held.push(bytes);
    if (!this.#isOpen && !this.#open()) return;
    const likely = this.#between === undefined ? -1 : lastIndexOf(this.#held.bytes, this.#between);
    if (likely >= 0 && this.#parse(likely + 1)) return;
    if (this.#held.length < this.#searchFrom) return;
    const end = lastComma(this.#held.bytes.subarray(1));
    if (end === undefined) this.#searchFrom = 2 * this.#held.length;
    else if (!this.#parse(1 + end)) this.#refuse(1 + end);
  }

  /** @throws JsonSyntaxError, NotUtf8Error */
  finish(): void {
    const { length } = this.#held;
    if (!this.#isOpen && !this.#open()) this.#refuse(length);
    let end = length;
    while (end > 0 && isBlank(this.#held.bytes[end - 1]!)) end -= 1;
    const isClosed = end > 1 && this.#held.bytes[end - 1] === close;
    const isBare = this.#held.bytes.subarray(1, end - 1).every(isBlank);
    if (isClosed && isBare && this.#count === 0) return;
    if (!isClosed || isBare || !this.#parse(end - 1)) this.#refuse(length);
  }

  /** Whether the bracket of the array and the first item have arrived. */
  #open(): boolean {
    const { bytes } = this.#held;
    const start = bytes.indexOf(open);
    const first = bytes.findIndex((code, index) => index > start && !isBlank(code));
    if (start < 0 || first < 0) return false;
    const gap = bytes.slice(start + 1, first);
    if (gap.includes(10))
      this.#between = Uint8Array.from([codeOf('}'), comma, ...gap, codeOf('{')]);
    this.#isOpen = true;
    this.#held.drop(0, start);
    this.#bytesBefore = start + 1;
    return true;
  }

  /** Takes the items before `end`, where a comma or a bracket stands; false where they are no list of items. */
  #parse(end: number): boolean {
    const { bytes } = this.#held;
    const items = arrayIn(bytes, end);
    if (items === undefined) return false;
    const piece = { bytes: bytes.subarray(1, end), first: this.#count };
    this.#take(items, { ...piece, bytesBefore: this.#bytesBefore });
    this.#count += items.length;
    this.#bytesBefore += end;
    this.#held.drop(1, end + 1);
    this.#searchFrom = 0;
    return true;
  }

  #refuse(end: number): never {
    const text = decodeUtf8(this.#held.bytes.subarray(0, end));
    throw new JsonSyntaxError(text, this.#isOpen ? this.#bytesBefore - 1 : 0);
  }
}

/** What an array holds that is closed at `end`, whatever stands there; undefined where it is no JSON. */
function arrayIn(bytes: Uint8Array, end: number): readonly unknown[] | undefined {
  const there = bytes[end]!;
  bytes[end] = close;
  try {
    const items: unknown = JSON.parse(decodeUtf8(bytes.subarray(0, end + 1)));
    return Array.isArray(items) ? items : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  } finally {
    bytes[end] = there;
  }
}

function lastIndexOf(bytes: Uint8Array, part: Uint8Array): number {
  for (let start = bytes.length - part.length; start >= 0; start -= 1) {
    let matched = 0;
    while (matched < part.length && bytes[start + matched] === part[matched]) matched += 1;
    if (matched === part.length) return start;
  }
  return -1;
}

/** The commas behind items of a list, and the bracket that closes it, found by reading every byte. */
export function* endsOfItems(bytes: Uint8Array): Generator<number, undefined> {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const code = bytes[index]!;
    if (code === quote) inString = !inString;
    else if (inString && code === backslash) index += 1;
    else if (inString) continue;
    else if (isOpening(code)) depth += 1;
    else if (depth === 0 && (code === comma || isClosing(code))) yield index;
    else if (isClosing(code)) depth -= 1;
  }
}

function lastComma(bytes: Uint8Array): number | undefined {
  let last: number | undefined;
  for (const end of endsOfItems(bytes)) if (bytes[end] === comma) last = end;
  return last;
}
