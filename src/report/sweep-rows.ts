/** Rows of the document of a sweep, each made when somebody asks for the next one. */
import { latest } from '../gke/remember.ts';
import { bestOf, type Target } from '../gke/sweep-best.ts';
import type { Combination } from '../gke/sweep-combination.ts';
import { isDemanded, type SweptDemand } from '../gke/sweep-demand.ts';
import type { SweptRange } from '../gke/sweep-ranges.ts';
import type { SweepReport, SweepRow } from './sweep.ts';

type Summary = SweepReport['summary'];

/** Takes the combinations of each demand together; says at the end how many there were. */
export function* rowsOf(
  groups: Iterable<readonly Combination[]>,
  target: Target,
): Generator<SweepRow, Summary> {
  const rowOf = rowMaker();
  let [combinations, fitting, refused, demanded] = [0, 0, 0, false];
  for (const group of groups) {
    const best = bestOf(group, target);
    for (const one of group) {
      combinations += 1;
      if (one.fits === true) fitting += 1;
      if (one.refusals.length > 0) refused += 1;
      demanded ||= isDemanded(one.demand);
      yield rowOf(one, one === best);
    }
  }
  return { combinations, fitting: demanded ? fitting : null, refused };
}

export const orNull = <T>(value: T | undefined): T | null => value ?? null;

/** Rows share what their combinations share with the one before. */
function rowMaker(): (one: Combination, best: boolean) => SweepRow {
  const demand = latest((one: SweptDemand) => one, demandOf);
  const [node, pod, service] = [rangeMaker(), rangeMaker(), rangeMaker()];
  return (one, best) => {
    const { ranges, headroom, capacity } = one;
    const { nodes, services, growth } = one.demand.today;
    return {
      nodes: orNull(nodes),
      services: orNull(services),
      growth: orNull(growth),
      maxPodsPerNode: one.maxPodsPerNode,
      perNodePrefixLength: one.blockPrefixLength,
      demand: demand(one.demand),
      ranges: { node: node(ranges.node), pod: pod(ranges.pod), service: service(ranges.service) },
      addresses: orNull(one.addresses),
      capacity: capacityOf(capacity),
      headroom: { nodes: orNull(headroom.nodes), services: orNull(headroom.services) },
      waste: orNull(capacity.waste),
      fits: orNull(one.fits),
      best,
      refused: listOf(one.refusals),
      short: listOf(one.shortages),
    };
  };
}

const none: never[] = [];

function listOf<T>(things: readonly T[]): T[] {
  return things.length === 0 ? none : [...things];
}

function demandOf({ nodes, peakNodes, services }: SweptDemand): SweepRow['demand'] {
  return { nodes: orNull(nodes), peakNodes: orNull(peakNodes), services: orNull(services) };
}

function capacityOf({ nodes, pods, services }: Combination['capacity']): SweepRow['capacity'] {
  return {
    nodes: orNull(nodes.limit),
    pods: orNull(pods.limit),
    services: orNull(services.limit),
    boundBy: {
      nodes: orNull(nodes.boundBy),
      pods: orNull(pods.boundBy),
      services: orNull(services.boundBy),
    },
  };
}

type Range = SweptRange | undefined;

function rangeMaker(): (range: Range) => SweepRow['ranges']['node'] {
  return latest((range: Range) => range, rangeOf);
}

function rangeOf(range: Range): SweepRow['ranges']['node'] {
  if (range === undefined) return null;
  const { cidr, prefixLength, addresses, needed, given } = range;
  return {
    cidr: orNull(cidr?.text),
    prefixLength: prefixLength < 0 ? null : prefixLength,
    addresses,
    needed: orNull(needed),
    given,
  };
}
