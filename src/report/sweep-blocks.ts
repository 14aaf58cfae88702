/** What people see of a sweep: what all combinations share, a table of the rest, and why some are out. */
import { counted, formatCount, unknown } from './count.ts';
import { spellOut } from './escape.ts';
import type { Block, Column, Segment } from './layout.ts';
import { displayWidth, emptyLine, fitColumns, pad, plain, toned } from './layout.ts';
import { sweepFields, type SweepField } from './sweep-fields.ts';
import type { SweepReport, SweepRow } from './sweep.ts';
import { assumptionBlocks } from './table-cluster.ts';

type Grid = Extract<Block, { kind: 'grid' }>;

/** Blanks before a table. */
const margin = 2;

/** More messages than these are counted; CSV, JSON and YAML have all. */
const longestNotes = 10;

/** Sections of a page of so many columns. */
export function sweepBlocks(report: SweepReport, width?: number): readonly (readonly Block[])[] {
  const { combinations } = report;
  const said = sweepFields.filter(({ cell }) => combinations.some((row) => cell(row) !== unknown));
  const varying = said.filter((field) => varies(field, combinations));
  const facts = said.filter((field) => !varying.includes(field));
  const columns = withinWidth(varying, combinations, width) ?? varying;
  const left = varying.filter((field) => !columns.includes(field));
  return [
    [headingOf(report), ...factBlocks(factRows(report, facts))],
    columns.length === 0 ? [] : [gridOf(columns, combinations)],
    [...notes(report), ...leftOut(left)],
    assumptionBlocks(report.assumptions).filter((block) => block !== emptyLine),
    [{ kind: 'paragraph', indent: 0, segments: [plain(summaryText(report.summary))] }],
  ];
}

/** Without what can be spared, as far as the width asks for it; nothing where that is not enough. */
function withinWidth(
  fields: readonly SweepField[],
  rows: readonly SweepRow[],
  width: number | undefined,
): readonly SweepField[] | undefined {
  if (width === undefined) return fields;
  const { columns, rows: cells } = gridOf(fields, rows);
  if (fitColumns(columns, cells, width - margin) !== undefined) return fields;
  const most = Math.max(...fields.map(({ spare = 0 }) => spare));
  if (most === 0) return undefined;
  return withinWidth(
    fields.filter(({ spare }) => spare !== most),
    rows,
    width,
  );
}

function leftOut(fields: readonly SweepField[]): readonly Block[] {
  if (fields.length === 0) return [];
  const labels = fields.map(({ label }) => label).join('; ');
  return [note(`left out, as the terminal is narrow: ${labels}`)];
}

function varies({ cell }: SweepField, rows: readonly SweepRow[]): boolean {
  const first = rows[0] && cell(rows[0]);
  return rows.some((row) => cell(row) !== first);
}

function headingOf({ cluster, summary }: SweepReport): Block {
  const about = `(${cluster.mode}, ${counted(summary.combinations, 'combination')})`;
  return {
    kind: 'heading',
    segments: [toned(`Sweep of cluster ${spellOut(cluster.name)}`, 'strong'), toned(about, 'dim')],
  };
}

function factBlocks(rows: readonly (readonly [string, string])[]): readonly Block[] {
  return rows.length === 0 ? [] : [{ kind: 'facts', rows }];
}

/** What is the same for all, with what was asked for first. */
function factRows(
  { combinations: [row], pods, years, leastMaxPodsPerNode }: SweepReport,
  fields: readonly SweepField[],
): readonly (readonly [string, string])[] {
  const growing = years > 0 && row?.growth !== null;
  return [
    ...(pods === null ? [] : [['Has to run', counted(pods, 'Pod')] as const]),
    ...leastRow(leastMaxPodsPerNode),
    ...(growing ? [['Planned for', counted(years, 'year')] as const] : []),
    ...fields.map(({ label, cell }) => [label, row === undefined ? '' : cell(row)] as const),
  ];
}

function leastRow(
  least: SweepReport['leastMaxPodsPerNode'],
): readonly (readonly [string, string])[] {
  if (least.length === 0) return [];
  const shown = least.slice(0, longestNotes).map(({ nodes, maxPodsPerNode }) => {
    const pods = maxPodsPerNode === null ? 'none that GKE allows' : String(maxPodsPerNode);
    return `${pods} on ${counted(nodes, 'node')}`;
  });
  const more = least.length - shown.length;
  return [['Least Pods/node', shown.join(', ') + (more > 0 ? ` and ${more} more` : '')]];
}

/** The mark stands before the first column, so that it needs no colour and no column of its own. */
function gridOf(fields: readonly SweepField[], rows: readonly SweepRow[]): Grid {
  const [first, ...others] = fields;
  if (first === undefined) return { kind: 'grid', columns: [], rows: [] };
  const width = rows.reduce(
    (widest, row) => Math.max(widest, displayWidth(first.cell(row))),
    displayWidth(first.head),
  );
  const columns: readonly Column[] = [
    { head: `  ${pad(first.head, width, first.align)}`, align: 'left' },
    ...others,
  ];
  return {
    kind: 'grid',
    columns,
    rows: rows.map((row) => [
      { text: `${markOf(row)} ${pad(first.cell(row), width, first.align)}`, tone: toneOf(row) },
      ...others.map(({ cell }) => ({ text: cell(row), tone: toneOf(row) })),
    ]),
  };
}

function markOf({ best, fits, refused }: SweepRow): string {
  if (refused.length > 0) return '!';
  if (fits === false) return '×';
  return best ? '►' : ' ';
}

function toneOf({ best, fits }: SweepRow): Segment['tone'] {
  if (fits === false) return 'dim';
  return best ? 'strong' : 'plain';
}

/** What the marks mean, and why combinations are out. */
function notes({ combinations, target }: SweepReport): readonly Block[] {
  const short = combinations.filter(({ fits, refused }) => fits === false && refused.length === 0);
  const refused = combinations.filter((row) => row.refused.length > 0);
  const best = combinations.filter((row) => row.best);
  const goals = { addresses: 'the fewest addresses', headroom: 'the most headroom' };
  return [
    ...(best.length === 0 ? [] : [note(`► ${goals[target]} of all that fit${sameDemand(best)}`)]),
    ...(short.length === 0 ? [] : [note(`× does not fit: ${reasons(short)}`)]),
    ...(refused.length === 0 ? [] : refusalNotes(refused)),
  ];
}

function sameDemand({ length }: readonly SweepRow[]): string {
  return length === 1 ? '' : ', for each demand';
}

/** The limits that are too low, with how often each is. */
function reasons(rows: readonly SweepRow[]): string {
  const counts = countBy(rows.flatMap(({ short }) => short.map(({ limiter }) => limiter)));
  return counts.map(([limiter, count]) => `${limiter} (${formatCount(count)})`).join(', ');
}

function refusalNotes(rows: readonly SweepRow[]): readonly Block[] {
  const messages = countBy(
    rows.flatMap(({ refused }) => refused.map(({ rule, message }) => `${rule}: ${message}`)),
  );
  const shown = messages.slice(0, longestNotes);
  const more = messages.length - shown.length;
  return [
    ...shown.map(([message, count]) =>
      note(`! GKE refuses ${counted(count, 'combination')}: ${spellOut(message)}`),
    ),
    ...(more > 0 ? [note(`! and ${counted(more, 'more reason')}, which -o csv lists`)] : []),
  ];
}

function countBy(texts: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts];
}

function note(text: string): Block {
  return { kind: 'paragraph', indent: 2, segments: [plain(text)] };
}

function summaryText({ combinations, fitting, refused }: SweepReport['summary']): string {
  const all = counted(combinations, 'combination');
  const fit = fitting === null ? '' : `, ${formatCount(fitting)} fit`;
  return `${all}${fit}, ${formatCount(refused)} refused`;
}
