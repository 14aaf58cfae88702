/** What reports say in a line. */
import { expect, test } from 'vitest';
import { summaryText } from '../../src/report/finding-text.ts';

const counts = { errors: 1200, warnings: 1, infos: 0, suppressed: 1300, notChecked: 1400 };

test('all counts of a summary have a comma between thousands', () => {
  expect(summaryText({ ...counts, overlappingPairs: 70_360 })).toBe(
    '1,200 errors, 1 warning, 0 infos; 1,300 suppressed, 1,400 not checked, 70,360 overlapping pairs',
  );
});

test('a comparison says what is new first', () => {
  expect(summaryText({ ...counts, overlappingPairs: 0, unchanged: 1472, fixed: 1001 })).toBe(
    'new: 1,200 errors, 1 warning, 0 infos; 1,472 unchanged, 1,001 fixed, 1,300 suppressed, 1,400 not checked',
  );
});
