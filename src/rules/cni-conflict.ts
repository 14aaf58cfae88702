import { placeOf } from '../gke/cluster.ts';
import type { ResolvedCluster } from '../gke/resolve.ts';
import { isAtLeast } from '../gke/version.ts';
import { at, clustersOf } from './observe.ts';
import type { Rule } from './rule.ts';

interface Conflict {
  /** What the data plane does not go with. */
  readonly setting: string;
  readonly applies: (cluster: ResolvedCluster) => boolean;
  readonly message: string;
  readonly fix: string;
}

const dataplaneV2Since = { text: '1.20.6', major: 1, minor: 20, patch: 6 };

/** https://cloud.google.com/kubernetes-engine/docs/how-to/alias-ips */
const dualStackSince = {
  standard: { text: '1.24', major: 1, minor: 24 },
  autopilot: { text: '1.25', major: 1, minor: 25 },
} as const;

/** Combinations that GKE refuses, each with what to do instead. */
const conflicts: readonly Conflict[] = [
  {
    setting: 'mode',
    applies: ({ spec, dataPlane }) => spec.mode === 'autopilot' && dataPlane !== 'dataplane-v2',
    message: 'Autopilot always runs Dataplane V2',
    fix: 'leave the data plane out, or use Standard mode',
  },
  {
    setting: 'version',
    applies: ({ dataPlane, version }) =>
      dataPlane === 'dataplane-v2' && !isAtLeast(version, dataplaneV2Since),
    message: `Dataplane V2 needs GKE ${dataplaneV2Since.text} or later`,
    fix: `use GKE ${dataplaneV2Since.text} or later, or another data plane`,
  },
  {
    setting: 'additionalPods',
    applies: ({ spec, routesBased }) => routesBased && spec.ranges.additionalPods.length > 0,
    message: 'a routes-based cluster has one Pod range',
    fix: 'use a VPC-native data plane, or leave the additional Pod ranges out',
  },
  {
    setting: 'maxPodsPerNode',
    applies: ({ spec, pools, routesBased }) =>
      routesBased &&
      [spec, ...pools.map((pool) => pool.spec)].some(
        ({ maxPodsPerNode }) => maxPodsPerNode !== undefined && maxPodsPerNode !== 110,
      ),
    message: 'maximum Pods per node can be set in VPC-native clusters only',
    fix: 'use a VPC-native data plane, or leave maximum Pods per node out',
  },
  {
    setting: 'controlPlane',
    applies: ({ spec, routesBased }) => routesBased && spec.controlPlane?.kind === 'range',
    message: 'a control plane in a /28 of its own needs a VPC-native cluster',
    fix: 'use a VPC-native data plane, or leave the control-plane range out',
  },
  {
    setting: 'services',
    applies: ({ spec, routesBased }) => routesBased && spec.ranges.services !== undefined,
    message: 'a routes-based cluster keeps its Services at the end of its Pod range',
    fix: 'use a VPC-native data plane, or leave the Services range out',
  },
  {
    setting: 'ipv6',
    applies: ({ spec, routesBased }) => routesBased && spec.ipv6 !== undefined,
    message: 'only VPC-native clusters are dual-stack',
    fix: 'use a VPC-native data plane, or leave IPv6 out',
  },
  {
    setting: 'ipv6',
    applies: ({ spec, version }) =>
      spec.ipv6 !== undefined && !isAtLeast(version, dualStackSince[spec.mode]),
    message: `dual-stack needs GKE ${dualStackSince.standard.text} or later, ${dualStackSince.autopilot.text} on Autopilot`,
    fix: `use GKE ${dualStackSince.autopilot.text} or later, or leave IPv6 out`,
  },
];

export const cniConflict: Rule = {
  id: 'cni-conflict',
  severity: 'error',
  title: 'A combination of data plane, mode and settings that GKE refuses',
  why: 'The data plane is chosen when the cluster is created and never changed: a combination that GKE refuses is found out at apply time, one that it does not offer only by building again.',
  fix: 'Choose a data plane that goes with the mode and the settings.',
  docs: 'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2',
  check: (landscape) =>
    clustersOf(landscape)
      .filter(({ cluster }) => cluster.spec.exists !== true)
      .flatMap(({ cluster }) =>
        conflicts
          .filter(({ applies }) => applies(cluster))
          .map(({ setting, message, fix }) => ({
            message: `cluster ${cluster.spec.name} has ${cluster.dataPlane}: ${message}`,
            fix,
            ...at(placeOf(cluster.spec, 'cni')),
            facts: {
              cluster: cluster.spec.name,
              cni: cluster.dataPlane,
              mode: cluster.spec.mode,
              setting,
            },
            clusters: [cluster],
          })),
      ),
};
