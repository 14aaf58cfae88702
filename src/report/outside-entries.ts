/** What networks outside see of clusters, as the report says it. */
import { defined } from '../defined.ts';
import type { ClusterSpec, Network } from '../gke/cluster.ts';
import type { Hybrid } from '../gke/hybrid.ts';
import { limitOf } from '../gke/limits.ts';
import type { ClusterMasquerade, Seen } from '../gke/masquerade.ts';
import type { PeeringGroup } from '../gke/peering-group.ts';
import { cloudRouter, defaultNonMasquerade } from '../gke/reserved-ranges.ts';
import { addressCount } from './build-space.ts';
import type { ReportCluster, ReportNetwork } from './report.ts';

type MasqueradeEntry = NonNullable<ReportCluster['masquerade']>;

export function masqueradeEntry(
  { masquerade }: ClusterSpec,
  found: ClusterMasquerade | undefined,
): MasqueradeEntry | undefined {
  if (found === undefined) return undefined;
  const own = masquerade?.nonMasqueradeCidrs?.map(({ text }) => text);
  return {
    list: found.list,
    ...defined({ nonMasqueradeCIDRs: own }),
    source: defaultNonMasquerade[0]?.source ?? '',
    destinations: found.seen.map(destinationEntry),
  };
}

function destinationEntry(seen: Seen): MasqueradeEntry['destinations'][number] {
  const { name, role, range } = seen.destination;
  return {
    name,
    role,
    cidr: range?.cidr.text ?? null,
    sees: seen.source,
    nodeAddresses: addressCount(seen.nodeAddresses),
    nodeBlocks: [...seen.nodeBlocks],
    why: seen.why,
  };
}

export function hybridEntry(found: Hybrid | undefined): ReportNetwork['hybrid'] {
  if (found === undefined) return undefined;
  return {
    onPremises: found.onPremises.map(({ range: { name, cidr }, network }) => ({
      name: name ?? null,
      cidr: cidr.text,
      network,
    })),
    ranges: found.advertised.map(({ role, name, cidr, clusters, advertise, why }) => ({
      role,
      name: name ?? null,
      cidr: cidr.text,
      clusters: [...clusters],
      advertise,
      why,
    })),
    source: cloudRouter,
  };
}

export function subnetRangesEntry(
  { subnetRangeLimits }: Network,
  group: PeeringGroup | undefined,
): ReportNetwork['subnetRanges'] {
  const isAsked = subnetRangeLimits !== undefined;
  if (group === undefined || (!isAsked && group.peers.length === 0)) return undefined;
  const { ranges, networkLimit, assumed, groupRanges, groupLimit, peers } = group;
  return {
    ranges,
    limit: networkLimit ?? null,
    assumed,
    ...(peers.length > 0 && {
      peeringGroup: {
        ranges: groupRanges,
        limit: groupLimit,
        peers: peers.map((one) => ({ ...one })),
      },
    }),
    source: limitOf('subnet-ranges-per-network').source,
  };
}
