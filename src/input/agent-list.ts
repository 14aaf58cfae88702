/** Lists of the ip-masq-agent that stand apart from the cluster that they are of. */
import type { SourceLocation } from '../errors.ts';
import type { ClusterSpec, NotChecked } from '../gke/cluster.ts';
import type { Cidr } from '../net/cidr.ts';
import type { InputResult } from './input.ts';
import { once } from './order.ts';

export interface AgentList {
  readonly cidrs: readonly Cidr[];
  readonly where: SourceLocation;
}

/** Gives the only list to the only cluster; where that leaves anything open, it is not checked. */
export function applyAgentLists(result: InputResult): InputResult {
  const lists = once(result.agentLists ?? [], textOf);
  const [list] = lists;
  if (list === undefined) return result;
  const clusters = result.networks.flatMap((network) => network.clusters);
  const reason = whyOpen(lists, clusters);
  if (reason !== undefined) {
    const open = lists.map(({ where }) => notChecked(where, reason));
    return { ...result, notChecked: [...result.notChecked, ...open] };
  }
  const give = (cluster: ClusterSpec) => ({
    ...cluster,
    masquerade: { ...cluster.masquerade, nonMasqueradeCidrs: list.cidrs },
    places: { ...cluster.places, masquerade: list.where },
  });
  return {
    ...result,
    networks: result.networks.map((network) => ({
      ...network,
      clusters: network.clusters.map(give),
    })),
  };
}

function textOf({ cidrs }: AgentList): string {
  return cidrs
    .map(({ text }) => text)
    .toSorted()
    .join(' ');
}

function whyOpen(
  lists: readonly AgentList[],
  clusters: readonly ClusterSpec[],
): string | undefined {
  const [only, ...others] = clusters;
  if (only === undefined || others.length > 0)
    return `it does not say of which cluster it is, and there are ${clusters.length}: write it into a spec`;
  if (lists.length > 1) return 'there are several, and none says of which cluster it is';
  const own = only.masquerade?.nonMasqueradeCidrs;
  if (own === undefined || textOf({ cidrs: own, where: lists[0]!.where }) === textOf(lists[0]!))
    return undefined;
  return `cluster ${only.name} has another list, which is taken`;
}

function notChecked(where: SourceLocation, reason: string): NotChecked {
  return { what: 'the list of the ip-masq-agent', reason, where };
}
