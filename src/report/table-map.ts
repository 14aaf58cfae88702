/** The map of a network in a table: shades where there are colours, letters in plain text. */
import type { Style } from './index.ts';
import { type MapLine, mapLine } from './map-line.ts';
import type { Report, ReportCluster, ReportNetwork } from './report.ts';

/** What stands before the line: an indentation and the longest label of a network. */
const labelColumns = '  Free blocks  '.length;

/** The map of each network of a report, where one tells something. */
export function networkMaps(
  { clusters }: Pick<Report, 'clusters'>,
  { colorLevel, width = Number.POSITIVE_INFINITY }: Style,
): (network: ReportNetwork) => MapLine | undefined {
  const byNetwork = new Map<string, ReportCluster[]>();
  for (const cluster of clusters) {
    const own = byNetwork.get(cluster.network);
    if (own === undefined) byNetwork.set(cluster.network, [cluster]);
    else own.push(cluster);
  }
  const style = { unicode: colorLevel > 0, width: width - labelColumns };
  return (network) => mapLine(network, byNetwork.get(network.name) ?? [], style);
}
