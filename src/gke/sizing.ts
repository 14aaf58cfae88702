/**
 * The formulas between counts and prefix lengths. IPv4 only, as GKE's node, Pod and Services ranges
 * are. Counts are plain integers below 2^53. Sources: the pages in `limits.ts`.
 */
import { limitOf } from './limits.ts';

const addressBits = 32;

/** Addresses of an IPv4 block: 2^32 for /0, 1 for /32. */
export function addressesOf(prefixLength: number): number {
  return 2 ** (addressBits - prefixLength);
}

/** The smallest block with at least `addresses` addresses; negative where IPv4 has no such block. */
export function prefixFor(addresses: number): number {
  return addressBits - log2Ceil(addresses);
}

/** The least k with 2^k ≥ n, exact below 2^53; 0 for n ≤ 1. */
function log2Ceil(n: number): number {
  let bits = 0;
  for (let power = 1; power < n; power *= 2) bits += 1;
  return bits;
}

/**
 * The block of Pod addresses that each node gets: twice its maximum Pods, rounded up to a power of
 * two (8 Pods: /28, 110: /24, 256: /23). With over-provisioning off it is not doubled. Below GKE's
 * minimum of 8 Pods the block stays that of 8.
 */
export function perNodePrefixLength(maxPodsPerNode: number, overprovision = true): number {
  const pods = Math.max(maxPodsPerNode, limitOf('max-pods-per-node-minimum').value);
  return prefixFor(overprovision ? 2 * pods : pods);
}

/** Node addresses of a primary range: all but the four that VPC reserves. */
export function usableNodeAddresses(prefixLength: number): number {
  return Math.max(0, addressesOf(prefixLength) - limitOf('node-range-reserved-addresses').value);
}

/** The primary range that holds `needed` addresses beside the four that VPC reserves. */
export function nodePrefixFor(needed: number): number {
  return prefixFor(needed + limitOf('node-range-reserved-addresses').value);
}

/** Services that Kubernetes can give an address: all but the first and the last. */
export function usableServiceAddresses(prefixLength: number): number {
  return Math.max(0, addressesOf(prefixLength) - limitOf('service-range-reserved-addresses').value);
}

/** The Services range that holds `services` Services. */
export function servicePrefixFor(services: number): number {
  return prefixFor(services + limitOf('service-range-reserved-addresses').value);
}

/** Per-node blocks in a Pod range; 0 where the range is smaller than one block. */
export function blocksIn(podPrefixLength: number, nodePrefixLength: number): number {
  return podPrefixLength > nodePrefixLength ? 0 : 2 ** (nodePrefixLength - podPrefixLength);
}

/** Addresses that the Services of a routes-based cluster take at the end of its Pod range. */
export function routesBasedServiceAddresses(): number {
  return addressesOf(limitOf('routes-based-service-prefix').value);
}

/** Nodes of a routes-based cluster: a /24 each in what the Services leave of the Pod range. */
export function routesBasedNodes(podPrefixLength: number): number {
  const perNode = addressesOf(limitOf('routes-based-node-prefix').value);
  const left = addressesOf(podPrefixLength) - routesBasedServiceAddresses();
  return Math.max(0, Math.floor(left / perNode));
}

/** The part of a Services range that is for addresses chosen by hand; the rest is handed out first. */
export function staticServiceBand(prefixLength: number): number {
  const minimum = limitOf('service-static-band-minimum').value;
  const addresses = addressesOf(prefixLength);
  if (addresses <= minimum) return 0;
  return Math.min(
    Math.max(minimum, Math.floor(addresses / 16)),
    limitOf('service-static-band-maximum').value,
  );
}

/** The most bits by which a node subnet can grow in place: from the narrowest to the widest of VPC. */
export const mostRoom =
  limitOf('node-range-longest-prefix').value - limitOf('node-range-shortest-prefix').value;

/** The prefix length of a node range of `prefixLength` with so many bits of room; VPC accepts no shorter one. */
export function prefixWithRoom(prefixLength: number, room: number): number {
  const widest = limitOf('node-range-shortest-prefix').value;
  return Math.min(prefixLength, Math.max(prefixLength - room, widest));
}
