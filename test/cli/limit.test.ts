import { describe, expect, it } from 'vitest';
import { runOn } from './fake-io.ts';

const lines = Array.from({ length: 120 }, (_, n) => `8.8.${n}.0/24 r${n}`);
const machine = { files: { 'ranges.txt': `${lines.join('\n')}\n` } };
const check = ['check', 'ranges.txt'];
const shownIn = (text: string) => text.match(/is public address space/g)?.length;

describe('--limit', () => {
  it('is 100 where nothing is said', async () => {
    const { stdout } = await runOn(machine, ...check);
    expect(shownIn(stdout)).toBe(100);
    expect(stdout).toContain('and 20 more: 20 warnings (public-range 20); ');
  });

  it('concerns what people read, in files as well, and not what programs read', async () => {
    const outputs = ['-o', 'markdown', '-o', 'html=a.html', '-o', 'json=a.json'];
    const { stdout, written } = await runOn(machine, ...check, '--limit', '7', ...outputs);
    expect(shownIn(stdout)).toBe(7);
    expect(shownIn(written['a.html'] ?? '')).toBe(7);
    expect(shownIn(written['a.json'] ?? '')).toBe(120);
  });

  it('does not change the verdict', async () => {
    const { code } = await runOn(machine, ...check, '--limit', '1', '--fail-on', 'warning');
    expect(code).toBe(1);
  });

  it('holds for saved reports and for what changed between them', async () => {
    const { stdout: saved } = await runOn(machine, ...check, '-o', 'json');
    const before = { files: { 'one.txt': '10.0.0.0/24 one\n' } };
    const { stdout: other } = await runOn(before, 'check', 'one.txt', '-o', 'json');
    const files = { 'a.json': other, 'b.json': saved };
    const [shown, changed] = await Promise.all([
      runOn({ files }, 'report', 'b.json', '--limit', '3'),
      runOn({ files }, 'diff', 'a.json', 'b.json', '--limit', '3'),
    ]);
    expect(shownIn(shown.stdout)).toBe(3);
    expect(shownIn(changed.stdout)).toBe(3);
  });

  it('lists the largest free blocks', async () => {
    const { stdout } = await runOn({}, 'free', '--used', '10.0.0.0/16', '--limit', '1');
    // What is left of the /8 is a /16 and one block of every size up to the /9.
    expect(stdout).toContain('  10.128.0.0/9  8,388,608\n');
    expect(stdout).toContain('and 7 smaller ones with 8,323,072 addresses; ');
  });

  it.each([
    ['0', '"0" is out of range'],
    ['many', '"many" is not a whole number'],
    ['1,000', '"1,000" is not a whole number'],
  ])('is a number of at least one, not %s', async (value, message) => {
    const { code, stdout, stderr } = await runOn(machine, ...check, '--limit', value);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`--limit: ${message}`);
  });
});
