/** Node pools of the kubernetes-engine module: maps of texts, each with the module's own defaults. */
import { made } from '../../terraform/make.ts';
import type { Value } from '../../terraform/value.ts';
import type { GoogleResource } from '../resource.ts';
import {
  argument,
  blockAt,
  type Entries,
  flagIn,
  itemsIn,
  mapAt,
  type ModuleCall,
  referenceTo,
  resourceIn,
  textIn,
} from './expanded.ts';

/** Nodes per zone that the autoscaler may make where a pool does not say. */
const defaultMaxCount = 100;

const defaultName = 'default-node-pool';

const kinds = [
  { argument: 'node_pools', local: 'google_container_node_pool.pools' },
  { argument: 'windows_node_pools', local: 'google_container_node_pool.windows_pools' },
] as const;

/** The pools of a call; one that gives none has one with the defaults of the module. */
export function enginePools(call: ModuleCall, cluster: GoogleResource): readonly GoogleResource[] {
  const { inputs } = call;
  const given = argument(inputs, 'node_pools');
  const implied = mapAt(inputs.at, { name: made(defaultName, inputs.at) });
  return kinds.flatMap(({ argument: key, local }) => {
    const pools =
      given === undefined && key === 'node_pools' ? [implied] : itemsIn(argument(inputs, key));
    return pools.map((pool, index) => poolIn(call, local, pool, index, cluster));
  });
}

function poolIn(
  call: ModuleCall,
  local: string,
  pool: Value,
  index: number,
  cluster: GoogleResource,
): GoogleResource {
  const key = textIn(argument(pool, 'name')) ?? String(index);
  return resourceIn(call, `${local}[${JSON.stringify(key)}]`, pool.at, {
    name: argument(pool, 'name'),
    cluster: made(cluster.address, referenceTo(cluster, pool.at).at),
    node_locations: argument(pool, 'node_locations'),
    max_pods_per_node: argument(pool, 'max_pods_per_node'),
    ...countsOf(pool),
    upgrade_settings: upgradeOf(pool),
    network_config: blockAt(pool.at, { pod_range: argument(pool, 'pod_range') }),
  });
}

/** The module asks for one surge node where only the other half of the settings is given. */
function upgradeOf(pool: Value): Value | undefined {
  const given = {
    strategy: argument(pool, 'strategy'),
    max_surge: argument(pool, 'max_surge'),
    max_unavailable: argument(pool, 'max_unavailable'),
  };
  const isSurge = (textIn(given.strategy) ?? 'SURGE') === 'SURGE';
  const { max_unavailable: drained } = given;
  const usual = isSurge && drained !== undefined ? made(1, drained.at) : undefined;
  return blockAt(pool.at, { ...given, max_surge: given.max_surge ?? usual });
}

/** Pools are scaled unless told otherwise; without that they have one node per zone. */
function countsOf(pool: Value): Entries {
  const flag = argument(pool, 'autoscaling');
  const scaled = flagIn(flag, true);
  if (scaled === undefined) return { autoscaling: flag };
  if (!scaled) return { node_count: argument(pool, 'node_count') ?? made(1, pool.at) };
  const total = argument(pool, 'total_max_count');
  const perZone = argument(pool, 'max_count') ?? made(defaultMaxCount, pool.at);
  return {
    autoscaling: blockAt(pool.at, {
      total_max_node_count: total,
      max_node_count: total === undefined ? perZone : undefined,
    }),
  };
}
