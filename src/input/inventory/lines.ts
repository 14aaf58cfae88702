import { decodeUtf8, HeldBytes } from './utf8.ts';

/** The whole lines of a text that arrives in pieces, many at once. */
export class WholeLines {
  readonly #held = new HeldBytes();
  readonly #take: (lines: string, isLast: boolean) => boolean;

  /** `take` is given lines that end in a line break, the last perhaps without; false keeps them for later. */
  constructor(take: (lines: string, isLast: boolean) => boolean) {
    this.#take = take;
  }

  /** @throws NotUtf8Error */
  push(bytes: Uint8Array): void {
    this.#held.push(bytes);
    const end = this.#held.bytes.lastIndexOf(10) + 1;
    if (end > 0 && this.#take(decodeUtf8(this.#held.bytes.subarray(0, end)), false))
      this.#held.drop(0, end);
  }

  /** @throws NotUtf8Error */
  finish(): void {
    if (this.#held.length > 0) this.#take(decodeUtf8(this.#held.bytes), true);
  }
}

/** Takes a line: `text` from `start` to before `end`, and its number from 1. */
export type TakeLine = (text: string, start: number, end: number, line: number) => void;

/** The same line by line. */
export function eachLine(take: TakeLine): WholeLines {
  let line = 0;
  return new WholeLines((text) => {
    for (let start = 0; start < text.length;) {
      const end = text.indexOf('\n', start);
      const to = end < 0 ? text.length : end;
      line += 1;
      take(text, start, to, line);
      start = to + 1;
    }
    return true;
  });
}
