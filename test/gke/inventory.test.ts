/** Networks of the size of an organisation: nothing may take a step for every pair. */
import { describe, expect, it } from 'vitest';
import { survey } from '../../src/gke/landscape.ts';
import { cluster, namedRange, network, other, pool } from './builders.ts';

const fewSeconds = { timeout: 5000 };

const nth = (index: number) => `${Math.floor(index / 256)}.${index % 256}`;

describe('a survey of an inventory', () => {
  it('counts the pairs of 50,000 equal ranges of their own names', fewSeconds, () => {
    const ranges = Array.from({ length: 50_000 }, (_, index) => other('10.0.0.0/8', `r${index}`));
    const { overlaps, networks } = survey([network({ ranges })]);
    // 50,000 × 49,999 / 2
    expect(overlaps.count).toBe(1_249_975_000);
    expect(networks[0]?.occupancy.listed).toHaveLength(50_000);
  });

  it('takes a range once that two inputs list by one name', fewSeconds, () => {
    const ranges = Array.from({ length: 20_000 }, (_, index) =>
      other(`10.${nth(index)}.0/24`, 'r'),
    );
    const { overlaps, networks } = survey([network({ ranges: [...ranges, ...ranges] })]);
    expect(overlaps.count).toBe(0);
    expect(networks[0]?.free.size).toBe(2n ** 24n - 20_000n * 256n);
  });

  it('finds limits, sharing and expansion of 1,000 clusters', fewSeconds, () => {
    const clusters = Array.from({ length: 1000 }, (_, index) =>
      cluster({
        name: `c${index}`,
        nodePools: [pool({ nodes: 1 })],
        ranges: {
          nodes: `10.${nth(4 * index)}.0/24`,
          pods: namedRange(
            'pods',
            `100.64.${Math.floor(index / 2) % 256}.${index < 512 ? 0 : 128}/25`,
          ),
        },
      }),
    );
    const views = survey([network({ clusters })]).networks[0]?.clusters ?? [];
    expect(views).toHaveLength(1000);
    // neighbours of nodes are four /24 apart
    expect(views[500]?.expansion).toMatchObject({ prefixLength: 22 });
    // two clusters share each Pod range, of which each takes one block
    const use = views[500]?.use.groups[0]?.uses[0];
    expect(use?.takenByOthers).toBe(256);
    expect(use?.sharers.map(({ spec }) => spec.name)).toEqual(['c500', 'c501']);
  });
});
