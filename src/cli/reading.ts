import type { Problem } from '../errors.ts';
import type { InputText } from '../input/input.ts';
import { type Io, IoError } from './io.ts';

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

/** The text of a file, or of the standard input for `-`; a problem where there is none. */
export async function readText(io: Io, name: string): Promise<InputText | Problem> {
  if (name === '') {
    return { what: 'an input has an empty name', fix: 'name a file, or - for stdin' };
  }
  if (name !== '-') return readFileText(io, name);
  try {
    return decode(name, await io.readStdin());
  } catch (error) {
    return refusalOf(name, error);
  }
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

export function isProblem(read: InputText | Problem): read is Problem {
  return 'what' in read;
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
