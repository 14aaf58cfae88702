/** What people see of a sweep: what all combinations share, a table of the rest, and why some are out. */
import type { Target } from '../gke/sweep-best.ts';
import { counted, formatCount } from './count.ts';
import { spellOut } from './escape.ts';
import type { Style } from './index.ts';
import type { Block, Column, Segment } from './layout.ts';
import { displayWidth, emptyLine, fitColumns, pad, plain, toned } from './layout.ts';
import { defaultLimit, leftText } from './limit.ts';
import { Choice, FieldUse, Reasons } from './sweep-digest.ts';
import type { SweepField } from './sweep-fields.ts';
import type { SweepDocument, SweepReport, SweepRow } from './sweep.ts';
import { assumptionBlocks } from './table-cluster.ts';
import { footnote } from './table-findings.ts';

type Grid = Extract<Block, { kind: 'grid' }>;

/** Blanks before a table. */
const margin = 2;

/** More messages than these are counted; CSV, JSON and YAML have all. */
const longestNotes = 10;

/** Sections of a page of so many columns. */
export function sweepBlocks(
  report: SweepDocument,
  { width, limit = defaultLimit }: Partial<Pick<Style, 'width' | 'limit'>> = {},
): readonly (readonly Block[])[] {
  const [fields, choice, reasons] = [new FieldUse(), new Choice(limit), new Reasons()];
  for (const row of report.combinations) for (const one of [fields, choice, reasons]) one.add(row);
  const { shown } = choice;
  const { varying } = fields;
  const columns = withinWidth(varying, shown, width) ?? varying;
  const narrowed = varying.filter((field) => !columns.includes(field));
  return [
    [headingOf(report), ...factBlocks(factRows(report, shown[0], fields.shared))],
    columns.length === 0 ? [] : [gridOf(columns, shown), ...footnote(othersText(choice))],
    [...notes(choice, reasons, report.target), ...leftOut(narrowed)],
    assumptionBlocks(report.assumptions).filter((block) => block !== emptyLine),
    [{ kind: 'paragraph', indent: 0, segments: [plain(summaryText(report.summary))] }],
  ];
}

/** What the table does not list. */
function othersText({ left: { count, fitting } }: Choice): string | undefined {
  const fit = fitting === 0 ? '' : `, of which ${formatCount(fitting)} fit`;
  return leftText(count, `${count === 1 ? 'more combination' : 'more combinations'}${fit}`);
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

function headingOf({ cluster, summary }: SweepDocument): Block {
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
  { pods, years, leastMaxPodsPerNode }: SweepDocument,
  row: SweepRow | undefined,
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
function notes({ best }: Choice, { short, refused }: Reasons, target: Target): readonly Block[] {
  const goals = { addresses: 'the fewest addresses', headroom: 'the most headroom' };
  const sameDemand = best === 1 ? '' : ', for each demand';
  return [
    ...(best === 0 ? [] : [note(`► ${goals[target]} of all that fit${sameDemand}`)]),
    ...(short.size === 0 ? [] : [note(`× does not fit: ${limitersText(short)}`)]),
    ...refusalNotes([...refused]),
  ];
}

/** The limits that are too low, with how often each is. */
function limitersText(short: ReadonlyMap<string, number>): string {
  return [...short].map(([limiter, count]) => `${limiter} (${formatCount(count)})`).join(', ');
}

function refusalNotes(messages: readonly (readonly [string, number])[]): readonly Block[] {
  const shown = messages.slice(0, longestNotes);
  const more = messages.length - shown.length;
  return [
    ...shown.map(([message, count]) =>
      note(`! GKE refuses ${counted(count, 'combination')}: ${spellOut(message)}`),
    ),
    ...(more > 0 ? [note(`! and ${counted(more, 'more reason')}, which -o csv lists`)] : []),
  ];
}

function note(text: string): Block {
  return { kind: 'paragraph', indent: 2, segments: [plain(text)] };
}

function summaryText({ combinations, fitting, refused }: SweepReport['summary']): string {
  const all = counted(combinations, 'combination');
  const fit = fitting === null ? '' : `, ${formatCount(fitting)} fit`;
  return `${all}${fit}, ${formatCount(refused)} refused`;
}
