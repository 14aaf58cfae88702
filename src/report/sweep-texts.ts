/** What a sweep found, for scripts: JSON, YAML and CSV, each combination on a line. */
import { escapeQuoted, spellOut } from './escape.ts';
import type { Style } from './index.ts';
import type { SweepReport, SweepRow } from './sweep.ts';
import { yamlDocument, yamlText } from './yaml.ts';

/** A sweep as text. Pure: same document and style, same bytes; the text ends in a newline. */
export type SweepRenderer = (report: SweepReport, style: Style) => string;

export const renderSweepJson: SweepRenderer = (report) => {
  const frame = JSON.stringify({ ...report, combinations: [] }, null, 2);
  const rows = report.combinations.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  // Quotes inside of a string are escaped, so only the key itself reads like this.
  const whole = frame.replace('"combinations": []', () => `"combinations": [\n${rows}\n  ]`);
  return `${escapeQuoted(whole)}\n`;
};

/** The same document; a line of JSON is one of YAML, too. */
export const renderSweepYaml: SweepRenderer = ({ combinations, ...rest }) => {
  const rows = combinations.map((row) => `  - ${JSON.stringify(row)}\n`).join('');
  return `${yamlText(yamlDocument(rest))}combinations:\n${escapeQuoted(rows)}`;
};

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

export const renderSweepCsv: SweepRenderer = ({ combinations }) => {
  const columns = Object.values(csvColumns);
  const lines = combinations.map((row) => columns.map((value) => field(value(row))).join(','));
  return [Object.keys(csvColumns).join(','), ...lines, ''].join('\n');
};

function field(value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
