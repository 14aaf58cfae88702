import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Choice, FieldUse, Reasons } from '../../src/report/sweep-digest.ts';
import { sweepFields } from '../../src/report/sweep-fields.ts';
import type { SweepRow } from '../../src/report/sweep.ts';
import { sizes } from '../gke/sweeps.ts';
import { sweepReport } from './sweeps.ts';

const nameOf = ({ nodes, maxPodsPerNode, ranges, best }: SweepRow) =>
  `${nodes} × ${maxPodsPerNode} in /${ranges.pod?.prefixLength}${best ? ' best' : ''}`;

function chosen(rows: readonly SweepRow[], limit: number): Choice {
  const choice = new Choice(limit);
  for (const row of rows) choice.add(row);
  return choice;
}

describe('the combinations that a page lists', () => {
  // A /19 has 32 blocks of 256 addresses and 128 of 64, a /18 twice as many: 110 Pods do not fit the /19.
  const { combinations } = sweepReport({
    nodes: [50, 40],
    maxPodsPerNode: [110, 32],
    podRange: sizes('/19', '/18', '/17'),
  });

  it('are the best of each demand', () => {
    expect(chosen(combinations, 2).shown.map(nameOf)).toEqual([
      '50 × 32 in /19 best',
      '40 × 32 in /19 best',
    ]);
    expect(chosen(combinations, 1).shown.map(nameOf)).toEqual(['50 × 32 in /19 best']);
  });

  it('are also others that fit, all in their order', () => {
    const { shown, left } = chosen(combinations, 4);
    expect(shown.map(nameOf)).toEqual([
      '50 × 110 in /18',
      '50 × 110 in /17',
      '50 × 32 in /19 best',
      '40 × 32 in /19 best',
    ]);
    expect(left).toEqual({ count: 8, fitting: 6 });
  });

  it('are those that do not fit at last', () => {
    expect(chosen(combinations, 11).shown.map(nameOf)).not.toContain('40 × 110 in /19');
    expect(chosen(combinations, 11).shown.map(nameOf)).toContain('50 × 110 in /19');
    expect(chosen(combinations, 12).shown).toEqual(combinations);
    expect(chosen(combinations, 12).left).toEqual({ count: 0, fitting: 0 });
    expect(chosen(combinations, 12).best).toBe(2);
  });

  it('are as many as asked for and, with those that are left, all', () => {
    const verdicts = fc.array(fc.constantFrom('best', 'fits', 'short'), { maxLength: 40 });
    const [template] = combinations;
    fc.assert(
      fc.property(verdicts, fc.integer({ min: 1, max: 45 }), (given, limit) => {
        const rows = given.map((verdict, nodes) => ({
          ...template!,
          nodes,
          fits: verdict !== 'short',
          best: verdict === 'best',
        }));
        const { shown, left } = chosen(rows, limit);
        expect(shown).toHaveLength(Math.min(limit, rows.length));
        expect(shown.length + left.count).toBe(rows.length);
        expect(shown).toEqual(rows.filter((row) => shown.includes(row)));
        const out = rows.filter((row) => !shown.includes(row));
        expect(left.fitting).toBe(out.filter(({ fits }) => fits).length);
        const rank = ({ best, fits }: SweepRow) => (best ? 0 : fits ? 1 : 2);
        expect(Math.max(-1, ...shown.map(rank))).toBeLessThanOrEqual(Math.min(2, ...out.map(rank)));
      }),
    );
  });
});

describe('the fields of a sweep', () => {
  it('vary where one combination differs, be it the last, and are shared where they are known', () => {
    const { combinations } = sweepReport({ nodes: [10, 10, 10, 20], podRange: sizes('/16') });
    const use = new FieldUse();
    for (const row of combinations) use.add(row);
    const heads = (fields: typeof sweepFields) => fields.map(({ head }) => head);
    // 10 + 1 + 4 addresses are a /28, 20 + 1 + 4 a /27, which hold 11 and 27 nodes.
    expect(heads(use.varying)).toEqual([
      'Nodes',
      'Node',
      'Addresses',
      'Holds',
      'Pods',
      'Room',
      'Waste',
    ]);
    // Nobody says Services or growth: these are in neither.
    expect(heads(use.shared)).toEqual(['Pods/node', 'Pod', 'Svc', 'Holds Svc', 'Stopped by']);
  });
});

describe('the reasons of a sweep', () => {
  it('are counted for each limit, without combinations that are refused anyway', () => {
    const reasons = new Reasons();
    const rows = sweepReport({
      nodes: [10, 300],
      maxPodsPerNode: [300, 64],
      podRange: sizes('/20'),
    });
    for (const row of rows.combinations) reasons.add(row);
    // 300 nodes of 128 addresses are above a /20, with 300 Pods each GKE refuses them.
    expect([...reasons.short]).toEqual([['pod-range', 1]]);
    expect([...reasons.refused]).toEqual([
      ['max-pods-per-node: cluster prod has 300 Pods per node: GKE 1.34 accepts 8 to 256', 2],
    ]);
  });
});
