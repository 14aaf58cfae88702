/** Networks that nobody names, such as those of variables: a cluster there may say which one it is. */
import type { ClusterSpec, Network } from '../gke/cluster.ts';
import { regionOf } from '../gke/resolve.ts';
import { groupBy } from './group-by.ts';

interface Home {
  readonly cluster: ClusterSpec;
  readonly network: Network;
}

/**
 * Gives a network without a name that of the one network that has a cluster of the same name and place. What
 * more than one of them could be keeps what it goes by.
 */
export function nameByClusters(networks: readonly Network[]): readonly Network[] {
  const homes = networks.flatMap((network) =>
    network.clusters.map((cluster): Home => ({ cluster, network })),
  );
  const byName = groupBy(homes, ({ cluster }) => cluster.name);
  const unnamed = networks.filter((network) => network.unnamed === true);
  const meant = new Map<string, string>();
  for (const [name, parts] of groupBy(unnamed, (network) => network.name)) {
    const clusters = parts.flatMap((network) => network.clusters);
    const names = new Set(clusters.flatMap((cluster) => namesFor(cluster, name, byName)));
    const [only] = names;
    if (only !== undefined && names.size === 1) meant.set(name, only);
  }
  return networks.map((network) => {
    const name = network.unnamed === true ? meant.get(network.name) : undefined;
    return name === undefined ? network : { ...network, name, unnamed: false };
  });
}

/** A region and a zone of it may be one place: variables often hold the region alone. */
function agree(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b || regionOf(a) === b || a === regionOf(b);
}

/** Names of the networks that a cluster may be in; none where another network without a name has it, too. */
function namesFor(
  { name, location }: ClusterSpec,
  own: string,
  byName: ReadonlyMap<string, readonly Home[]>,
): readonly string[] {
  const others = (byName.get(name) ?? []).filter(
    ({ cluster, network }) =>
      !(network.unnamed === true && network.name === own) && agree(cluster.location, location),
  );
  const isClear = others.every(({ network }) => network.unnamed !== true);
  return isClear ? others.map(({ network }) => network.name) : [];
}
