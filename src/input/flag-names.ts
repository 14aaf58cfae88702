/** Flags that describe one cluster, so that a small question needs no file. */
export const clusterFlags = [
  'name',
  'mode',
  'gke-version',
  'nodes',
  'zones',
  'nodes-per-zone',
  'max-pods-per-node',
  'pods',
  'system-pods-per-node',
  'services',
  'cni',
  'mtu',
  'max-surge',
  'blue-green',
  'disable-pod-cidr-overprovision',
  'control-plane',
  'internal-load-balancers',
  'non-masquerade-cidr',
  'disable-default-snat',
  'growth',
  'years',
  'node-range',
  'pod-range',
  'service-range',
] as const;
export type ClusterFlag = (typeof clusterFlags)[number];

/** Flags about the address space, which concern every network of the run. */
export const spaceFlags = ['within', 'pods-within', 'services-within', 'used', 'room'] as const;
export type SpaceFlag = (typeof spaceFlags)[number];

/** Flags about the NAT gateway of the network. */
export const natFlags = ['nat-addresses', 'min-ports-per-vm'] as const;
export type NatFlag = (typeof natFlags)[number];

/** Flags about the growth of all clusters of the run. */
export const forecastFlags = ['from', 'history'] as const;
export type ForecastFlag = (typeof forecastFlags)[number];

/** Flags about what else needs addresses in the network. */
export const neighbourFlags = ['other-range'] as const;
export type NeighbourFlag = (typeof neighbourFlags)[number];

export type PlannerFlag = ClusterFlag | NatFlag | NeighbourFlag | SpaceFlag;

/** Flags of `sweep` beside those of the cluster. */
export const sweepFlags = ['target'] as const;
export type SweepFlag = (typeof sweepFlags)[number];
