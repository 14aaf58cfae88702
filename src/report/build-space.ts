/** Address space for the JSON report: what a network has left, what IPv6 ranges hold. */
import { defined } from '../defined.ts';
import type { Network } from '../gke/cluster.ts';
import type { NetworkView } from '../gke/landscape.ts';
import { limitOf, type LimitId } from '../gke/limits.ts';
import type { RangeUse } from '../gke/range-use.ts';
import type { AddressSet } from '../net/address-set.ts';
import type { Cidr, Family } from '../net/cidr.ts';
import { neighboursOf } from './build-neighbours.ts';
import type { ReportCluster, ReportNetwork } from './report.ts';

/** A JSON number, or a decimal string above 2^53. */
export function addressCount(addresses: bigint): number | string {
  return addresses <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(addresses) : addresses.toString();
}

/**
 * An id or a number as Google Cloud gives them, old ids with a domain before them included
 * (https://cloud.google.com/resource-manager/docs/creating-managing-projects). Anything else is no
 * project, and nobody knows what it gives away.
 */
const projectForm = /^(?:[a-z0-9.-]+:)?[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?$|^\d{6,19}$/;

export function projectOf({ project }: Network): string | undefined {
  return project !== undefined && projectForm.test(project) ? project : undefined;
}

/** As many free blocks of all networks together are listed for people; of more, the first ones of each. */
const mostFreeBlocks = 5000;
const firstFree = 8;

/** Whether people are told only how many free blocks there are. */
export function hasManyFreeBlocks(views: readonly NetworkView[]): boolean {
  let count = 0;
  return views.some(({ free }) => (count += free.blockCount) > mostFreeBlocks);
}

/** What is taken of a network and what is left; every free block of it, or the first ones and their count. */
export function networkOf(view: NetworkView, everyBlock = true): ReportNetwork {
  const { network, within, free, ipv6 } = view;
  const ranges = neighboursOf(view);
  return {
    name: network.name,
    ...defined({ project: projectOf(network) }),
    ...spaceOf(within, free, 4, everyBlock),
    ...(ranges.length === 0 ? {} : { ranges }),
    ...(ipv6 === undefined ? {} : { ipv6: ipv6SpaceOf(ipv6) }),
  };
}

function spaceOf(within: AddressSet, free: AddressSet, family: Family, everyBlock = true) {
  const freeBlocks = everyBlock ? 0 : free.blockCount;
  const isCut = freeBlocks > firstFree;
  return {
    within: [...within.texts()],
    free: [...free.texts(isCut ? firstFree : Infinity)],
    ...(isCut ? { freeBlocks } : {}),
    usedAddresses: addressCount(within.size - free.size),
    freeAddresses: addressCount(free.size),
    largestFree: free.largestBlock(family)?.text ?? null,
  };
}

function ipv6SpaceOf({ within, free }: NonNullable<NetworkView['ipv6']>): ReportNetwork['ipv6'] {
  const id = 'ipv6-node-range-prefix';
  const count = (set: AddressSet) =>
    addressCount(set.blocks().reduce((sum, block) => sum + blocksIn(block, id), 0n));
  return {
    ...spaceOf(within, free, 6),
    subnets: { prefixLength: limitOf(id).value, all: count(within), free: count(free) },
  };
}

const ipv6Blocks = [
  ['node', 'ipv6-node-prefix'],
  ['pod', 'ipv6-pod-prefix'],
  ['service', 'ipv6-service-prefix'],
] as const;

/** What the IPv6 ranges of a dual-stack cluster hold, by the sizes that are known. */
export function ipv6Of(ranges: readonly RangeUse[]): ReportCluster['ipv6'] {
  const subnet = ranges.find(({ role }) => role === 'node');
  return {
    nodes: subnet === undefined ? null : addressCount(blocksIn(subnet.cidr, 'ipv6-node-prefix')),
    blocks: ipv6Blocks.map(([role, id]) => {
      const { value, verified, source } = limitOf(id);
      return { role, prefixLength: value, verified, source };
    }),
  };
}

/** How many blocks of the size that a limit says a block holds whole. */
function blocksIn(block: Cidr, id: LimitId): bigint {
  const { value } = limitOf(id);
  return block.prefixLength > value ? 0n : 1n << BigInt(value - block.prefixLength);
}
