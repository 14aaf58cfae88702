import { describe, expect, it } from 'vitest';
import { limitOf, limits, newestVersion, type LimitId } from '../../src/gke/limits.ts';
import { isAtLeast } from '../../src/gke/version.ts';
import { version } from './builders.ts';

/** What Google's pages print, copied by hand: id, version (absent: all), value. */
const documented: readonly (readonly [LimitId, string | undefined, number])[] = [
  ['node-range-reserved-addresses', undefined, 4],
  ['psc-endpoint-addresses', undefined, 1],
  ['node-range-shortest-prefix', undefined, 8],
  ['node-range-longest-prefix', undefined, 29],
  ['auto-mode-subnet-shortest-prefix', undefined, 16],
  ['pod-range-shortest-prefix', undefined, 9],
  ['pod-range-longest-prefix', undefined, 24],
  ['pod-range-longest-prefix-gke-created', undefined, 21],
  ['routes-based-longest-prefix', undefined, 19],
  ['routes-based-service-prefix', undefined, 20],
  ['routes-based-node-prefix', undefined, 24],
  ['service-range-shortest-prefix', undefined, 16],
  ['service-range-longest-prefix', undefined, 28],
  ['service-range-longest-prefix-gke-created', undefined, 27],
  ['service-range-default-prefix', undefined, 20],
  ['service-range-reserved-addresses', undefined, 2],
  ['service-static-band-minimum', undefined, 16],
  ['service-static-band-maximum', undefined, 256],
  ['ipv6-node-range-prefix', undefined, 64],
  ['ipv6-node-prefix', undefined, 96],
  ['ipv6-pod-prefix', undefined, 112],
  ['ipv6-service-prefix', undefined, 112],
  ['system-services', undefined, 4],
  ['node-local-dns-services', undefined, 1],
  ['kubernetes-service-address', undefined, 1],
  ['kube-dns-service-address', undefined, 10],
  ['control-plane-prefix', undefined, 28],
  ['max-pods-per-node-minimum', undefined, 8],
  ['max-pods-per-node-maximum', '1.23.5', 256],
  ['max-pods-per-node-maximum', '1.23.4', 110],
  ['max-pods-per-node-maximum', '1.22', 110],
  ['max-pods-per-node-default', undefined, 110],
  ['max-pods-per-node-default-autopilot', undefined, 32],
  ['max-pods-per-node-low', undefined, 15],
  ['cluster-node-limit', '1.31', 65_000],
  ['cluster-node-limit', '1.30', 15_000],
  ['cluster-node-limit', '1.18', 15_000],
  ['cluster-node-limit', '1.17', 5000],
  ['cluster-node-limit-autopilot', undefined, 5000],
  ['node-pool-limit', undefined, 1000],
  ['cluster-pod-limit', undefined, 200_000],
  ['dataplane-v2-nodes-regional', '1.31', 7500],
  ['dataplane-v2-nodes-regional', '1.30.9', 5000],
  ['dataplane-v2-nodes-regional', '1.23', 5000],
  ['dataplane-v2-nodes-regional', '1.22', 500],
  ['dataplane-v2-nodes-regional-peering', '1.31', 7500],
  ['dataplane-v2-nodes-regional-peering', '1.30.9', 500],
  ['dataplane-v2-nodes-zonal', undefined, 1000],
  ['dataplane-v2-services', undefined, 10_000],
  ['dataplane-v2-load-balancers', undefined, 750],
  ['dataplane-v2-backends', undefined, 260_000],
  ['dataplane-v2-pods-per-service', '1.24', 10_000],
  ['dataplane-v2-pods-per-service', '1.23', 1000],
  ['kube-proxy-pods-per-service', '1.22', 10_000],
  ['kube-proxy-pods-per-service', '1.21', 1000],
  ['kube-proxy-services', undefined, 10_000],
  ['default-max-surge', undefined, 1],
  ['default-zones', undefined, 3],
  ['secondary-ranges-per-subnet', undefined, 170],
  ['additional-subnets', '1.30.3', 8],
  ['subnet-ranges-per-network', undefined, 300],
  ['vpc-mtu-minimum', undefined, 1300],
  ['vpc-mtu-maximum', undefined, 8896],
  ['vpc-mtu-default', undefined, 1460],
  ['subnet-utilization-threshold', undefined, 75],
  ['pod-range-utilization-threshold', undefined, 80],
  ['proxy-only-longest-prefix', undefined, 26],
  ['proxy-only-suggested-prefix', undefined, 23],
  ['proxy-only-active-subnets', undefined, 1],
  ['private-services-access-longest-prefix', undefined, 24],
  ['private-services-access-suggested-prefix', undefined, 16],
  ['filestore-basic-prefix', undefined, 29],
  ['filestore-zonal-prefix', undefined, 26],
  ['filestore-enterprise-prefix', undefined, 24],
  ['nat-ports-per-address', undefined, 64_512],
  ['nat-ports-per-vm-default', undefined, 64],
  ['nat-ports-per-vm-dynamic-minimum', undefined, 32],
  ['nat-ports-per-vm-dynamic-default-maximum', undefined, 65_536],
];

describe('limits', () => {
  it.each(documented)('%s at version %s is %i', (id, since, value) => {
    expect(limitOf(id, since === undefined ? undefined : version(since)).value).toBe(value);
  });

  it('are all among the documented ones of this file', () => {
    const ids = new Set<string>(documented.map(([id]) => id));
    expect(limits.filter(({ id }) => !ids.has(id))).toEqual([]);
  });

  it.each(limits.map((limit) => [`${limit.id} ${limit.since ?? ''}`.trim(), limit] as const))(
    '%s has a page, a date, a unit and a positive value',
    (_, { value, unit, source, checkedOn, since }) => {
      expect(value).toBeGreaterThan(0);
      expect(Number.isInteger(value)).toBe(true);
      expect(unit).not.toBe('');
      expect(new URL(source).protocol).toBe('https:');
      expect(checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(new Date(checkedOn).toISOString().slice(0, 10)).toBe(checkedOn);
      expect(since === undefined || /^\d+\.\d+(\.\d+)?$/.test(since)).toBe(true);
    },
  );

  it('of one id are ordered from the newest version to the one for all versions', () => {
    for (const id of new Set(limits.map((limit) => limit.id))) {
      const versions = limits.filter((limit) => limit.id === id).map(({ since }) => since);
      expect(versions.indexOf(undefined)).toBe(
        versions.includes(undefined) ? versions.length - 1 : -1,
      );
      const known = versions.filter((since) => since !== undefined).map((since) => version(since));
      known.slice(1).forEach((older, index) => {
        expect(isAtLeast(older, known[index]!), `${id}: ${older.text}`).toBe(false);
      });
    }
  });

  it('that no Google page states are marked as not verified, and only those', () => {
    expect(limits.filter(({ verified }) => !verified).map(({ id }) => id)).toEqual([
      'system-services',
      'kube-dns-service-address',
      'ipv6-pod-prefix',
      'ipv6-service-prefix',
      'max-pods-per-node-default-autopilot',
      'cluster-node-limit-autopilot',
      'default-max-surge',
      'additional-subnets',
      'subnet-ranges-per-network',
      'proxy-only-suggested-prefix',
      'filestore-basic-prefix',
      'filestore-zonal-prefix',
      'filestore-enterprise-prefix',
      'nat-ports-per-address',
      'nat-ports-per-vm-default',
    ]);
  });

  it('that are not verified say why', () => {
    expect(limits.filter(({ verified, note }) => !verified && note === undefined)).toEqual([]);
  });

  it('without a version are those of the newest', () => {
    for (const [id] of documented) {
      expect(limitOf(id)).toBe(limitOf(id, newestVersion));
    }
  });
});
