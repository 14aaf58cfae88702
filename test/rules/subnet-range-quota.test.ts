import { describe, expect, it } from 'vitest';
import { network, other } from '../gke/builders.ts';
import { findingsOf } from './findings.ts';

const rule = 'subnet-range-quota';

const subnets = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...other(`10.${Math.floor(index / 256)}.${index % 256}.0/24`, `s${index}`),
    subnet: `s${index}`,
  }));

describe('a network whose quotas nobody says', () => {
  it('is told of 300, which is unverified, as information', () => {
    expect(findingsOf(rule, [network({ ranges: subnets(300) })])).toEqual([]);
    const [finding, ...more] = findingsOf(rule, [network({ ranges: subnets(301) })]);
    expect(more).toEqual([]);
    expect(finding?.severity).toBe('info');
    expect(finding?.message).toContain('301');
    expect(finding?.message).toContain('unverified');
    expect(finding?.facts).toMatchObject({ limit: 300, assumed: true });
  });

  it('is not told of its peers', () => {
    const hub = network({ name: 'hub', ranges: subnets(200) });
    const spoke = network({
      connected: ['hub'],
      ranges: [{ ...other('10.200.0.0/16', 'wide'), subnet: 'wide' }],
    });
    expect(findingsOf(rule, [hub, spoke])).toEqual([]);
  });
});

describe('a network with quotas', () => {
  const limited = (count: number, limits: { network?: number; peeringGroup?: number }) =>
    network({ ranges: subnets(count), subnetRangeLimits: limits });

  it('has as many ranges and not one more', () => {
    expect(findingsOf(rule, [limited(20, { network: 20 })])).toEqual([]);
    const [finding] = findingsOf(rule, [limited(21, { network: 20 })]);
    expect(finding?.severity).toBe('error');
    expect(finding?.message).toBe('network vpc has 21 subnet ranges, and its quota is 20');
  });

  it('has no quota of its own where only that of the group is said', () => {
    expect(findingsOf(rule, [limited(21, { peeringGroup: 20 })])).toEqual([]);
  });

  it('shares the effective limit with its peers', () => {
    const hub = (count: number) =>
      network({
        name: 'hub',
        ranges: [...Array(count).keys()].map((index) => other(`10.100.${index}.0/24`, `h${index}`)),
        subnetRangeLimits: { network: 20 },
      });
    const home = { ...limited(16, { network: 20 }), connected: ['hub'] };
    expect(findingsOf(rule, [home, hub(4)])).toEqual([]);
    const found = findingsOf(rule, [home, hub(5)]);
    expect(found.map(({ message }) => message)).toEqual([
      'the peering group of network hub has 21 subnet ranges (hub 5, vpc 16), and its effective limit is 20',
      'the peering group of network vpc has 21 subnet ranges (vpc 16, hub 5), and its effective limit is 20',
    ]);
    expect(found[0]?.networks.map(({ name }) => name)).toEqual(['hub', 'vpc']);
  });
});
