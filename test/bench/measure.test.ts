import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

/** Plain JavaScript, which Node.js runs as it is. */
const load = (name: string) => import(new URL(name, import.meta.url).href);
const { bareNode, measure, median, node } = await load('measure.mjs');

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('measuring', () => {
  it('takes the middle, or what lies between the two in the middle', () => {
    expect([median([3, 1, 2]), median([4, 1, 20, 3])]).toEqual([2, 3.5]);
  });

  it('counts the memory of a process, and not that of its parent', () => {
    const held = Buffer.alloc(200 * 2 ** 20, 1);
    const runs = { empty: node('-e', '0'), large: node('-e', 'Buffer.alloc(100 * 2 ** 20, 1)') };
    const { rounds } = measure({ runs, rounds: 1 }, folder);
    const [{ empty, large }] = rounds;
    expect(held.length / 1024).toBeGreaterThan(large.kb);
    expect(large.kb - empty.kb).toBeGreaterThan(90 * 1024);
  });

  it('lets runs take turns, and leaves out one that fails', () => {
    const log = join(folder, 'log');
    const write = (letter: string) => bareNode('-e', `fs.appendFileSync('log', '${letter}')`);
    const runs = { a: write('a'), broken: bareNode('-e', 'process.exit(3)'), b: write('b') };
    const { failures } = measure({ runs, rounds: 2 }, folder);
    expect(readFileSync(log, 'utf8')).toBe('ababab');
    expect(Object.keys(failures)).toEqual(['broken']);
    expect(failures.broken).toMatch(/process\.exit\(3\): ended with 3/);
  });

  it('takes no figures of a run that did other work', () => {
    const proof = { args: [], found: (_: string, stdout: string) => Number(stdout), expected: 2 };
    const runs = { wrong: { ...bareNode('-e', 'console.log(1)'), proof } };
    const { failures } = measure({ runs, rounds: 1 }, folder);
    expect(failures.wrong).toMatch(/found 1 pairs where there are 2$/);
  });

  it('clears what can dominate the start of a process', () => {
    const proof = { args: [], found: (_: string, stdout: string) => Number(stdout), expected: 0 };
    const names = ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS'];
    const script = `console.log(${JSON.stringify(names)}.filter((name) => name in process.env).length)`;
    const { failures } = measure(
      { runs: { run: { ...bareNode('-e', script), proof } }, rounds: 0 },
      folder,
    );
    expect(failures).toEqual({});
  });
});
