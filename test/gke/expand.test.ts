import { describe, expect, it } from 'vitest';
import { survey } from '../../src/gke/landscape.ts';
import { cluster, network, other, pool, viewOf, type ClusterGiven } from './builders.ts';

const expansionOf = (nodes: string, neighbours: readonly string[], given: ClusterGiven = {}) =>
  survey([
    network({
      clusters: [cluster({ controlPlane: { kind: 'none' }, ...given, ranges: { nodes } })],
      ranges: neighbours.map((text) => other(text)),
    }),
  ]).networks[0]?.clusters[0]?.expansion;

describe('expandInPlace', () => {
  it('goes as far as the next neighbour', () => {
    expect(expansionOf('10.0.0.0/24', ['10.0.4.0/24'])).toMatchObject({
      cidr: { text: '10.0.0.0/22' },
      prefixLength: 22,
      limit: 1020,
      stoppedBy: '10.0.4.0/24 (10.0.4.0/24)',
    });
  });

  it.each([
    // 10.0.1.0/24 can only become 10.0.0.0/23
    ['10.0.1.0/24', ['10.0.0.0/24'], '10.0.1.0/24'],
    ['10.0.1.0/24', ['10.0.2.0/24'], '10.0.0.0/23'],
    ['10.0.3.0/24', ['10.0.1.0/24'], '10.0.2.0/23'],
    ['10.0.8.0/21', ['10.0.16.0/20'], '10.0.0.0/20'],
    ['10.0.0.0/24', ['10.128.0.0/9', '10.64.0.0/10'], '10.0.0.0/10'],
  ])('%s beside %j becomes %s', (nodes, neighbours, expected) => {
    expect(expansionOf(nodes, neighbours)?.cidr.text).toBe(expected);
  });

  it('goes to the widest subnet of VPC where nothing is in the way', () => {
    const expansion = expansionOf('10.0.0.0/24', []);
    expect(expansion).toMatchObject({ cidr: { text: '10.0.0.0/8' }, limit: 16_777_212 });
    expect(expansion).not.toHaveProperty('stoppedBy');
  });

  it.each([
    ['10.128.0.0/20', 'auto', '10.128.0.0/16'],
    ['10.0.0.0/20', 'auto', '10.0.0.0/8'],
    ['10.128.0.0/20', 'custom', '10.0.0.0/8'],
  ] as const)('takes %s of a network of mode %s to %s', (nodes, mode, expected) => {
    const clusters = [cluster({ ranges: { nodes } })];
    const view = survey([network({ mode, clusters })]).networks[0]?.clusters[0];
    expect(view?.expansion?.cidr.text).toBe(expected);
    expect(view?.expansion).not.toHaveProperty('stoppedBy');
  });

  it('stops at what VPC refuses', () => {
    expect(expansionOf('169.1.0.0/16', [])).toMatchObject({
      cidr: { text: '169.0.0.0/9' },
      stoppedBy: 'link-local (RFC 3927) (169.254.0.0/16)',
    });
  });

  it('stops at a range of its own cluster', () => {
    const ranges = { nodes: '10.0.0.0/20', pods: '10.4.0.0/14', services: '10.8.0.0/20' };
    expect(viewOf([{ ranges }]).expansion).toMatchObject({
      cidr: { text: '10.0.0.0/14' },
      stoppedBy: 'Pods of prod (10.4.0.0/14)',
    });
  });

  it('stops at a connected network and at what is kept clear of', () => {
    const home = network({
      name: 'home',
      connected: ['hub'],
      clusters: [cluster({ ranges: { nodes: '10.0.0.0/24' } })],
    });
    const hub = network({ name: 'hub', ranges: [other('10.0.16.0/24', 'bastion')] });
    const expansion = (...options: Parameters<typeof survey>) =>
      survey(...options).networks[0]?.clusters[0]?.expansion?.cidr.text;
    expect(expansion([home, hub])).toBe('10.0.0.0/20');
    expect(expansion([home, hub], { keepClear: [other('10.0.2.0/24')] })).toBe('10.0.0.0/23');
    expect(expansion([{ ...home, connected: [] }, hub])).toBe('10.0.0.0/8');
  });

  it('leaves from the wider subnet what is taken by others than the nodes', () => {
    const shared = (name: string, nodes: number): ClusterGiven => ({
      name,
      nodePools: [pool({ nodes })],
      internalLoadBalancers: 5,
      ranges: { nodes: '10.0.0.0/24' },
    });
    const options = { keepClear: [other('10.0.2.0/23')] };
    // 508 - (1 + 5) of its own - (100 + 1 + 5) of the other
    expect(viewOf([shared('a', 10), shared('b', 100)], options).expansion).toMatchObject({
      cidr: { text: '10.0.0.0/23' },
      limit: 396,
    });
  });

  it('stays as it is beside a direct neighbour, and is absent without a node range', () => {
    expect(expansionOf('10.0.0.0/24', ['10.0.1.0/32'])?.cidr.text).toBe('10.0.0.0/24');
    expect(viewOf([{ ranges: { pods: '10.4.0.0/14' } }]).expansion).toBeUndefined();
  });
});
