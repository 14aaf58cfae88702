import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitSections, folded } from '../../src/report/markdown-fit.ts';

const section = (rank: number, ...lines: readonly string[]) => ({
  rank,
  start: [`${rank}:`],
  lines,
  end: [''],
});

describe('sections', () => {
  test('that fit stay as they are, in their order', () => {
    expect(fitSections([section(2, 'b'), section(1, 'a')], 1000)).toBe('2:\nb\n\n1:\na\n');
  });

  test('are cut from the least important one, which says so', () => {
    // Start, note and end of a section take 3 + 54 + 1 characters with their line breaks, so 116 for
    // both; `a` and `b` take 4, two lines of five characters 12.
    const note = '_and 3 more lines, for which there is no room here_';
    const lines = ['12345', '12345', '12345', '12345', '12345'];
    expect(note).toHaveLength(51);
    expect(fitSections([section(2, ...lines), section(1, 'a', 'b')], 116 + 4 + 12)).toBe(
      `2:\n12345\n12345\n\n${note}\n\n1:\na\nb\n`,
    );
  });

  test('never take more than there is room for', () => {
    const sections = fc.array(
      fc.record({
        rank: fc.nat(3),
        lines: fc.array(fc.string({ unit: fc.constantFrom('a', '') })),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(sections, fc.integer({ min: 600, max: 900 }), (made, most) => {
        const text = fitSections(
          made.flatMap(({ rank, lines }) => folded(rank, 'more', lines)),
          most,
        );
        expect(text.length).toBeLessThanOrEqual(most);
      }),
    );
  });

  test('without lines are not there', () => {
    expect(folded(1, 'a', [])).toEqual([]);
  });
});
