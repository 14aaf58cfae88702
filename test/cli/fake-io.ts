import { posix } from 'node:path';
import { type Io, IoError, type OutputFile } from '../../src/cli/io.ts';
import { run } from '../../src/cli/run.ts';
import { readGrammarFile } from '../input/terraform/grammar-files.ts';

export interface FakeMachine {
  readonly files?: Readonly<Record<string, string | Uint8Array | IoError>>;
  readonly stdin?: string;
  readonly env?: Io['env'];
  readonly stdout?: Io['stdout'];
  readonly stderr?: Io['stderr'];
  readonly elapsed?: Io['elapsed'];
  readonly today?: string;
  /** What writing files fails with. */
  readonly refuse?: IoError;
}

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly written: Readonly<Record<string, string>>;
}

/** Runs one command line on a machine that exists in memory only. */
export async function runOn(machine: FakeMachine, ...argv: readonly string[]): Promise<Run> {
  const streams = { stdout: '', stderr: '' };
  const written: Record<string, string> = {};
  const io: Io = {
    readFile: (path) => contentOf(machine, path),
    filePieces: function* (path) {
      yield* piecesOf(contentOf(machine, path));
    },
    isFolder: (path) => namesBelow(machine, path).length > 0,
    filesIn: (folder) => namesBelow(machine, folder).filter((name) => !name.includes('/')),
    foldersIn: (folder) => {
      const below = namesBelow(machine, folder).filter((name) => name.includes('/'));
      return [...new Set(below.map((name) => name.split('/')[0] ?? ''))].toSorted();
    },
    realPath: (path) => {
      if (machine.files?.[path] === undefined && namesBelow(machine, path).length === 0)
        throw new IoError(path, 'ENOENT');
      return posix.resolve('/work', path);
    },
    readAsset: readGrammarFile,
    fileSize: (path) => contentOf(machine, path).length,
    stdinPieces: async function* () {
      await Promise.resolve();
      yield* piecesOf(new TextEncoder().encode(machine.stdin ?? ''));
    },
    writeStdout: (text) => {
      streams.stdout += text;
      return Promise.resolve();
    },
    writeStderr: (text) => {
      streams.stderr += text;
      return Promise.resolve();
    },
    drawStderr: (text) => {
      streams.stderr += text;
    },
    writeFiles: (files: readonly OutputFile[]) => {
      if (machine.refuse !== undefined) throw machine.refuse;
      for (const { path, text } of files) written[path] = text;
    },
    today: () => machine.today ?? '2026-11-21',
    elapsed: machine.elapsed ?? (() => 0),
    env: machine.env ?? {},
    stdout: machine.stdout ?? { isTerminal: false },
    stderr: machine.stderr ?? { isTerminal: false },
  };
  const code = await run(argv, io);
  return { code, ...streams, written };
}

function contentOf({ files }: FakeMachine, path: string): Uint8Array {
  const content = files?.[path] ?? new IoError(path, 'ENOENT');
  if (content instanceof IoError) throw content;
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** As a machine gives them, though shorter, in a buffer that is used again. */
function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  const buffer = new Uint8Array(300_000);
  for (let start = 0; start < bytes.length; start += buffer.length) {
    const piece = bytes.subarray(start, start + buffer.length);
    buffer.set(piece);
    yield buffer.subarray(0, piece.length);
  }
}

/** Paths of the files in a folder, from there on. */
function namesBelow(machine: FakeMachine, folder: string): readonly string[] {
  const start = folder === '.' ? '' : `${folder}/`;
  const paths = Object.keys(machine.files ?? {}).filter((path) => path.startsWith(start));
  return paths.map((path) => path.slice(start.length)).toSorted();
}
