/** The program as users get it: packed, installed without network and dependencies, run as a process. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../../package.json';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let program: string;
let installed: string;

const unwanted = new Set(['NODE_OPTIONS', 'NO_COLOR', 'FORCE_COLOR']);
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !unwanted.has(name)));
const pod = ['--pod-range', '10.4.0.0/16'];

function npm(...args: readonly string[]): string {
  return execFileSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Names and times of all that is installed. */
function state() {
  const dist = join(installed, 'dist');
  return readdirSync(dist).map((name) => [name, statSync(join(dist, name)).mtimeMs]);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'packed-'));
  const archive = npm('pack', '--ignore-scripts', '--silent', '--pack-destination', folder).trim();
  const prefix = join(folder, 'prefix');
  const quiet = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  npm('install', '--global', '--prefix', prefix, ...quiet, join(folder, archive));
  program = join(prefix, 'bin', 'gke-ip-planner');
  installed = join(prefix, 'lib', 'node_modules', 'gke-ip-planner');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(args: readonly string[], options: { input?: string; env?: object } = {}) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    input: options.input ?? '',
    env: { ...env, ...options.env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function shell(script: string) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd: folder,
    env: { ...env, PLANNER: program },
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  });
  return { status, stdout, stderr };
}

describe('the installed program', () => {
  it('is one folder without dependencies', () => {
    expect(readdirSync(installed)).not.toContain('node_modules');
    expect(readdirSync(join(installed, 'dist')).toSorted()).toEqual([
      'THIRD-PARTY-NOTICES.txt',
      'gke-ip-planner.1',
      'gke-ip-planner.cjs',
      'program.cache',
      'program.cjs',
      'report.schema.json',
      'spec.schema.json',
      'sweep.schema.json',
      'tree-sitter-terraform.wasm',
      'web-tree-sitter.cjs',
      'web-tree-sitter.wasm',
    ]);
  });

  it('brings its manual page to where man looks for it', () => {
    const page = join(folder, 'prefix', 'share', 'man', 'man1', 'gke-ip-planner.1');
    expect(readFileSync(page, 'utf8')).toContain(`"gke-ip-planner ${version}"`);
  });

  it('prints its version', () => {
    expect(start(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('plans, checks, explains rules and renders a saved report', () => {
    const saved = 'json=saved.json';
    expect(start(['plan', '--nodes', '50', '-o', 'table', '-o', saved]).status).toBe(0);
    expect(start(['report', 'saved.json', '-o', 'yaml']).stdout).toContain('schemaVersion: 1');
    expect(start(['check', ...pod]).stdout).toContain('256');
    expect(start(['rules', 'range-overlap']).stdout).toContain('range-overlap (error)');
  });

  it('reads a spec from stdin, in YAML and in JSON', () => {
    const spec = { networks: [{ name: 'v', clusters: [{ name: 'c', nodes: 3 }] }] };
    const yaml = 'networks: [{name: v, clusters: [{name: c, nodes: 3}]}]\n';
    const [json, same] = [JSON.stringify(spec), yaml].map((input) =>
      start(['plan', '-', '-o', 'spec'], { input }),
    );
    expect(json?.status).toBe(0);
    expect(same).toEqual(json);
  });

  it('works without its code cache, and with one of another V8', () => {
    const cache = join(installed, 'dist', 'program.cache');
    const made = readFileSync(cache);
    const before = start(['check', ...pod]);
    writeFileSync(cache, 'made by something else');
    expect(start(['check', ...pod])).toEqual(before);
    rmSync(cache);
    expect(start(['check', ...pod])).toEqual(before);
    writeFileSync(cache, made);
  });

  it('writes nothing where it is installed', () => {
    const before = state();
    start(['plan', '--nodes', '5']);
    expect(state()).toEqual(before);
  });

  it('names the licence of everything that it contains', () => {
    const notices = readFileSync(join(installed, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['commander', 'yaml', 'ip-num', 'chalk', 'cli-table3', 'valibot']) {
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(\\S+\\)$`, 'm'));
    }
    expect(notices).toContain('MIT');
  });

  it.each(['spec', 'report'])('brings the JSON Schema of the %s', (kind) => {
    const text = readFileSync(join(installed, 'dist', `${kind}.schema.json`), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      $id: `urn:gke-ip-planner:${kind}`,
      title: `gke-ip-planner ${kind}`,
      type: 'object',
    });
  });
});

describe('streams', () => {
  it('a reader that closes the pipe early ends the run quietly', () => {
    const many = Array.from({ length: 3000 }, (_, n) => `8.${n >> 8}.${n & 255}.0/24 r${n}`);
    writeFileSync(join(folder, 'many.txt'), `${many.join('\n')}\n8.0.0.0/8 all\n`);
    const script = 'set -o pipefail; "$PLANNER" check many.txt -o json --fail-on never | head -1';
    const { status, stdout, stderr } = shell(script);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '{\n', stderr: '' });
  });

  it('a large output arrives whole in a pipe', () => {
    const { stdout, status } = shell('"$PLANNER" check many.txt -o json | cat');
    expect(status).toBe(0);
    expect(stdout.length).toBeGreaterThan(1_000_000);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { overlappingPairs: 3000 } });
  });

  it('a full disk behind stdout is named', () => {
    expect(shell(`"$PLANNER" check ${pod.join(' ')} > /dev/full`)).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'standard output: there is no space left\n  fix: free some, or choose another place\n',
    });
  });

  it('a full disk behind a file is named, and stdout stays empty', () => {
    const { status, stdout, stderr } = start(['check', ...pod, '-o=table', '-o=json=/dev/full']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('/dev/full: there is no space left');
  });

  it('closed streams are no bug', () => {
    expect(shell(`"$PLANNER" check ${pod.join(' ')} >&- 2>&-`).status).toBe(0);
    expect(shell('"$PLANNER" check - <&-').stderr).not.toContain('bug');
  });

  it('has no escape codes in a pipe, and colours when they are forced', () => {
    expect(start(['check', ...pod], { env: { TERM: 'xterm-256color' } }).stdout).not.toContain(
      '\u001b',
    );
    expect(start(['check', ...pod], { env: { FORCE_COLOR: '1' } }).stdout).toContain('\u001b[');
    const both = { FORCE_COLOR: '1', NO_COLOR: '1' };
    expect(start(['check', ...pod], { env: both }).stdout).not.toContain('\u001b');
  });
});

describe('files', () => {
  it.each([
    [['check', 'absent.yaml'], 'absent.yaml: there is no such file'],
    [['check', '.'], '.: holds no Terraform files'],
    [['check', ...pod, '-o', 'json=.'], '.: is a folder'],
    [['check', ...pod, '-o', 'json=absent/r.json'], 'absent/r.json: its folder does not exist'],
  ])('%j is refused', (args, message) => {
    const { status, stdout, stderr } = start(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it.skipIf(process.getuid?.() === 0)('a read-only folder is named', () => {
    mkdirSync(join(folder, 'locked'));
    chmodSync(join(folder, 'locked'), 0o555);
    const { status, stderr } = start(['check', ...pod, '-o', 'json=locked/r.json']);
    expect([status, readdirSync(join(folder, 'locked'))]).toEqual([2, []]);
    expect(stderr).toContain('locked/r.json: may not be written');
  });

  it('a spec may be filled in where it stands', () => {
    writeFileSync(
      join(folder, 'own.yaml'),
      'networks: [{name: v, clusters: [{name: c, nodes: 3}]}]\n',
    );
    expect(start(['plan', 'own.yaml', '-o', 'spec=own.yaml']).status).toBe(0);
    const filled = readFileSync(join(folder, 'own.yaml'), 'utf8');
    expect(filled).toContain('cidr: 10.');
    start(['plan', 'own.yaml', '-o', 'spec=own.yaml']);
    expect(readFileSync(join(folder, 'own.yaml'), 'utf8')).toBe(filled);
  });

  it('gives the same bytes every time', () => {
    const once = start(['plan', '--nodes', '200', '-o', 'json']);
    expect(start(['plan', '--nodes', '200', '-o', 'json'])).toEqual(once);
  });
});
