import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { IoError } from '../../src/cli/io.ts';
import { type Progress, bytesText, progressOn } from '../../src/cli/progress.ts';
import { runOn } from './fake-io.ts';

type Machine = Parameters<typeof progressOn>[0];

/** A terminal whose clock stands where it is set to. */
function terminal(changes: Partial<Machine> = {}) {
  const state = { now: 0, drawn: [] as string[] };
  const progress = progressOn({
    stderr: { isTerminal: true, columns: 60 },
    env: {},
    elapsed: () => state.now,
    drawStderr: (text) => state.drawn.push(text),
    ...changes,
  });
  const at = (now: number, ...step: Parameters<Progress['step']>) => {
    state.now = now;
    progress.step(...step);
  };
  return { state, progress, at, shown: () => lineAfter(state.drawn.join('')) };
}

/** What stands in the line of a terminal after a text, which begins at its first column. */
function lineAfter(text: string): string {
  const cells: string[] = [];
  let column = 0;
  for (const character of text) {
    if (character === '\r') column = 0;
    else {
      cells[column] = character;
      column += 1;
    }
  }
  return cells.join('').trimEnd();
}

describe('the line', () => {
  it('shows what is done after a second, with how much of it', () => {
    const { at, shown } = terminal();
    at(1500, 'reading assets.json', 340_000_000, 1_000_000_000);
    expect(shown()).toBe('reading assets.json, 340 MB of 1.0 GB');
  });

  it('is not shown for work of less than a second', () => {
    const { at, progress, state } = terminal();
    at(0, 'reading a.json');
    at(999, 'writing table');
    progress.end();
    expect(state.drawn).toEqual([]);
  });

  it('is written again after a fifth of a second, and at once for other work', () => {
    const { at, shown } = terminal();
    at(1000, 'reading', 1);
    at(1199, 'reading', 2);
    expect(shown()).toBe('reading, 1 B');
    at(1200, 'reading', 3);
    expect(shown()).toBe('reading, 3 B');
    at(1201, 'writing json');
    expect(shown()).toBe('writing json');
  });

  it('leaves nothing of a longer one', () => {
    const { at, shown } = terminal();
    at(1000, 'reading a file with a long name');
    at(1001, 'sorting');
    expect(shown()).toBe('sorting');
  });

  it('is removed at the end, and shown again when work goes on', () => {
    const { at, progress, shown } = terminal();
    at(1000, 'reading');
    progress.end();
    expect(shown()).toBe('');
    at(2000, 'writing');
    expect(shown()).toBe('writing');
  });

  it('never reaches the last column, so that it stays one line', () => {
    const { at, shown } = terminal({ stderr: { isTerminal: true, columns: 20 } });
    at(1000, `reading ${'x'.repeat(50)}`);
    expect(shown()).toBe('reading xxxxxxxx...');
    at(1001, `reading ${'漢'.repeat(50)}`);
    // Each of them takes two columns.
    expect(shown()).toBe('reading 漢漢漢漢...');
  });

  it('spells out what would act on a terminal', () => {
    const { at, shown } = terminal();
    at(1000, 'reading \u001b[31mred\nblue');
    expect(shown()).toBe(String.raw`reading \u001b[31mred\u000ablue`);
  });

  it('takes 80 columns where a terminal does not say how many it has', () => {
    const { at, shown } = terminal({ stderr: { isTerminal: true } });
    at(1000, 'x'.repeat(100));
    expect(shown()).toHaveLength(79);
  });
});

test.each([
  ['a pipe', { stderr: { isTerminal: false } }],
  ['a terminal that only goes on', { env: { TERM: 'dumb' } }],
])('nothing is drawn on %s', (_, machine) => {
  const { at, progress, state } = terminal(machine);
  at(5000, 'reading');
  progress.end();
  expect(state.drawn).toEqual([]);
});

test('whatever the steps, there are at most five lines a second for one work, and nothing remains', () => {
  const steps = fc.array(
    fc.tuple(fc.nat(90), fc.string({ unit: 'binary', maxLength: 90 }), fc.nat()),
  );
  fc.assert(
    fc.property(steps, fc.boolean(), (list, isOneWork) => {
      const { at, progress, state, shown } = terminal();
      let now = 900;
      for (const [wait, what, done] of list) at((now += wait), isOneWork ? 'reading' : what, done);
      if (isOneWork) expect(state.drawn.length).toBeLessThanOrEqual((now - 1000) / 200 + 1);
      expect(state.drawn.join('')).not.toMatch(/[^\P{Cc}\r]/u);
      progress.end();
      expect(shown()).toBe('');
    }),
  );
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9_949, '9.9 kB'],
  [9_950, '10 kB'],
  [340_000_000, '340 MB'],
  [999_499_999, '999 MB'],
  [999_500_000, '1.0 GB'],
  [1_000_000_000, '1.0 GB'],
  [12_300_000_000_000, '12 TB'],
  [5_000_000_000_000_000, '5000 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});

describe('a run', () => {
  const machine = {
    stderr: { isTerminal: true, columns: 60 },
    elapsed: () => 2000,
    files: { 'a.txt': '10.0.0.0/24 a\n' },
  };

  it('says what it writes and removes that before the result', async () => {
    const { stdout, stderr } = await runOn(machine, 'check', 'a.txt', '-o', 'json');
    expect(stdout).toContain('"schemaVersion"');
    expect(stderr).toContain('writing json');
    expect(lineAfter(stderr)).toBe('');
  });

  it('says nothing where nobody looks', async () => {
    const piped = { ...machine, stderr: { isTerminal: false } };
    expect((await runOn(piped, 'check', 'a.txt')).stderr).toBe('');
  });

  it('leaves nothing on the line in front of an error', async () => {
    const full = { ...machine, refuse: new IoError('a.json', 'ENOSPC') };
    const { code, stderr } = await runOn(full, 'check', 'a.txt', '-o', 'json=a.json');
    expect(code).toBe(2);
    const erased = `\r${' '.repeat('writing json'.length)}\r`;
    expect(stderr).toContain(`writing json${erased}a.json: there is no space left\n`);
  });
});
