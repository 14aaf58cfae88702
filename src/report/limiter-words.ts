/** What runs out where a limiter binds, and why, in words for everybody. */

const limiterWords: Readonly<Record<string, readonly [what: string, why: string]>> = {
  'node-range': ['addresses for nodes', 'every node takes one address of the node subnet'],
  'pod-range': ['addresses for Pods', 'every node takes a whole block of the Pod range'],
  'node-pool-limit': ['room in the node pools', 'GKE limits the nodes of a pool in each zone'],
  'cluster-node-limit': ['nodes that a cluster may have', 'GKE limits the nodes of a cluster'],
  'cluster-pod-limit': ['Pods that a cluster may have', 'GKE limits the Pods of a cluster'],
  'cni-node-limit': ['nodes that the data plane serves', 'the data plane limits the nodes'],
  'service-range': ['addresses for Services', 'every Service takes one address of the range'],
  'cni-service-limit': ['Services that the data plane serves', 'the data plane limits them'],
};

export const plainWords = (limiter: string): readonly [what: string, why: string] =>
  limiterWords[limiter] ?? [limiter, 'a documented limit'];
