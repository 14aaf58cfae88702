/** `--from` and `--history`: when demands reach their limits, and how fast they grow. */
import type { Problem } from '../errors.ts';
import type { NotChecked } from '../gke/cluster.ts';
import { isDate } from '../input/date.ts';
import { defined } from '../defined.ts';
import { type FlagReader, type FlagValues, flagReader, placeOfFlag } from '../input/flag-values.ts';
import type { HistoryEntry, ReadHistory } from '../input/history.ts';
import type { InputResult } from '../input/input.ts';
import { quote } from '../net/cidr-error.ts';
import type { Report } from '../report/report.ts';
import type { Flag } from './catalogue.ts';
import type { Io } from './io.ts';
import { isProblem, readText } from './reading.ts';
import { readSaved } from './saved.ts';

/** What a run knows of the past and of the day it starts on. */
export interface Forecast {
  /** `YYYY-MM-DD`. */
  readonly from?: string;
  /** Absent where no history is given. */
  readonly history?: readonly HistoryEntry[];
  readonly notChecked: readonly NotChecked[];
  readonly problems: readonly Problem[];
}

/** Files that `--history` names: a table, or a saved report with its day before it. */
interface HistoryFile {
  readonly date?: string;
  readonly file: string;
}

const dateFix = 'write it as 2027-06-30';

/** How often a history comes from the standard input, `-`, which can be read once. */
export function historiesFromStdin(values: FlagValues<Flag>): readonly string[] {
  const files = (values.history ?? []).map((text) => splitHistory(text).file);
  return files.filter((file) => file === '-');
}

function splitHistory(text: string): HistoryFile {
  const [, date, file = ''] = /^(?:(\d+-[^=]*)=)?(.*)$/s.exec(text) ?? [];
  return { ...defined({ date }), file };
}

export async function readForecast(values: FlagValues<Flag>, io: Io): Promise<Forecast> {
  const problems: Problem[] = [];
  const reader = flagReader(values, problems);
  const from = readFrom(reader);
  if (values.history === undefined) return { ...defined({ from }), notChecked: [], problems };
  if (reader.has('growth')) {
    const what = 'excludes --growth: both say how fast the demand grows';
    reader.refuse('history', what, 'give one of the two');
  }
  const read = await Promise.all(values.history.map((text) => readHistory(splitHistory(text), io)));
  return {
    ...defined({ from }),
    history: read.flatMap(({ entries }) => entries),
    notChecked: read.flatMap(({ notChecked }) => notChecked),
    problems: [...problems, ...read.flatMap((one) => one.problems)],
  };
}

function readFrom(reader: FlagReader<Flag>): string | undefined {
  const from = reader.text('from');
  if (from === undefined || isDate(from)) return from;
  return reader.refuse('from', `${quote(from)} is no date`, dateFix);
}

interface CountedFile extends ReadHistory {
  readonly notChecked: readonly NotChecked[];
}

const nothingSaid: CountedFile = { entries: [], problems: [], notChecked: [] };

async function readHistory({ date, file }: HistoryFile, io: Io): Promise<CountedFile> {
  if (date === undefined) return readTable(file, io);
  const problems: Problem[] = [];
  if (!isDate(date)) {
    problems.push({
      what: `${quote(date)} is no date`,
      fix: `${dateFix}, as in --history 2027-06-30=report.json`,
      where: placeOfFlag('history'),
    });
  }
  const report = await readSaved(io, file, problems);
  if (report === undefined || problems.length > 0) return { ...nothingSaid, problems };
  return countsOf(report, date, file);
}

async function readTable(file: string, io: Io): Promise<CountedFile> {
  const read = await readText(io, file);
  if (isProblem(read)) return { ...nothingSaid, problems: [read] };
  if (/^\s*\{/.test(read.text)) {
    const what = 'is no table: a saved report does not say of which day it is';
    const fix = `write --history 2027-06-30=${file}, with its day`;
    return { ...nothingSaid, problems: [{ what, fix, where: { file } }] };
  }
  const { readHistoryCsv } = await import('../input/history.ts');
  return { ...nothingSaid, ...readHistoryCsv(read) };
}

/** The nodes and Services of each cluster of a report, which have to be those of its day. */
function countsOf({ clusters }: Report, date: string, file: string): CountedFile {
  const where = { file };
  const grown = clusters.filter(({ growth }) => (growth?.years ?? 0) > 0);
  const problems = grown.map(({ name, growth }) => ({
    what: `plans ${name} for ${growth?.years ?? 0} years ahead, it does not say what was there`,
    fix: 'save it without --years',
    where,
  }));
  const counted = clusters.filter(({ demand }) => (demand.nodes ?? 0) > 0);
  const entries = counted.map(({ name, network, demand: { nodes, services } }) => ({
    date,
    nodes: nodes ?? 0,
    ...defined({ services: services === null || services === 0 ? undefined : services }),
    cluster: name,
    network,
    where,
  }));
  const notChecked = clusters
    .filter((cluster) => !counted.includes(cluster))
    .map(({ name }) => ({ what: `history of ${name}`, reason: 'no nodes are counted', where }));
  return { entries, problems, notChecked };
}

/**
 * Networks whose clusters grow as the forecast says. Where something is wrong with the networks or the
 * forecast, no history looks for its clusters: that would only name faults that follow from it.
 */
export async function foretold(
  { networks, problems: faults }: Pick<InputResult, 'networks' | 'problems'>,
  { from, history, ...said }: Forecast,
): Promise<Pick<InputResult, 'networks' | 'notChecked' | 'problems'>> {
  if (from === undefined && history === undefined) return { ...said, networks };
  const { growByHistory, startingOn } = await import('../input/history-growth.ts');
  const starting = from === undefined ? networks : startingOn(networks, from);
  const faulty = faults.length + said.problems.length > 0;
  if (history === undefined || faulty) return { ...said, networks: starting };
  const grown = growByHistory(starting, history, from);
  return { ...grown, notChecked: [...said.notChecked, ...grown.notChecked] };
}
