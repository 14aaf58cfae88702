/** The MTU of Pod interfaces: data plane × version. */
import type { DataPlane } from './cluster.ts';
import type { ResolvedCluster } from './resolve.ts';
import { isAtLeast, type GkeVersion } from './version.ts';

interface MtuRow {
  readonly dataPlane: DataPlane;
  /** Holds from this version on; absent: all versions. */
  readonly since?: GkeVersion;
  /** Bytes, or `inherited` where Pods take the MTU of the VPC network. */
  readonly podMtu: number | 'inherited';
}

/**
 * Rows of one data plane are ordered from the newest version to the oldest.
 * Source: https://cloud.google.com/kubernetes-engine/docs/concepts/network-overview, read 2026-11-01.
 */
export const podMtus: readonly MtuRow[] = [
  {
    dataPlane: 'google-cni',
    since: { text: '1.26.1', major: 1, minor: 26, patch: 1 },
    podMtu: 'inherited',
  },
  { dataPlane: 'google-cni', podMtu: 1460 },
  {
    dataPlane: 'kubenet',
    since: { text: '1.26.1', major: 1, minor: 26, patch: 1 },
    podMtu: 'inherited',
  },
  { dataPlane: 'kubenet', podMtu: 1460 },
  { dataPlane: 'calico', podMtu: 1460 },
  { dataPlane: 'netd', podMtu: 'inherited' },
  { dataPlane: 'dataplane-v2', podMtu: 'inherited' },
];

export interface PodMtu {
  /** Bytes. */
  readonly podMtu: number;
  readonly inherited: boolean;
}

/** The MTU of the Pods of a cluster. On Autopilot it is that of the network, whatever the version. */
export function podMtuOf({
  spec,
  dataPlane,
  version,
  vpcMtu,
}: Pick<ResolvedCluster, 'spec' | 'dataPlane' | 'version' | 'vpcMtu'>): PodMtu {
  const row = podMtus.find(
    ({ dataPlane: plane, since }) =>
      plane === dataPlane && (since === undefined || isAtLeast(version, since)),
  );
  const inherited = spec.mode === 'autopilot' || row === undefined || row.podMtu === 'inherited';
  return inherited ? { podMtu: vpcMtu, inherited } : { podMtu: row.podMtu, inherited };
}
