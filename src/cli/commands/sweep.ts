/** `sweep`: one table over all combinations of lists of values for one cluster. */
import { version } from '../../../package.json';
import { defined } from '../../defined.ts';
import { InputError } from '../../errors.ts';
import { sweep } from '../../gke/sweep.ts';
import { readSweepFlags } from '../../input/sweep-flags.ts';
import { buildSweep } from '../../report/sweep-build.ts';
import type { SweepRenderer } from '../../report/sweep-texts.ts';
import { refusals } from '../../rules/refusals.ts';
import { deliver, readOutputs } from '../outputs.ts';
import type { Invocation } from '../program.ts';
import { readSettings } from '../settings.ts';
import type { WatchedIo } from '../progress.ts';

const renderers = {
  table: async () => (await import('../../report/sweep-page.ts')).renderSweepTable,
  yaml: async () => (await import('../../report/sweep-texts.ts')).renderSweepYaml,
  json: async () => (await import('../../report/sweep-texts.ts')).renderSweepJson,
  csv: async () => (await import('../../report/sweep-texts.ts')).renderSweepCsv,
  markdown: async () => (await import('../../report/sweep-page.ts')).renderSweepMarkdown,
} as const satisfies Readonly<Record<string, () => Promise<SweepRenderer>>>;

/** Fails where something is demanded and no combination fits it. */
export async function runSweep({ values, ...given }: Invocation, io: WatchedIo): Promise<number> {
  const problems = [...given.problems];
  const outputs = readOutputs(values, renderers, problems);
  const { limit } = readSettings(values, problems);
  const flags = readSweepFlags(values);
  const { network, spec, axes, pods, target } = flags;
  if (flags.problems.length > 0 || problems.length > 0 || network === undefined) {
    throw new InputError([...problems, ...flags.problems]);
  }
  const options = { judge: refusals, ...(pods === undefined ? {} : { pods }) };
  const combinations = sweep(network, spec, axes, options);
  const report = buildSweep({ network, spec, axes, combinations, pods, target, version });
  await deliver(io, outputs, values['no-color'] !== undefined, async (format, style) =>
    (await renderers[format]())(report, { ...style, ...defined({ limit }) }),
  );
  return report.summary.fitting === 0 ? 1 : 0;
}
