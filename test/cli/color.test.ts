import { describe, expect, it } from 'vitest';
import { colorLevel } from '../../src/cli/color.ts';

const level = (env: Record<string, string>, isTerminal: boolean, noColor = false) =>
  colorLevel({ env, stdout: { isTerminal } }, noColor);

describe('how many colours the output has', () => {
  it.each([
    [0, 'a pipe', {}, false],
    [0, 'a dumb terminal', { TERM: 'dumb' }, true],
    [1, 'a terminal', { TERM: 'xterm' }, true],
    [1, 'a terminal that says nothing of itself', {}, true],
    [2, 'a terminal of 256 colours', { TERM: 'xterm-256color' }, true],
    [3, 'a terminal of all colours', { TERM: 'xterm-256color', COLORTERM: 'truecolor' }, true],
    [0, 'NO_COLOR', { NO_COLOR: '1', TERM: 'xterm' }, true],
    [0, 'NO_COLOR before FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '3' }, true],
    [1, 'an empty NO_COLOR, which counts for nothing', { NO_COLOR: '', TERM: 'xterm' }, true],
    [1, 'FORCE_COLOR in a pipe', { FORCE_COLOR: '1' }, false],
    [1, 'FORCE_COLOR=true', { FORCE_COLOR: 'true' }, false],
    [3, 'FORCE_COLOR=3', { FORCE_COLOR: '3' }, false],
    [0, 'FORCE_COLOR=0', { FORCE_COLOR: '0', TERM: 'xterm' }, true],
    [1, 'FORCE_COLOR on a dumb terminal', { FORCE_COLOR: '1', TERM: 'dumb' }, true],
  ] as const)('level %i: %s', (expected, _, env, isTerminal) => {
    expect(level(env, isTerminal)).toBe(expected);
  });

  it('level 0: --no-color before anything else', () => {
    expect(level({ FORCE_COLOR: '3' }, true, true)).toBe(0);
  });
});
