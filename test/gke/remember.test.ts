import { describe, expect, it } from 'vitest';
import { latest, remember } from '../../src/gke/remember.ts';

describe('what is remembered', () => {
  it('is worked out once for each key', () => {
    const known = new Map<number, string>();
    const texts = [1, 2, 1].map((key, turn) =>
      remember(known, key, () => `${key} in turn ${turn}`),
    );
    expect(texts).toEqual(['1 in turn 0', '2 in turn 1', '1 in turn 0']);
  });

  it('is the last result alone, for as long as the key stays, be it undefined', () => {
    const worked: (number | undefined)[] = [];
    const text = latest(
      ({ key }: { key: number | undefined }) => key,
      ({ key }) => {
        worked.push(key);
        return String(key);
      },
    );
    const keys = [undefined, undefined, 1, 1, 2, 1];
    expect(keys.map((key) => text({ key }))).toEqual(keys.map(String));
    expect(worked).toEqual([undefined, 1, 2, 1]);
  });
});
