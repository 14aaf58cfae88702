import { describe, expect, it } from 'vitest';
import { dataPlanes, type DataPlane } from '../../src/gke/cluster.ts';
import { podMtuOf, podMtus } from '../../src/gke/mtu.ts';
import { isAtLeast } from '../../src/gke/version.ts';
import { resolved, version } from './builders.ts';

const rows: readonly (readonly [DataPlane, string, number, number, boolean])[] = [
  ['google-cni', '1.26.0', 1500, 1460, false],
  ['google-cni', '1.26.1', 1500, 1500, true],
  ['google-cni', '1.26', 8896, 8896, true],
  ['google-cni', '1.25', 8896, 1460, false],
  ['kubenet', '1.25', 1500, 1460, false],
  ['kubenet', '1.33', 1500, 1500, true],
  ['calico', '1.33', 8896, 1460, false],
  ['calico', '1.20', 1300, 1460, false],
  ['netd', '1.20', 1300, 1300, true],
  ['dataplane-v2', '1.20', 8896, 8896, true],
];

describe('podMtuOf', () => {
  it.each(rows)('%s %s on a network of %i bytes: %i', (plane, text, vpcMtu, podMtu, inherited) => {
    const cluster = resolved({ dataPlane: plane, version: version(text) });
    expect(podMtuOf({ ...cluster, vpcMtu })).toEqual({ podMtu, inherited });
  });

  it('is that of the network on Autopilot, before it ran Dataplane V2 too', () => {
    const cluster = resolved({
      mode: 'autopilot',
      dataPlane: 'google-cni',
      version: version('1.20'),
    });
    expect(podMtuOf({ ...cluster, vpcMtu: 1500 })).toEqual({ podMtu: 1500, inherited: true });
  });
});

describe('podMtus', () => {
  it.each(dataPlanes)('answer for %s at every version, the newest first', (plane) => {
    const own = podMtus.filter(({ dataPlane }) => dataPlane === plane);
    expect(own.at(-1)?.since).toBeUndefined();
    own.slice(1, -1).forEach(({ since }, index) => {
      expect(isAtLeast(since!, own[index]!.since!)).toBe(false);
    });
    expect(own.slice(0, -1).every(({ since }) => since !== undefined)).toBe(true);
  });
});
