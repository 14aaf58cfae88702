import { describe, expect, it } from 'vitest';
import type { ClusterSpec, Network } from '../../src/gke/cluster.ts';
import { clustersThatFit } from '../../src/gke/fit.ts';
import { survey } from '../../src/gke/landscape.ts';
import { AddressSet } from '../../src/net/address-set.ts';
import { freeByPrefix } from '../../src/report/free-prefixes.ts';
import { freeReport, renderFreeTable } from '../../src/report/free.ts';
import { blocks, cluster, network, other, pool } from '../gke/builders.ts';

function reportOf(networks: readonly Network[], shape?: ClusterSpec) {
  return freeReport({
    landscape: survey(networks),
    fits: shape === undefined ? [] : clustersThatFit(networks, shape),
    notChecked: [{ what: 'range x', reason: 'no role' }],
    version: '1.2.3',
  });
}

const pipe = { colorLevel: 0 } as const;

/** 20 nodes, 20 × 64 Pod addresses and Services that GKE manages: a /27 and a /21. */
const shape = cluster({
  controlPlane: { kind: 'none' },
  maxPodsPerNode: 32,
  nodePools: [pool({ nodes: 20 })],
  ranges: { services: 'google-managed' },
});

const half = network({
  name: 'half',
  within: blocks('10.0.0.0/18'),
  ranges: [other('10.0.0.0/19')],
  clusters: [cluster({ ranges: { nodes: '10.0.32.0/21' } })],
});
const full = network({
  name: 'full',
  within: blocks('10.1.0.0/24'),
  ranges: [other('10.0.0.0/8')],
});

/** A /20 and a /21: 3 /21, 6 /22 and so on, down to the smallest node subnet. */
const halfByPrefix = [
  { prefixLength: 20, blocks: 1, fits: 1 },
  { prefixLength: 21, blocks: 1, fits: 3 },
  { prefixLength: 22, blocks: 0, fits: 6 },
  { prefixLength: 23, blocks: 0, fits: 12 },
  { prefixLength: 24, blocks: 0, fits: 24 },
  { prefixLength: 25, blocks: 0, fits: 48 },
  { prefixLength: 26, blocks: 0, fits: 96 },
  { prefixLength: 27, blocks: 0, fits: 192 },
  { prefixLength: 28, blocks: 0, fits: 384 },
  { prefixLength: 29, blocks: 0, fits: 768 },
];

describe('the report of what is free', () => {
  it('is one of networks alone, in the order given', () => {
    const report = reportOf([half, full]);
    expect(report).toMatchObject({
      schemaVersion: 1,
      clusters: [],
      findings: [],
      notChecked: [{ what: 'range x', reason: 'no role', where: null }],
      summary: { errors: 0, warnings: 0, infos: 0, notChecked: 1 },
    });
    expect(report.networks).toEqual([
      {
        name: 'half',
        within: ['10.0.0.0/18'],
        free: ['10.0.40.0/21', '10.0.48.0/20'],
        usedAddresses: 8192 + 2048,
        freeAddresses: 4096 + 2048,
        largestFree: '10.0.48.0/20',
        others: [{ role: 'other', name: null, cidr: '10.0.0.0/19' }],
        freeByPrefix: halfByPrefix,
      },
      {
        name: 'full',
        within: ['10.1.0.0/24'],
        free: [],
        usedAddresses: 256,
        freeAddresses: 0,
        largestFree: null,
        others: [{ role: 'other', name: null, cidr: '10.0.0.0/8' }],
        freeByPrefix: [],
      },
    ]);
  });

  it('says for each network how many clusters fit and what each takes', () => {
    const ranges = [
      { role: 'node', prefixLength: 27 },
      { role: 'pod', prefixLength: 21 },
    ];
    // three /21, of which one is for nodes
    expect(reportOf([half, full], shape).networks.map(({ fits }) => fits)).toEqual([
      { clusters: 2, ranges },
      { clusters: 0, ranges },
    ]);
  });
});

describe('what is free at each prefix length', () => {
  const sizes = (...texts: string[]) =>
    freeByPrefix(AddressSet.of(blocks(...texts))).map(({ prefixLength, blocks: count, fits }) => [
      prefixLength,
      count,
      fits,
    ]);

  it('goes as far as the narrowest block where that is narrower than any range', () => {
    expect(sizes('10.0.0.0/28', '10.0.0.32/31')).toEqual([
      [28, 1, 1],
      [29, 0, 2],
      [30, 0, 4],
      [31, 1, 9],
    ]);
    expect(sizes('10.0.0.1/32')).toEqual([[32, 1, 1]]);
  });

  it('is of IPv4 alone, up to the whole of it', () => {
    expect(sizes('fd00::/8')).toEqual([]);
    expect(sizes('0.0.0.0/0', 'fd00::/8')[0]).toEqual([0, 1, 1]);
    expect(sizes('0.0.0.0/0').at(-1)).toEqual([29, 0, 2 ** 29]);
  });
});

describe('the table of what is free', () => {
  it('lists every block with its addresses, then what was not checked', () => {
    const lines = renderFreeTable(reportOf([half, full], shape), pipe).split('\n');
    expect(lines).toContain('  Fits   2 more clusters of this shape (node /27, pod /21)');
    expect(lines).toContain('  /20               1         1');
    expect(lines).toContain('  /21               1         3');
    expect(lines).toContain('  10.0.40.0/21      2,048');
    expect(lines).toContain('  10.0.48.0/20      4,096');
    expect(lines).toContain('  Fits   0 more clusters of this shape (node /27, pod /21)');
    expect(lines.join('\n')).toContain('range x');
    expect(lines.at(-1)).toBe('');
  });

  it('has one more cluster in the singular', () => {
    const small = { ...half, within: blocks('10.0.32.0/20') };
    expect(renderFreeTable(reportOf([small], shape), pipe)).toContain('  Fits   0 more clusters');
    const medium = { ...half, clusters: [], within: blocks('10.0.32.0/20') };
    expect(renderFreeTable(reportOf([medium], shape), pipe)).toContain(
      '  Fits   1 more cluster of',
    );
  });

  it('spells out what a name could do to a terminal, and fits it', () => {
    const named = { ...half, name: '\u001b[31mred\u{202e}' };
    const text = renderFreeTable(reportOf([named], shape), { ...pipe, width: 40 });
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u{202e}');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
  });
});
