import { describe, expect, it } from 'vitest';
import { exitCode, failLevels } from '../../src/cli/exit-code.ts';
import { severities } from '../../src/rules/rule.ts';

const finding = (expired: boolean) => ({ severity: 'error', suppression: { expired } }) as const;

describe('the exit code', () => {
  it.each([
    ['error', [1, 0, 0]],
    ['warning', [1, 1, 0]],
    ['info', [1, 1, 1]],
    ['never', [0, 0, 0]],
  ] as const)('of an error, a warning and an info with --fail-on %s is %j', (level, codes) => {
    expect(severities.map((severity) => exitCode([{ severity }], level))).toEqual(codes);
  });

  it('is 0 without findings', () => {
    for (const level of failLevels) expect(exitCode([], level)).toBe(0);
  });

  it('leaves suppressed findings out, and counts those whose suppression has expired', () => {
    expect(exitCode([finding(false)], 'info')).toBe(0);
    expect(exitCode([finding(false), finding(true)], 'error')).toBe(1);
  });

  it('is never a count', () => {
    expect(
      exitCode(
        Array.from({ length: 256 }, () => ({ severity: 'error' })),
        'error',
      ),
    ).toBe(1);
  });
});
