/** `diff`: two sides, read and judged alike, and what the change between them does. */
import { defined } from '../../defined.ts';
import { InputError, type Problem } from '../../errors.ts';
import { placeOfFlag } from '../../input/flag-values.ts';
import type { Suppression } from '../../input/input.ts';
import { diffReports } from '../../report/changes.ts';
import { reportRenderers } from '../../report/index.ts';
import type { Report } from '../../report/report.ts';
import { ignoring } from '../../report/summary.ts';
import { rules } from '../../rules/index.ts';
import { type Flag, flagsOf } from '../catalogue.ts';
import { type Configuration, judgement, readConfiguration } from '../configuration.ts';
import { exitCode } from '../exit-code.ts';
import { asGiven, judge } from '../judge.ts';
import { deliver, readOutputs } from '../outputs.ts';
import { nameExpired, readPicture } from '../pipeline.ts';
import { usageProblem } from '../problems.ts';
import type { Invocation } from '../program.ts';
import type { WatchedIo } from '../progress.ts';
import { isText, readInput } from '../reading.ts';
import { savedReport } from '../saved.ts';
import { type Settings, readSettings, unknownRules } from '../settings.ts';

/** What is there before or after the change. */
interface Side {
  readonly report: Report;
  /** It was saved, so that flags about reading and judging come too late. */
  readonly saved: boolean;
  readonly suppressions: readonly Suppression[];
}

export async function runDiff(invocation: Invocation, machine: WatchedIo): Promise<number> {
  const { values, inputs } = invocation;
  const io = readingOnce(machine);
  const problems = [...invocation.problems, ...refuseStdinTwice(inputs)];
  const outputs = readOutputs(values, reportRenderers, problems);
  const settings = readSettings(values, problems);
  const configuration = await readConfiguration(io, settings.config);
  const today = settings.today ?? io.today();
  const read = (name: string) =>
    readSide(name, { ...invocation, problems: [] }, settings, today, io);
  const [before, after] = await allOrProblems(inputs.slice(0, 2).map(read), [
    ...problems,
    ...configuration.problems,
  ]);
  if (before === undefined || after === undefined) throw new Error('diff has two arguments');
  if (before.saved && after.saved) refuseIdle(invocation, settings, configuration);
  const { failOn, ignored } = judgement(settings, configuration);
  const report = diffReports(ignoring(before.report, ignored), ignoring(after.report, ignored));
  await deliver(io, outputs, values['no-color'] !== undefined, async (format, style) =>
    (await reportRenderers[format]())(report, {
      ...style,
      ...defined({ limit: settings.limit }),
      failOn,
    }),
  );
  await io.writeStderr(nameExpired(after.suppressions, today));
  return exitCode(report.findings, failOn);
}

async function readSide(
  name: string,
  invocation: Invocation,
  settings: Settings,
  today: string,
  io: WatchedIo,
): Promise<Side> {
  const read = await readInput(io, name);
  const saved = isText(read) ? await savedReport(read) : undefined;
  if (saved !== undefined) return { report: saved, saved: true, suppressions: [] };
  const picture = await readPicture({ ...invocation, inputs: [name] }, settings, io);
  const { report } = judge(picture, settings, today, asGiven);
  return { report, saved: false, suppressions: picture.suppressions };
}

/** @throws InputError with the problems of all sides, after those given. */
async function allOrProblems<T>(
  promises: readonly Promise<T>[],
  given: readonly Problem[],
): Promise<readonly T[]> {
  const settled = await Promise.allSettled(promises);
  const problems = [...given];
  const values = settled.flatMap((one) => {
    if (one.status === 'fulfilled') return [one.value];
    if (!(one.reason instanceof InputError)) throw one.reason;
    for (const problem of one.reason.problems) problems.push(problem);
    return [];
  });
  if (problems.length > 0) throw new InputError(problems);
  return values;
}

function refuseStdinTwice(inputs: readonly string[]): readonly Problem[] {
  if (inputs.filter((name) => name === '-').length < 2) return [];
  return [usageProblem('stdin (-)', 'is given more than once', 'give it once')];
}

/** What concerns saved reports, too: how they are shown, and which of their findings count. */
const lateFlags: ReadonlySet<Flag> = new Set([
  'config',
  'fail-on',
  'ignore',
  'limit',
  'no-color',
  'output',
  'today',
] satisfies Flag[]);

/** Where both sides were saved nothing is read or judged any more. */
function refuseIdle(
  { values }: Invocation,
  { ignored }: Settings,
  { file, settings }: Configuration,
): void {
  const idle = flagsOf('diff').filter((flag) => values[flag] !== undefined && !lateFlags.has(flag));
  const named = [
    ...ignored.map((rule) => ({ rule, where: placeOfFlag('ignore') })),
    ...(settings.ignore ?? []).map((rule) => ({ rule, where: { file, path: 'ignore' } })),
  ];
  const problems = [
    ...idle.map((flag) =>
      usageProblem(`--${flag}`, 'comes too late: both sides are saved reports', 'leave it out'),
    ),
    ...unknownRules(
      named,
      rules.map(({ id }) => id),
    ),
  ];
  if (problems.length > 0) throw new InputError(problems);
}

/** The same machine, whose inputs can be read again: a pipe gives its bytes only once. */
function readingOnce(io: WatchedIo): WatchedIo {
  const files = new Map<string, readonly Uint8Array[]>();
  let stdin: readonly Uint8Array[] | undefined;
  return {
    ...io,
    filePieces: (path) => {
      const pieces = files.get(path) ?? Array.from(io.filePieces(path), (piece) => piece.slice());
      files.set(path, pieces);
      return pieces;
    },
    stdinPieces: async function* () {
      stdin ??= await allOf(io.stdinPieces());
      yield* stdin;
    },
  };
}

async function allOf(pieces: AsyncIterable<Uint8Array>): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}
