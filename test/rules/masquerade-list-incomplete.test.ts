import { expect, it } from 'vitest';
import { blocks, namedRange } from '../gke/builders.ts';
import { about } from './findings.ts';

const rule = 'masquerade-list-incomplete';
const ranges = {
  nodes: '10.0.0.0/20',
  pods: namedRange('pods', '10.4.0.0/16'),
  additionalPods: [namedRange('pods-2', '10.12.0.0/16')],
};
const listed = (...texts: readonly string[]) => ({ nonMasqueradeCidrs: blocks(...texts) });

it('names each Pod range that is left out, and what of it is missing', () => {
  const found = about(rule, { ranges, masquerade: listed('10.4.0.0/17') });
  expect(found.map(({ facts }) => facts)).toEqual([
    {
      cluster: 'prod',
      range: '10.4.0.0/16',
      name: 'pods',
      additional: false,
      missing: ['10.4.128.0/17'],
    },
    {
      cluster: 'prod',
      range: '10.12.0.0/16',
      name: 'pods-2',
      additional: true,
      missing: ['10.12.0.0/16'],
    },
  ]);
  expect(found[1]?.message).toBe(
    'nonMasqueradeCIDRs of cluster prod leaves out the additional Pod range pods-2 (10.12.0.0/16)',
  );
  expect(found[0]?.fix).toContain('add 10.4.128.0/17 to nonMasqueradeCIDRs');
});

it('leaves Pod ranges out with an empty list', () => {
  expect(about(rule, { ranges, masquerade: listed() })).toHaveLength(2);
});

it('is silent about a list that has them in a wider block or in parts', () => {
  expect(about(rule, { ranges, masquerade: listed('10.0.0.0/8') })).toEqual([]);
  const parts = listed('10.4.0.0/17', '10.4.128.0/17', '10.12.0.0/16');
  expect(about(rule, { ranges, masquerade: parts })).toEqual([]);
});

it('is silent where nobody gives a list, even for public Pods', () => {
  const publicPods = { ...ranges, pods: '34.40.0.0/16' };
  expect(about(rule, { ranges: publicPods })).toEqual([]);
  expect(about(rule, { ranges: publicPods, masquerade: { disableDefaultSnat: true } })).toEqual([]);
});
