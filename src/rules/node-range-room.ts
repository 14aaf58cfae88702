import { prefixWithRoom } from '../gke/sizing.ts';
import { at, names, ownersOf, rangesInUse, type InUse } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

function short({ cluster: { cluster, expansion }, range }: InUse): Observation[] {
  const { room } = cluster.network;
  if (range.role !== 'node' || room === undefined || expansion === undefined) return [];
  const own = range.cidr.prefixLength;
  const wished = prefixWithRoom(own, room);
  if (expansion.prefixLength <= wished) return [];
  const stop =
    expansion.stoppedBy === undefined
      ? 'VPC accepts no wider one that an auto-mode network made'
      : `${expansion.stoppedBy} stops it`;
  const reach =
    expansion.prefixLength === own
      ? 'cannot be expanded in place'
      : `can be expanded in place to ${expansion.cidr.text} only`;
  return [
    {
      message: `the node subnet ${range.cidr.text} of cluster ${ownersOf(range)} ${reach}, not to the /${wished} of its room: ${stop}`,
      ...at(range.where),
      facts: {
        cluster: cluster.spec.name,
        range: range.cidr.text,
        name: range.name ?? null,
        room,
        wishedPrefixLength: wished,
        expandableTo: expansion.cidr.text,
        stoppedBy: expansion.stoppedBy ?? null,
      },
      ...names(range),
      clusters: range.sharers,
    },
  ];
}

export const nodeRangeRoom: Rule = {
  id: 'node-range-room',
  severity: 'info',
  title: 'A node range has less room beside it than was asked for',
  why: 'A node subnet can be expanded in place, never moved. Where its neighbours leave no room, more nodes need further subnets or another cluster.',
  fix: 'Move what stands beside it, give the plan more address space (--within), or ask for less room.',
  docs: 'https://docs.cloud.google.com/vpc/docs/subnets',
  check: (landscape) => rangesInUse(landscape).flatMap(short),
};
