import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Io, IoError, largestInput, machineIo } from '../../src/cli/io.ts';

const io: Io = machineIo(fileURLToPath(new URL('../../dist', import.meta.url)));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'io-'));
});
afterEach(() => {
  chmodSync(folder, 0o755);
  rmSync(folder, { recursive: true });
});

const at = (name: string) => join(folder, name);
const write = (...names: readonly string[]) =>
  io.writeFiles(names.map((name) => ({ path: at(name), text: `text of ${name}\n` })));
const codeOf = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    return error instanceof IoError ? error.code : error;
  }
  return 'no error';
};

describe('reading', () => {
  it('gives the bytes of a file', () => {
    writeFileSync(at('a'), 'grüß\n');
    expect(Buffer.from(io.readFile(at('a'))).toString()).toBe('grüß\n');
  });

  it('says with the code of the system why there are none', () => {
    expect(codeOf(() => io.readFile(at('missing')))).toBe('ENOENT');
    expect(codeOf(() => io.readFile(folder))).toBe('EISDIR');
  });

  it('refuses a file that is too large for one string before it reads it', () => {
    writeFileSync(at('huge'), '');
    truncateSync(at('huge'), largestInput + 1);
    expect(codeOf(() => io.readFile(at('huge')))).toBe('EFBIG');
  });
});

describe('files beside the program', () => {
  it.each(['web-tree-sitter.wasm', 'tree-sitter-terraform.wasm'])('are read: %s', (name) => {
    const webAssembly = [0x00, 0x61, 0x73, 0x6d];
    expect(Array.from(io.readAsset(name).subarray(0, 4))).toEqual(webAssembly);
  });
});

describe('writing files', () => {
  it('writes all of them and leaves nothing beside them', () => {
    write('a', 'b');
    expect(readFileSync(at('b'), 'utf8')).toBe('text of b\n');
    expect(readdirSync(folder)).toEqual(['a', 'b']);
  });

  it('replaces a file and keeps its permissions', () => {
    writeFileSync(at('a'), 'old');
    chmodSync(at('a'), 0o640);
    write('a');
    expect(readFileSync(at('a'), 'utf8')).toBe('text of a\n');
    expect(statSync(at('a')).mode & 0o777).toBe(0o640);
  });

  it('writes through a link and leaves it a link', () => {
    writeFileSync(at('real'), 'old');
    symlinkSync('real', at('link'));
    write('link');
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true);
    expect(readFileSync(at('real'), 'utf8')).toBe('text of link\n');
  });

  it('writes to a device as it is', () => {
    io.writeFiles([{ path: '/dev/null', text: 'gone' }]);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it.each([
    ['a folder', 'EISDIR', 'folder'],
    ['a folder that does not exist', 'ENOENT', 'missing/c'],
    ['a file taken for a folder', 'ENOTDIR', 'a/c'],
    ['a link to nowhere', 'ENOENT', 'dangling'],
  ])('leaves every file as it was when one target is %s', (_, code, name) => {
    mkdirSync(at('folder'));
    symlinkSync('nowhere', at('dangling'));
    writeFileSync(at('a'), 'old');
    const before = readdirSync(folder);
    expect(codeOf(() => write('a', 'b', name))).toBe(code);
    expect(readdirSync(folder)).toEqual(before);
    expect(readFileSync(at('a'), 'utf8')).toBe('old');
  });

  it('writes nothing when two targets are one file', () => {
    mkdirSync(at('folder'));
    expect(codeOf(() => write('a', 'folder/../a'))).toBe('EEXIST');
    expect(readdirSync(folder)).toEqual(['folder']);
    writeFileSync(at('a'), 'old');
    symlinkSync('a', at('link'));
    expect(codeOf(() => write('a', 'link'))).toBe('EEXIST');
    expect(readFileSync(at('a'), 'utf8')).toBe('old');
  });

  it('leaves every file as it was when the disk is full', () => {
    writeFileSync(at('a'), 'old');
    const files = [
      { path: at('a'), text: 'new' },
      { path: '/dev/full', text: 'x' },
    ];
    expect(codeOf(() => io.writeFiles(files))).toBe('ENOSPC');
    expect(readFileSync(at('a'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it.skipIf(process.getuid?.() === 0)('respects a read-only file and a read-only folder', () => {
    writeFileSync(at('a'), 'old');
    chmodSync(at('a'), 0o444);
    expect(codeOf(() => write('a'))).toBe('EACCES');
    chmodSync(folder, 0o555);
    expect(codeOf(() => write('b'))).toBe('EACCES');
  });
});

describe('the clock', () => {
  it('says the day as suppressions write it', () => {
    expect(io.today()).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

describe('the time that a run has taken', () => {
  it('only goes on', () => {
    const before = io.elapsed();
    expect(before).toBeGreaterThan(0);
    expect(io.elapsed()).toBeGreaterThanOrEqual(before);
  });
});

describe('the files in a folder', () => {
  it('are sorted, links among them, without folders', () => {
    write('b.tf', 'a.tf');
    mkdirSync(at('modules'));
    symlinkSync(at('a.tf'), at('link.tf'));
    symlinkSync(at('nowhere'), at('broken.tf'));
    expect(io.filesIn(folder)).toEqual(['a.tf', 'b.tf', 'broken.tf', 'link.tf']);
  });

  it.skipIf(process.platform === 'win32')('are no pipes, which would be waited for', () => {
    execFileSync('mkfifo', [at('main.tf')]);
    expect(io.filesIn(folder)).toEqual([]);
  });
});
