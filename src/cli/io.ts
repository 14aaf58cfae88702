/** The edge to the machine: files, streams, environment, clock. Nothing else in the planner touches it. */
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { piecesOf } from './pieces.ts';

/** What a run needs of the machine, so that a test can be one. */
export interface Io {
  /** All bytes of a file. Throws an {@link IoError}. */
  readonly readFile: (path: string) => Uint8Array;
  /** False also where there is nothing. */
  readonly isFolder: (path: string) => boolean;
  /** Names of the files right in a folder, sorted. Throws an {@link IoError}. */
  readonly filesIn: (folder: string) => readonly string[];
  /** Names of the folders right in a folder, links to folders left out, sorted. Throws an {@link IoError}. */
  readonly foldersIn: (folder: string) => readonly string[];
  /** The absolute path without links, with slashes. Throws an {@link IoError}. */
  readonly realPath: (path: string) => string;
  /** All bytes of a file that lies beside the program. */
  readonly readAsset: (name: string) => Uint8Array;
  /** All bytes of a file, in pieces; each counts only until the next is asked for. Throws an {@link IoError}. */
  readonly filePieces: (path: string) => Iterable<Uint8Array>;
  /** How many bytes a file has; `undefined` where nobody can say, as of a pipe. */
  readonly fileSize: (path: string) => number | undefined;
  /** All bytes of the standard input, in pieces. Throws an {@link IoError}. */
  readonly stdinPieces: () => AsyncIterable<Uint8Array>;
  /** Resolves when the text is handed over, or when nobody reads it any more. Throws an {@link IoError}. */
  readonly writeStdout: (text: string) => Promise<void>;
  /** Resolves in any case: there is no place left to say that it failed. */
  readonly writeStderr: (text: string) => Promise<void>;
  /** Writes to the standard error at once, also while the program is at work; failures are ignored. */
  readonly drawStderr: (text: string) => void;
  /** Writes all files or, where one of them cannot be written, none. Throws an {@link IoError}. */
  readonly writeFiles: (files: readonly OutputFile[]) => void;
  /** Today in UTC, `YYYY-MM-DD`. */
  readonly today: () => string;
  /** Milliseconds since the program was started. */
  readonly elapsed: () => number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
}

/** Where a stream leads; `columns` where that is known. */
export interface TextStream {
  readonly isTerminal: boolean;
  readonly columns?: number;
}

export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/** Why the machine refused: the file as the user named it and the system's code, such as `ENOENT`. */
export class IoError extends Error {
  override readonly name = 'IoError';
  readonly path: string;
  readonly code: string;

  constructor(path: string, code: string) {
    super(`${path}: ${code}`);
    this.path = path;
    this.code = code;
  }
}

/** V8 holds no string longer than about 2^29 characters. */
export const largestInput = 512 * 1024 * 1024;

/** The machine itself, and the folder in which the files of the program are. */
export function machineIo(folderOfProgram: string): Io {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return {
    readFile,
    isFolder,
    filesIn,
    foldersIn,
    realPath,
    readAsset: (name) => readFileSync(join(folderOfProgram, name)),
    filePieces,
    fileSize,
    stdinPieces,
    writeStdout: (text) => write(process.stdout, text, 'standard output'),
    writeStderr: (text) => write(process.stderr, text, 'standard error').catch(() => undefined),
    drawStderr,
    writeFiles,
    today: () => new Date().toISOString().slice(0, 10),
    elapsed: () => performance.now(),
    env: process.env,
    stdout: streamOf(process.stdout),
    stderr: streamOf(process.stderr),
  };
}

function streamOf({ columns, isTTY }: NodeJS.WriteStream): TextStream {
  return { isTerminal: isTTY, ...(columns > 0 ? { columns } : {}) };
}

function readFile(path: string): Uint8Array {
  return attempt(path, () => {
    if (statSync(path).size > largestInput) throw new IoError(path, 'EFBIG');
    return readFileSync(path);
  });
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return false;
  }
}

function filesIn(folder: string): readonly string[] {
  return attempt(folder, () => readdirSync(folder))
    .filter((name) => isFile(join(folder, name)))
    .toSorted();
}

/** True also of a link that leads nowhere, so that reading it says so; a pipe would be waited for. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return true;
  }
}

function foldersIn(folder: string): readonly string[] {
  return attempt(folder, () => readdirSync(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

function realPath(path: string): string {
  return attempt(path, () => realpathSync(path).split(sep).join('/'));
}

/** Bytes that are read at once. */
const pieceSize = 1024 * 1024;

function* filePieces(path: string): Generator<Uint8Array> {
  const file = attempt(path, () => openSync(path, 'r'));
  try {
    const buffer = new Uint8Array(pieceSize);
    for (;;) {
      const length = attempt(path, () => readSync(file, buffer, 0, pieceSize, null));
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

function fileSize(path: string): number | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true ? stats.size : undefined;
}

async function* stdinPieces(): AsyncGenerator<Uint8Array> {
  try {
    if (fstatSync(process.stdin.fd).isDirectory()) throw new IoError('-', 'EISDIR');
    const stdin: AsyncIterable<Buffer> = process.stdin;
    yield* stdin;
  } catch (error) {
    throw asIoError('-', error);
  }
}

/** A reader that went away (`| head`) is no error: it has what it wanted, so nothing more is written. */
function write(stream: NodeJS.WriteStream, text: string, name: string): Promise<void> {
  const pieces = piecesOf(text);
  return new Promise((resolve, reject) => {
    const writeNext = (error?: Error | null): void => {
      const isGone = codeOf(error) === 'EPIPE';
      const piece = isGone ? undefined : pieces.next().value;
      if (error instanceof Error && !isGone) reject(asIoError(name, error));
      else if (piece === undefined) resolve();
      else stream.write(piece, writeNext);
    };
    writeNext();
  });
}

function drawStderr(text: string): void {
  try {
    writeSync(process.stderr.fd, text);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}

interface Replacement {
  readonly path: string;
  readonly target: string;
  readonly temporary: string;
}

/** Every text is complete on the disk, beside its target, before the first target is replaced. */
function writeFiles(files: readonly OutputFile[]): void {
  const started: Replacement[] = [];
  try {
    for (const { path, text } of files) attempt(path, () => prepare(path, text, started));
    for (const { path, target, temporary } of started) {
      attempt(path, () => renameSync(temporary, target));
    }
  } finally {
    for (const { temporary } of started) rmSync(temporary, { force: true });
  }
}

function prepare(path: string, text: string, started: Replacement[]): void {
  const existing = statSync(path, { throwIfNoEntry: false });
  if (existing?.isDirectory() === true) throw new IoError(path, 'EISDIR');
  if (existing !== undefined) accessSync(path, constants.W_OK);
  if (existing?.isFile() === false) {
    writeText(openSync(path, 'w'), text);
    return;
  }
  const target = existing === undefined ? newTarget(path) : realpathSync(path);
  if (started.some((other) => other.target === target)) throw new IoError(path, 'EEXIST');
  const unique = `${process.pid}-${Math.random().toString(36).slice(2)}`;
  const temporary = join(dirname(target), `.${basename(target)}.${unique}.tmp`);
  started.push({ path, target, temporary });
  const mode = existing === undefined ? 0o666 : existing.mode & 0o777;
  writeText(openSync(temporary, 'wx', mode), text, fsyncSync);
}

/** `flush` is called before the file is closed. */
function writeText(file: number, text: string, flush?: (file: number) => void): void {
  try {
    for (const piece of piecesOf(text)) writeFileSync(file, piece);
    flush?.(file);
  } finally {
    closeSync(file);
  }
}

/** A link to a file that is not there yet is refused: replacing it would lose the link. */
function newTarget(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) throw new IoError(path, 'ENOENT');
  return join(realpathSync(dirname(path)), basename(path));
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asIoError(path, error);
  }
}

/** Errors of the system become an {@link IoError}; any other is a bug and stays as it is. */
function asIoError(path: string, error: unknown): unknown {
  const code = codeOf(error);
  return error instanceof IoError || code === undefined ? error : new IoError(path, code);
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
