import type { Problem } from '../errors.ts';
import type { InputResult, InputText } from '../input/input.ts';
import type { InventoryReader } from '../input/inventory/inventory.ts';
import { type Io, IoError, largestInput } from './io.ts';
import type { WatchedIo } from './progress.ts';

/** What the system says, in words, and what to do about it. */
const refusals: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  ENOENT: ['there is no such file', 'check the path'],
  ENOTDIR: ['there is no such file: a part of the path is no folder', 'check the path'],
  EISDIR: ['is a folder', 'name the files in it'],
  EACCES: ['may not be read', 'allow reading it (chmod +r)'],
  EPERM: ['may not be read', 'allow reading it'],
  EFBIG: ['is larger than 512 MB', 'split it into several files, they are read together'],
  ELOOP: ['is a link that leads to itself', 'name the file that is meant'],
  ENAMETOOLONG: ['has a name that is too long', 'check the path'],
};

/** Inputs of more bytes are read in pieces, if they are inventories. */
const longestText = 1_000_000;

/** The text of a file, or of the standard input for `-`; a problem where there is none. */
export function readText(io: Io, name: string): Promise<InputText | Problem> {
  return attempt(name, async () => decode(name, await bytesOf(name, piecesOf(io, name))));
}

/**
 * The same; of a long inventory what it says, read in pieces without ever being one text.
 */
export function readInput(io: WatchedIo, name: string): Promise<InputText | InputResult | Problem> {
  return attempt(name, async () => {
    const pieces = watchedPieces(io, name);
    const start = await bytesOf(name, pieces, longestText);
    const inventory = start.length > longestText ? await inventoryOf(name, start) : undefined;
    if (inventory === undefined)
      return decode(name, concatenated([start, await bytesOf(name, pieces)]));
    inventory.push(start);
    for await (const piece of pieces) inventory.push(piece);
    return inventory.finish();
  });
}

async function attempt<Read>(name: string, read: () => Promise<Read>): Promise<Read | Problem> {
  if (name === '') {
    return { what: 'an input has an empty name', fix: 'name a file, or - for stdin' };
  }
  try {
    return await read();
  } catch (error) {
    return refusalOf(name, error);
  }
}

async function inventoryOf(name: string, start: Uint8Array): Promise<InventoryReader | undefined> {
  const { inventoryReader } = await import('../input/inventory/inventory.ts');
  return inventoryReader(name, start);
}

async function* watchedPieces(io: WatchedIo, name: string): AsyncGenerator<Uint8Array> {
  const what = name === '-' ? 'reading the standard input' : `reading ${name}`;
  const total = name === '-' ? undefined : io.fileSize(name);
  let done = 0;
  for await (const piece of piecesOf(io, name)) {
    done += piece.length;
    io.progress.step(what, done, total);
    yield piece;
  }
}

async function* piecesOf(io: Io, name: string): AsyncGenerator<Uint8Array> {
  yield* name === '-' ? io.stdinPieces() : io.filePieces(name);
}

/** Bytes up to the end or until there are more than `enough`; what follows can still be asked for. */
async function bytesOf(
  name: string,
  pieces: AsyncGenerator<Uint8Array>,
  enough = Infinity,
): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const piece of resumable(pieces)) {
    read.push(piece.slice());
    size += piece.length;
    if (size > largestInput) throw new IoError(name, 'EFBIG');
    if (size > enough) break;
  }
  return concatenated(read);
}

/** The same pieces; a loop that ends early leaves the rest for later. */
function resumable(pieces: AsyncGenerator<Uint8Array>): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => ({ next: () => pieces.next() }) };
}

function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const piece of pieces) {
    all.set(piece, end);
    end += piece.length;
  }
  return all;
}

/** The text of a file; a problem where there is none. */
export function readFileText(io: Io, name: string): InputText | Problem {
  try {
    return decode(name, io.readFile(name));
  } catch (error) {
    return refusalOf(name, error);
  }
}

function refusalOf(name: string, error: unknown): Problem {
  if (error instanceof IoError) return explainRefusal(name, error.code);
  throw error;
}

export function isProblem(read: InputText | InputResult | Problem): read is Problem {
  return 'what' in read;
}

export function isText(read: InputText | InputResult | Problem): read is InputText {
  return 'text' in read;
}

function explainRefusal(name: string, code: string): Problem {
  const [what, usual] = refusals[code] ?? [`cannot be read (${code})`, 'make it readable'];
  const fix = isRange(name) ? 'name a range with --node-range, --pod-range or another flag' : usual;
  return { what, fix, where: { file: name } };
}

function isRange(name: string): boolean {
  return /^[\d.]+\/\d+$/.test(name);
}

function decode(name: string, bytes: Uint8Array): InputText | Problem {
  const where = { file: name };
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { what: 'is UTF-16 text', fix: 'save it as UTF-8', where };
  }
  if (first === 0x1f && second === 0x8b) {
    return {
      what: 'is packed with gzip',
      fix: 'unpack it with gunzip, and give what comes out',
      where,
    };
  }
  if (bytes.includes(0)) {
    return { what: 'is a binary file', fix: 'name a text file', where };
  }
  try {
    return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return {
      what: 'is not valid UTF-8',
      fix: 'save it as UTF-8',
      where: firstBadByte(name, bytes),
    };
  }
}

/** The line that is not UTF-8: the text up to it is, so its line breaks can be counted. */
function firstBadByte(name: string, bytes: Uint8Array) {
  const tolerant = new TextDecoder('utf-8').decode(bytes);
  const before = tolerant.slice(0, tolerant.indexOf('\u{fffd}')).split('\n');
  return { file: name, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
