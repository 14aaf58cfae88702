/** What people say of Pods and Services beside how many nodes and Services there are. */

/** What runs on every node beside the workloads: agents of GKE, DaemonSets. */
export interface SystemPods {
  /** All of them: each counts against maximum Pods per node. */
  readonly total: number;
  /** Those on the host network, which take no Pod address. Absent: not known. */
  readonly hostNetwork?: number;
}

/** What is known of Services beside their number; absent is what nobody says. */
export interface ServiceDetails {
  /** Those of a ClusterIP that is chosen by hand. */
  readonly pinned?: number;
  /** ServiceImports of Multi-cluster Services, each with an address of the Services range. */
  readonly imports?: number;
  /** Those of type LoadBalancer. */
  readonly loadBalancers?: number;
  /** Pods behind the largest one. */
  readonly largest?: number;
  /** Pods behind all of them, one behind several counted as often. */
  readonly backends?: number;
}

/** What a number of Pods leads to, and why. */
export interface WorkedOut {
  readonly what: string;
  readonly value: number;
  readonly why: string;
}
