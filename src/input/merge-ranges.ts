/** The ranges of one cluster as two inputs know them. */
import { defined } from '../defined.ts';
import type { ClusterRange, ClusterRanges } from '../gke/cluster.ts';
import { prefixLengthOf } from '../gke/pod-ranges.ts';

/** Each range as the first says it, with what only the second knows of the same one. */
export function mergeRanges(first: ClusterRanges, second: ClusterRanges): ClusterRanges {
  const { additionalPods } = first.additionalPods.length === 0 ? second : first;
  return {
    ...defined({
      nodes: mergeRange(first.nodes, second.nodes),
      pods: mergeRange(first.pods, second.pods),
      services:
        typeof first.services === 'object' && typeof second.services === 'object'
          ? mergeRange(first.services, second.services)
          : (first.services ?? second.services),
    }),
    additionalPods,
  };
}

function mergeRange(first?: ClusterRange, second?: ClusterRange): ClusterRange | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  if (!mayBeOne(first, second)) return first;
  const { byName, ...range } = { ...second, ...first };
  const isKnown = range.cidr !== undefined;
  const where = first.cidr === undefined && isKnown ? second.where : first.where;
  return {
    ...range,
    ...defined({ byName: isKnown ? undefined : byName, where }),
  };
}

/** Whether two inputs do not contradict each other about a range. Blocks count before names, which are given twice. */
export function mayBeOne(first: ClusterRange, second: ClusterRange): boolean {
  if (first.cidr !== undefined && second.cidr !== undefined) {
    return first.cidr.text === second.cidr.text;
  }
  const [length, other] = [prefixLengthOf(first), prefixLengthOf(second)];
  if (length !== undefined && other !== undefined && length !== other) return false;
  return first.name === undefined || second.name === undefined || first.name === second.name;
}
