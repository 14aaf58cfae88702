/** The report for people: at a terminal, in a log, pasted into a design document. */
import { Chalk } from 'chalk';
import Table from 'cli-table3';
import { spellOutAll } from './escape.ts';
import {
  clusterTable,
  fleetAssumptions,
  isMany,
  networkTable,
  whereDetailsAre,
} from './fleet-blocks.ts';
import type { ReportRenderer, Style } from './index.ts';
import { type Block, type Column, type Segment, type Tone } from './layout.ts';
import { displayWidth, fitColumns, gap, pad, plain, toned, wrap, wrapCell } from './layout.ts';
import type { Report } from './report.ts';
import { changeSections } from './table-changes.ts';
import { clusterBlocks } from './table-cluster.ts';
import { findingBlocks, notCheckedBlocks, summaryBlock } from './table-findings.ts';
import { networkMaps } from './table-map.ts';
import { networkBlocks } from './table-network.ts';

type Grid = Extract<Block, { kind: 'grid' }>;
type Paint = (segment: Segment) => string;

/** cli-table3 takes quadratic time: 10,000 rows take it 3.9 seconds. Longer tables are drawn here. */
const longestCliTable = 50;

/** A terminal narrower than this is written as if it were this wide. */
const narrowestTerminal = 20;

/** All blanks around a table come from here, so that text below lines up with it. */
const indentation = '  ';

export const renderTable: ReportRenderer = (untrusted, style) => {
  const report = spellOutAll(untrusted);
  const compact = style.width !== undefined && style.width < 100;
  const sections = [
    ...(report.changes === undefined
      ? stateSections(report, style, compact)
      : changeSections(report.changes, report.findings, style.limit)),
    notCheckedBlocks(report.notChecked, style.limit),
    [summaryBlock(report.summary)],
  ];
  return drawSections(sections, style);
};

function stateSections(
  report: Report,
  style: Style,
  compact: boolean,
): readonly (readonly Block[])[] {
  const { clusters, networks, findings } = report;
  const many = isMany(clusters);
  const mapOf = networkMaps(report, style);
  return [
    ...(many
      ? [[...clusterTable(report, style), whereDetailsAre]]
      : clusters.map((cluster) => clusterBlocks(cluster, compact))),
    ...(many || isMany(networks)
      ? [networkTable(report, style)]
      : networks.map((network) => networkBlocks(network, mapOf(network)))),
    ...(many ? [fleetAssumptions(report, style)] : []),
    findingBlocks(findings, style.limit),
  ];
}

/** Sections as text, an empty line between them and none at the end. Control characters pass. */
export function drawSections(sections: readonly (readonly Block[])[], style: Style): string {
  const paint = painter(style.colorLevel);
  const width = style.width === undefined ? undefined : Math.max(style.width, narrowestTerminal);
  return sections
    .filter((blocks) => blocks.length > 0)
    .map((blocks) => blocks.map((block) => drawBlock(block, width, paint)).join('\n'))
    .map((text) => `${text.replace(/ +$/gm, '')}\n`)
    .join('\n');
}

function painter(level: Style['colorLevel']): Paint {
  const chalk = new Chalk({ level });
  const paints: Readonly<Record<Tone, (text: string) => string>> = {
    plain: (text) => text,
    strong: chalk.bold,
    dim: chalk.dim,
    good: chalk.green,
    warn: chalk.yellow,
    bad: chalk.red,
  };
  return ({ text, tone }) => (text.trim() === '' ? text : paints[tone](text));
}

function drawBlock(block: Block, width: number | undefined, paint: Paint): string {
  if (block.kind === 'grid') return drawGrid(block, width, paint);
  if (block.kind === 'facts') return drawFacts(block.rows, width, paint);
  const indent = block.kind === 'paragraph' ? ' '.repeat(block.indent) : '';
  return drawLines(block.segments, indent, width, paint);
}

function drawLines(
  segments: readonly Segment[],
  indent: string,
  width: number | undefined,
  paint: Paint,
): string {
  return wrap(segments, width === undefined ? Number.POSITIVE_INFINITY : width - indent.length)
    .map((line) => indent + line.map(paint).join(' '))
    .join('\n');
}

function drawFacts(
  rows: readonly (readonly [string, string])[],
  width: number | undefined,
  paint: Paint,
): string {
  const labels = Math.max(...rows.map(([label]) => displayWidth(label))) + gap;
  const indent = indentation + ' '.repeat(labels);
  return rows
    .map(([label, text]) => {
      const lines = drawLines([plain(text)], indent, width, paint);
      return (
        indentation + paint(toned(pad(label, labels, 'left'), 'dim')) + lines.slice(indent.length)
      );
    })
    .join('\n');
}

function drawGrid(grid: Grid, width: number | undefined, paint: Paint): string {
  const inner = width === undefined ? undefined : width - indentation.length;
  const widths = fitColumns(grid.columns, grid.rows, inner);
  if (widths === undefined) return drawList(grid, width, paint);
  const rows = [
    grid.columns.map(({ head }) => [toned(head, 'strong')]),
    widths.map((each) => [toned('─'.repeat(each), 'dim')]),
    ...grid.rows.map((row) => row.map((cell, index) => cellLines(cell, widths[index]))),
  ];
  const lines =
    rows.length > longestCliTable
      ? alignedLines(rows, grid.columns, widths, paint)
      : cliTableLines(rows, grid.columns, paint);
  return lines.map((line) => indentation + line).join('\n');
}

type CellLines = readonly Segment[];

function cellLines({ text, tone }: Segment, width = Number.POSITIVE_INFINITY): CellLines {
  return wrapCell(text, width).map((line) => ({ text: line, tone }));
}

const noBorders = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right']
    .concat(['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'])
    .map((name) => [name, '']),
);

/** Cells are wrapped already, so the table takes their natural width and cuts nothing. */
function cliTableLines(
  rows: readonly (readonly CellLines[])[],
  columns: readonly Column[],
  paint: Paint,
): readonly string[] {
  const table = new Table({
    chars: { ...noBorders, middle: ' '.repeat(gap) },
    colAligns: columns.map(({ align }) => align),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => row.map((lines) => lines.map(paint).join('\n'))));
  return table.toString().split('\n');
}

/** The same lines in linear time. */
function alignedLines(
  rows: readonly (readonly CellLines[])[],
  columns: readonly Column[],
  widths: readonly number[],
  paint: Paint,
): readonly string[] {
  const none = plain('');
  return rows.flatMap((row) => {
    const height = Math.max(...row.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      columns
        .map(({ align }, index) => ({
          align,
          width: widths[index] ?? 0,
          cell: row[index]?.[line] ?? none,
        }))
        .map(({ align, width, cell }) => paint({ ...cell, text: pad(cell.text, width, align) }))
        .join(' '.repeat(gap)),
    );
  });
}

/** Where no width will do: each row as a list, its first cell as the title. */
function drawList(grid: Grid, width: number | undefined, paint: Paint): string {
  const lines = grid.rows.flatMap(([title = plain(''), ...cells]) => {
    const items = cells.flatMap(({ text, tone }, index) => {
      if (text === '') return [];
      const end = index === cells.length - 1 ? '' : ',';
      return [toned(grid.columns[index + 1]?.head ?? '', 'dim'), toned(text + end, tone)];
    });
    return [
      drawLines([title], indentation, width, paint),
      ...(items.length === 0 ? [] : [drawLines(items, indentation.repeat(2), width, paint)]),
    ];
  });
  return lines.join('\n');
}
