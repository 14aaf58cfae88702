/**
 * Routers with their NAT gateways as `gcloud compute routers list` and `gcloud compute routers nats list`
 * print them: https://cloud.google.com/compute/docs/reference/rest/v1/routers
 */
import { defined } from '../defined.ts';
import type { Network } from '../gke/cluster.ts';
import type { NatGateway } from '../gke/nat.ts';
import { text } from './google/attributes.ts';
import { readGateway } from './google/nat.ts';
import { bareNetwork } from './gcloud-network.ts';
import { anyAt, itemsAt, type Reading, textAt } from './reading.ts';
import { resourceName, segmentOf } from './resource-path.ts';
import { isMap, type Route } from './route.ts';

export function isRouter(value: unknown): boolean {
  if (!isMap(value) || typeof value['name'] !== 'string') return false;
  return value['kind'] === 'compute#router' || ('network' in value && 'nats' in value);
}

/** A gateway by itself does not say in which network it is. */
export function isNatGateway(value: unknown): boolean {
  return isMap(value) && 'sourceSubnetworkIpRangesToNat' in value;
}

/** The network of the gateways of one router; of a router without any, nothing. */
export function readRouter(reading: Reading, route: Route): Network | undefined {
  const path = textAt(reading, [...route, 'network']) ?? 'default';
  const selfLink = textAt(reading, [...route, 'selfLink']);
  const region = textAt(reading, [...route, 'region']) ?? segmentOf(selfLink, 'regions');
  const nat = itemsAt(reading, [...route, 'nats']).flatMap(
    (gateway) => gatewayAt(reading, gateway, region) ?? [],
  );
  if (nat.length === 0) return undefined;
  return {
    ...bareNetwork(resourceName(path)),
    ...defined({ project: segmentOf(path, 'projects') ?? segmentOf(selfLink, 'projects') }),
    nat,
    where: reading.document.locate(route),
  };
}

/** A gateway by itself: in the network that the other inputs describe, where that is one. */
export function readNatGateway(reading: Reading, route: Route): Network | undefined {
  const path =
    textAt(reading, [...route, 'natIps', 0]) ??
    textAt(reading, [...route, 'subnetworks', 0, 'name']);
  const gateway = gatewayAt(reading, route, segmentOf(path, 'regions'));
  if (gateway === undefined) return undefined;
  return {
    ...bareNetwork(gateway.name),
    nat: [gateway],
    unnamed: true,
    undescribed: true,
    where: reading.document.locate(route),
  };
}

const spell = (key: string): string =>
  key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function gatewayAt(
  reading: Reading,
  route: Route,
  region: string | undefined,
): NatGateway | undefined {
  if (!isMap(anyAt(reading, route))) return undefined;
  const gateway = readGateway(
    { reading, route },
    {
      spell,
      subnetAt: (part) => {
        const path = text(part, 'name');
        return path && resourceName(path);
      },
    },
  );
  if (gateway === undefined) return undefined;
  return { ...gateway, ...defined({ region: region && resourceName(region) }), exists: true };
}
