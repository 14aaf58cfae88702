/** How many external addresses gateways take that a plan makes. */
import { defined } from '../defined.ts';
import type { Network } from './cluster.ts';
import { natUse } from './nat-use.ts';
import { resolveCluster } from './resolve.ts';

/**
 * The network with the addresses that each of its gateways needs at the peak, at least one. What is given
 * stays, and so does a gateway that is there or that no cluster with known nodes uses.
 */
export function planNat(network: Network): Network {
  const { nat = [] } = network;
  if (nat.every(({ addresses, exists }) => addresses !== undefined || exists === true)) {
    return network;
  }
  const clusters = network.clusters.map((spec) => ({ cluster: resolveCluster(spec, network) }));
  return {
    ...network,
    nat: natUse(nat, clusters).map(({ gateway, atPeak }) => {
      const needed =
        gateway.exists === true || atPeak === undefined ? undefined : Math.max(1, atPeak);
      return { ...gateway, ...defined({ addresses: gateway.addresses ?? needed }) };
    }),
  };
}
