import { describe, expect, it } from 'vitest';
import { cluster, network, version, type ClusterGiven } from '../gke/builders.ts';
import { findingsOf } from './findings.ts';

const on = (mtu: number | undefined, given: ClusterGiven) =>
  findingsOf('mtu-mismatch', [
    network({ ...(mtu === undefined ? {} : { mtu }), clusters: [cluster(given)] }),
  ]);

describe('Pods of a fixed MTU', () => {
  it.each([
    [1300, 1],
    [1459, 1],
    [1460, 0],
    [1500, 0],
    [8896, 0],
    [undefined, 0],
  ])('of Calico, 1460 bytes, on a network of %s bytes: fires %i times', (mtu, times) => {
    expect(on(mtu, { dataPlane: 'calico' })).toHaveLength(times);
  });

  it.each([
    ['google-cni', '1.26.0', 1],
    ['google-cni', '1.26.1', 0],
    ['google-cni', '1.25', 1],
    ['google-cni', '1.26', 0],
    ['kubenet', '1.26.0', 1],
    ['kubenet', '1.26.1', 0],
    ['calico', '1.34', 1],
    ['netd', '1.20', 0],
    ['dataplane-v2', '1.21', 0],
  ] as const)('%s on GKE %s and 1400 bytes: fires %i times', (dataPlane, text, times) => {
    expect(on(1400, { dataPlane, version: version(text) })).toHaveLength(times);
  });

  it('say both sizes, the data plane and the version', () => {
    const [finding] = on(1400, { dataPlane: 'calico', version: version('1.30') });
    expect(finding?.severity).toBe('warning');
    for (const text of ['1460', '1400', 'calico', '1.30']) expect(finding?.message).toContain(text);
    expect(finding?.facts).toMatchObject({ podMtu: 1460, vpcMtu: 1400 });
  });
});

const pair = (a: object, b: object) =>
  findingsOf('mtu-mismatch', [network({ name: 'a', ...a }), network({ name: 'b', ...b })]);

describe('connected networks', () => {
  it.each([
    [{ mtu: 1500, connected: ['b'] }, { mtu: 8896 }, 1],
    [{ mtu: 1500 }, { mtu: 8896, connected: ['a'] }, 1],
    [{ mtu: 1500, connected: ['b'] }, { mtu: 8896, connected: ['a'] }, 1],
    [{ mtu: 1500, connected: ['b'] }, { mtu: 1500 }, 0],
    [{ mtu: 1500 }, { mtu: 8896 }, 0],
    [{ connected: ['b'] }, { mtu: 1460 }, 0],
    [{ connected: ['b'] }, { mtu: 1500 }, 1],
    [{ mtu: 1500, connected: ['b'] }, { undescribed: true }, 0],
  ])('%j and %j: fires %i times', (a, b, times) => {
    const findings = pair(a, b);
    expect(findings).toHaveLength(times);
    for (const { message, related } of findings) {
      expect(message).toMatch(/\ba\b.*\bb\b/);
      expect(related).toHaveLength(1);
    }
  });
});

describe('the MTU of a VPC network', () => {
  it.each([
    [1299, 1],
    [1300, 0],
    [1460, 0],
    [8896, 0],
    [8897, 1],
    [9000, 1],
  ])('of %i bytes fires %i times', (mtu, times) => {
    const findings = findingsOf('vpc-mtu', [network({ mtu })]);
    expect(findings).toHaveLength(times);
    for (const { severity, message } of findings) {
      expect(severity).toBe('error');
      for (const text of [String(mtu), '1300', '8896', 'vpc']) expect(message).toContain(text);
    }
  });

  it('is not judged where nobody says it', () => {
    expect(findingsOf('vpc-mtu', [network()])).toEqual([]);
  });
});
