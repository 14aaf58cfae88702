/** Who has addresses in a network beside its clusters, for maps to name. */
import { defined } from '../defined.ts';
import type { Landscape, NetworkView } from '../gke/landscape.ts';
import type { Occupancy } from '../gke/occupancy.ts';
import type { ReportNetwork } from './report.ts';

/** Nobody tells more apart on maps, and reports about inventories stay small. */
const othersAtMost = 1000;

type Others = (view: NetworkView) => Pick<ReportNetwork, 'others'>;

/**
 * Of each network the ranges of no cluster in its space: its own, then what is kept clear of for every
 * network. Nothing where there are none, or more than a thousand ranges in all networks.
 */
export function othersIn({ networks, keepClear }: Landscape): Others {
  const all = networks.reduce((sum, { occupancy }) => sum + occupancy.length + keepClear.length, 0);
  return all > othersAtMost ? () => ({}) : (view) => othersOf(view, keepClear);
}

function othersOf(
  { occupancy, within }: NetworkView,
  keepClear: Occupancy,
): Pick<ReportNetwork, 'others'> {
  const found = [occupancy, keepClear].flatMap((ranges) =>
    Array.from(ranges.sorted.positions)
      .toSorted((a, b) => a - b)
      .filter((position) => !ranges.isOwned(position))
      .map((position) => ranges.at(position))
      .filter(({ cidr }) => within.overlaps(cidr)),
  );
  const others = found.map(({ role, name, cidr }) => ({
    role,
    name: name === undefined || name === cidr.text ? null : name,
    cidr: cidr.text,
  }));
  return defined({ others: others.length === 0 ? undefined : others });
}
