/** A text that is not UTF-8. */
export class NotUtf8Error extends Error {
  override readonly name = 'NotUtf8Error';
}

/** A line or an item that does not end: V8 refuses texts of half a gigabyte. */
export class TooLongError extends Error {
  override readonly name = 'TooLongError';
}

const longestHeld = 256 * 1024 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/** @throws NotUtf8Error */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new NotUtf8Error();
  }
}

/** How many bytes a text takes. */
export function bytesIn(text: string): number {
  return encoder.encode(text).length;
}

/** Bytes that arrive in pieces, of which a part at the start is taken whenever it is whole. */
export class HeldBytes {
  #buffer = new Uint8Array(1024 * 1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What is held, until the next change. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** @throws TooLongError */
  push(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > longestHeld) throw new TooLongError();
    if (length > this.#buffer.length) {
      const longer = new Uint8Array(2 * length);
      longer.set(this.bytes);
      this.#buffer = longer;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length = length;
  }

  /** Forgets bytes `from` to before `to`. */
  drop(from: number, to: number): void {
    this.#buffer.copyWithin(from, to, this.#length);
    this.#length -= to - from;
  }
}
