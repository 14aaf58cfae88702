/** `plan` and `check`: one picture of flags and inputs, a plan, findings, a report, a verdict. */
import { defined } from '../../defined.ts';
import type { Problem } from '../../errors.ts';
import { planNetworks } from '../../gke/plan.ts';
import { planWorkloads } from '../../gke/workloads.ts';
import { against } from '../../report/baseline.ts';
import {
  type PlanFormat,
  type ReportFormat,
  planRenderers,
  reportRenderers,
} from '../../report/index.ts';
import { exitCode } from '../exit-code.ts';
import { asGiven, judge } from '../judge.ts';
import { deliver, readOutputs } from '../outputs.ts';
import { nameExpired, readPicture } from '../pipeline.ts';
import { usageProblem } from '../problems.ts';
import type { Invocation } from '../program.ts';
import type { WatchedIo } from '../progress.ts';
import { readBaseline } from '../saved.ts';
import { readSettings } from '../settings.ts';

type Format = ReportFormat | PlanFormat;

/** Formats that hold or draw every free block, however many there are. */
const listingFormats: ReadonlySet<Format> = new Set(['json', 'yaml', 'html', 'svg']);

/** Places the ranges that are missing, then checks all of them. */
export function runPlan(invocation: Invocation, io: WatchedIo): Promise<number> {
  const formats = { ...reportRenderers, ...planRenderers };
  return assess(invocation, io, formats, planNeeds(invocation), (networks, options) =>
    planNetworks(planWorkloads(networks, options?.minHeadroom), options),
  );
}

/** Checks the ranges that are given. */
export function runCheck(invocation: Invocation, io: WatchedIo): Promise<number> {
  return assess(invocation, io, reportRenderers, checkNeeds(invocation), asGiven);
}

async function assess(
  invocation: Invocation,
  io: WatchedIo,
  formats: Readonly<Partial<Record<Format, unknown>>>,
  needs: readonly Problem[],
  place: typeof planNetworks,
): Promise<number> {
  const { values } = invocation;
  const problems = [...invocation.problems, ...needs];
  const outputs = readOutputs(values, formats, problems);
  const settings = readSettings(values, problems);
  const baseline = await readBaseline(io, settings, invocation.inputs, problems);
  const picture = await readPicture({ ...invocation, problems }, settings, io);
  const today = settings.today ?? io.today();
  const everyBlock = outputs.some(({ format }) => listingFormats.has(format));
  const judged = judge(picture, settings, today, place, everyBlock);
  const { networks, report: found, failOn } = judged;
  const report = baseline === undefined ? found : against(baseline, found).report;
  await deliver(io, outputs, values['no-color'] !== undefined, async (format, style) =>
    isPlanFormat(format)
      ? (await planRenderers[format]())(networks, picture.suppressions)
      : (await reportRenderers[format]())(report, {
          ...style,
          ...defined({ limit: settings.limit, sort: settings.sort }),
          failOn,
        }),
  );
  await io.writeStderr(nameExpired(picture.suppressions, today));
  return exitCode(report.findings, failOn);
}

function isPlanFormat(format: Format): format is PlanFormat {
  return format in planRenderers;
}

/** Without a spec the flags have to say how many nodes there are, or a history has. */
function planNeeds({ inputs, values, problems }: Invocation): readonly Problem[] {
  const said = ['nodes', 'zones', 'nodes-per-zone', 'pods', 'history', 'other-range'] as const;
  if (inputs.length > 0 || said.some((flag) => values[flag] !== undefined)) return [];
  if (problems.some(({ where }) => said.some((flag) => where?.path === `--${flag}`))) return [];
  const fix =
    'add --nodes <n>, or --zones <n> with --nodes-per-zone <n>, or --pods <n>, or name a spec';
  return [usageProblem('--nodes', 'is missing: a plan needs the number of nodes', fix)];
}

/** There has to be something to check. */
function checkNeeds({ inputs, values }: Invocation): readonly Problem[] {
  const said = [
    'node-range',
    'pod-range',
    'service-range',
    'other-range',
    'used',
    'existing',
  ] as const;
  if (inputs.length > 0 || said.some((flag) => values[flag] !== undefined)) return [];
  const fix = 'name a file, - for stdin, or ranges with --node-range, --pod-range, --service-range';
  return [usageProblem('check', 'has nothing to check', fix)];
}
