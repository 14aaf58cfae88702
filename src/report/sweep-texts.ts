/** What a sweep found, for scripts: JSON, YAML and CSV, each combination on a line. */
import { escapeQuoted, spellOut } from './escape.ts';
import type { Style } from './index.ts';
import type { SweepDocument, SweepRow } from './sweep.ts';
import { yamlDocument, yamlText } from './yaml.ts';

/** A sweep as text. Pure: same document and style, same bytes; the text ends in a newline. */
export type SweepRenderer = (report: SweepDocument, style: Style) => string;

export const renderSweepJson: SweepRenderer = (report) => {
  const frame = JSON.stringify({ ...report, combinations: [] }, null, 2);
  // Quotes inside of a string are escaped, so only the key itself reads like this.
  const [start = '', end = ''] = escapeQuoted(frame).split('"combinations": []');
  const rows = joined(linesOf(report.combinations, '    '), ',\n');
  return `${start}"combinations": [\n${rows}\n  ]${end}\n`;
};

/** The same document; a line of JSON is one of YAML, too. */
export const renderSweepYaml: SweepRenderer = ({ combinations, ...rest }) => {
  const rows = joined(linesOf(combinations, '  - '), '\n');
  return `${yamlText(yamlDocument(rest))}combinations:\n${rows}\n`;
};

function* linesOf(rows: Iterable<SweepRow>, start: string): Iterable<string> {
  for (const row of rows) yield `${start}${escapeQuoted(JSON.stringify(row))}`;
}

type Value = number | string | boolean | null;

/** Columns of the CSV, with a header as RFC 4180 has it. An empty field is not known. */
const csvColumns: Readonly<Record<string, (row: SweepRow) => Value>> = {
  nodes: ({ nodes }) => nodes,
  services: ({ services }) => services,
  growth: ({ growth }) => growth,
  max_pods_per_node: ({ maxPodsPerNode }) => maxPodsPerNode,
  per_node_prefix: ({ perNodePrefixLength }) => perNodePrefixLength,
  planned_nodes: ({ demand }) => demand.nodes,
  peak_nodes: ({ demand }) => demand.peakNodes,
  planned_services: ({ demand }) => demand.services,
  ...rangeColumns('node'),
  ...rangeColumns('pod'),
  ...rangeColumns('service'),
  addresses: ({ addresses }) => addresses,
  capacity_nodes: ({ capacity }) => capacity.nodes,
  capacity_pods: ({ capacity }) => capacity.pods,
  capacity_services: ({ capacity }) => capacity.services,
  nodes_bound_by: ({ capacity }) => capacity.boundBy.nodes,
  pods_bound_by: ({ capacity }) => capacity.boundBy.pods,
  services_bound_by: ({ capacity }) => capacity.boundBy.services,
  headroom_nodes: ({ headroom }) => headroom.nodes,
  headroom_services: ({ headroom }) => headroom.services,
  waste: ({ waste }) => waste,
  fits: ({ fits }) => fits,
  best: ({ best }) => best,
  refused: ({ refused }) =>
    spellOut(refused.map(({ rule, message }) => `${rule}: ${message}`).join('; ')),
  short: ({ short }) =>
    short.map(({ limiter, missing, resource }) => `${limiter}: ${missing} ${resource}`).join('; '),
};

function rangeColumns(role: keyof SweepRow['ranges']): typeof csvColumns {
  return {
    [`${role}_range`]: ({ ranges }) => ranges[role]?.cidr ?? null,
    [`${role}_prefix`]: ({ ranges }) => ranges[role]?.prefixLength ?? null,
    [`${role}_addresses`]: ({ ranges }) => ranges[role]?.addresses ?? null,
    [`${role}_needed`]: ({ ranges }) => ranges[role]?.needed ?? null,
  };
}

export const renderSweepCsv: SweepRenderer = ({ combinations }) =>
  `${Object.keys(csvColumns).join(',')}\n${joined(csvLines(combinations), '\n')}\n`;

function* csvLines(rows: Iterable<SweepRow>): Iterable<string> {
  const values = Object.values(csvColumns);
  const fields = values.map(() => '');
  for (const row of rows) {
    values.forEach((value, index) => (fields[index] = field(value(row))));
    yield fields.join(',');
  }
}

/** Lines that are joined at a time, so that they are not kept one by one until the end. */
const together = 1000;

function joined(lines: Iterable<string>, between: string): string {
  const chunks: string[] = [];
  let chunk: string[] = [];
  for (const line of lines) {
    if (chunk.push(line) < together) continue;
    chunks.push(chunk.join(between));
    chunk = [];
  }
  return [...chunks, ...(chunk.length > 0 ? [chunk.join(between)] : [])].join(between);
}

function field(value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
