import { joinInputs } from '../../../src/input/join.ts';
import type { InputResult } from '../../../src/input/input.ts';
import { readGoogleResources } from '../../../src/input/google/read.ts';
import type { GoogleResource } from '../../../src/input/google/resource.ts';
import { startReading } from '../../../src/input/reading.ts';
import { formatRoute } from '../../../src/input/route.ts';
import type { ClusterSpec, NodePool } from '../../../src/gke/cluster.ts';

/** A resource whose attributes are given as they are; its places have the path alone. */
export function resource(address: string, attributes: object): GoogleResource {
  const type = /google_\w+/.exec(address)?.[0] ?? '';
  const document = {
    name: 'main.tf',
    value: attributes,
    locate: (route: readonly (string | number)[]) => ({
      file: 'main.tf',
      line: 1,
      column: 1,
      path: [address, formatRoute(route)].filter((part) => part !== '').join('.'),
    }),
  };
  return { type, address, reading: startReading(document), route: [] };
}

/** Resources read and joined, as a run does. */
export function picture(
  resources: Readonly<Record<string, object>>,
  exists?: (each: GoogleResource) => boolean,
): InputResult {
  const all = Object.entries(resources).map(([address, each]) => resource(address, each));
  return joinInputs([readGoogleResources(all, exists)]);
}

export const cluster = 'google_container_cluster.main';

/** A regional cluster with what every case here has, and the attributes given. */
export function clusterWith(
  attributes: object,
  beside: Readonly<Record<string, object>> = {},
  exists?: (each: GoogleResource) => boolean,
): ClusterSpec {
  const usual = { name: 'c', location: 'europe-west1', initial_node_count: 1 };
  const { networks, problems } = picture(
    { [cluster]: { ...usual, ...attributes }, ...beside },
    exists,
  );
  const found = networks.flatMap(({ clusters }) => clusters)[0];
  if (found === undefined || problems.length > 0) throw new Error(JSON.stringify(problems));
  return found;
}

/** The only pool of a cluster whose default pool is removed. */
export function poolWith(attributes: object, ofCluster: object = {}): NodePool {
  const beside = { 'google_container_node_pool.p': { name: 'p', cluster: 'c', ...attributes } };
  const { nodePools } = clusterWith({ remove_default_node_pool: true, ...ofCluster }, beside);
  const [only] = nodePools;
  if (only === undefined || nodePools.length !== 1) throw new Error('not one pool');
  return only;
}
