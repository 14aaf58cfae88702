import { expect, it } from 'vitest';
import { listNames } from '../../src/gke/list-names.ts';

const names = (count: number) => Array.from({ length: count }, (_, index) => `c${index + 1}`);

it.each([
  [0, ''],
  [1, 'c1'],
  [3, 'c1, c2, c3'],
  [10, 'c1, c2, c3, c4, c5, c6, c7, c8, c9, c10'],
  [11, 'c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 and 1 more'],
  [3000, 'c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 and 2990 more'],
])('%i names in a sentence', (count, text) => {
  expect(listNames(names(count))).toBe(text);
});
