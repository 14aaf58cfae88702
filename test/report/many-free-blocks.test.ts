import { expect, it } from 'vitest';
import { survey } from '../../src/gke/landscape.ts';
import { buildReport } from '../../src/report/build.ts';
import { renderTable } from '../../src/report/table.ts';
import { network, other } from '../gke/builders.ts';

/** Every other /30 of 10.0.0.0/16 is taken: 8,192 are free, and with them what is above, 8,200 blocks in all. */
const ranges = Array.from({ length: 8192 }, (_, index) =>
  other(`10.0.${index >> 5}.${(index & 31) * 8}/30`, `r${index}`),
);
const landscape = survey([network({ ranges })]);
const parts = { landscape, findings: [], notChecked: [], overlappingPairs: 0, version: '0' };

it('lists every free block for programs', () => {
  const [home] = buildReport(parts).networks;
  // 8,192 of a /30 and one each from /16 to /9: the rest of 10.0.0.0/8
  expect(home?.free).toHaveLength(8200);
  expect(home).not.toHaveProperty('freeBlocks');
});

it('tells people the first ones and how many there are', () => {
  const report = buildReport({ ...parts, everyBlock: false });
  expect(report.networks[0]).toMatchObject({
    free: [
      '10.0.0.4/30',
      '10.0.0.12/30',
      '10.0.0.20/30',
      '10.0.0.28/30',
      '10.0.0.36/30',
      '10.0.0.44/30',
      '10.0.0.52/30',
      '10.0.0.60/30',
    ],
    freeBlocks: 8200,
    largestFree: '10.128.0.0/9',
  });
  expect(renderTable(report, { colorLevel: 0 })).toContain('10.0.0.60/30 and 8,192 more');
});
