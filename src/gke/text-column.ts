/** Short texts by the million, as UTF-8 in one buffer: a text of the heap takes several times as much. */
export class TextColumn {
  #bytes = new Uint8Array(1024);
  /** For each text the byte behind its last one. */
  #ends = new Float64Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Adds a text, or a part of one. */
  add(text: string, from = 0, to = text.length): void {
    const start = this.#length === 0 ? 0 : this.#ends[this.#length - 1]!;
    const most = start + 3 * (to - from);
    if (most > this.#bytes.length) this.#bytes = grown(this.#bytes, new Uint8Array(2 * most));
    if (this.#length === this.#ends.length)
      this.#ends = grown(this.#ends, new Float64Array(2 * this.#length));
    this.#ends[this.#length] = this.#write(text, from, to, start);
    this.#length += 1;
  }

  /** Writes ASCII as it is; at the first other character the encoder takes over. */
  #write(text: string, from: number, to: number, start: number): number {
    for (let index = from; index < to; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) {
        const rest = encoder.encode(text.slice(index, to));
        this.#bytes.set(rest, start + index - from);
        return start + index - from + rest.length;
      }
      this.#bytes[start + index - from] = code;
    }
    return start + to - from;
  }

  at(index: number): string {
    const start = index === 0 ? 0 : this.#ends[index - 1]!;
    return decoder.decode(this.#bytes.subarray(start, this.#ends[index]));
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A longer column, which starts with what is in the given one. */
export function grown<Column extends { set: (other: Column) => void }>(
  from: Column,
  to: Column,
): Column {
  to.set(from);
  return to;
}
