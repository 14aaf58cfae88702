/** What a spec says of Pods and Services beside their numbers. */
import { defined } from '../defined.ts';
import type { ServiceDetails, SystemPods } from '../gke/said-of-pods.ts';
import { formatRoute, type Route } from './route.ts';
import type { SpecReader } from './spec-cluster.ts';
import type { ClusterText } from './spec-schema.ts';

export function readSystemPods(
  { document, problems }: SpecReader,
  text: Pick<ClusterText, 'systemPodsPerNode' | 'hostNetworkPods'>,
  route: Route,
): SystemPods | undefined {
  const { systemPodsPerNode: total, hostNetworkPods: hostNetwork } = text;
  if ((hostNetwork ?? 0) > (total ?? 0)) {
    const at = [...route, 'hostNetworkPods'];
    const what = `more system Pods are on the host network than there are (${formatRoute(at)})`;
    const fix = 'say all of them with systemPodsPerNode, which counts these, too';
    problems.push({ what, fix, where: document.locate(at) });
  }
  return total === undefined || total === null ? undefined : { total, ...defined({ hostNetwork }) };
}

export function readServiceDetails({ serviceDetails }: ClusterText): ServiceDetails | undefined {
  if (!serviceDetails) return undefined;
  const { pinned, imports, loadBalancers, largest, backends } = serviceDetails;
  return defined({ pinned, imports, loadBalancers, largest, backends });
}
