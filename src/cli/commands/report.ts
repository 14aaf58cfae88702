import { defined } from '../../defined.ts';
import { InputError } from '../../errors.ts';
import { reportRenderers } from '../../report/index.ts';
import { exitCode } from '../exit-code.ts';
import { deliver, readOutputs } from '../outputs.ts';
import type { Invocation } from '../program.ts';
import type { WatchedIo } from '../progress.ts';
import { readSaved } from '../saved.ts';
import { readSettings } from '../settings.ts';

/** Renders a saved report again; the verdict is that of its findings. */
export async function runReport(
  { inputs, values, ...given }: Invocation,
  io: WatchedIo,
): Promise<number> {
  const problems = [...given.problems];
  const outputs = readOutputs(values, reportRenderers, problems);
  const { failOn = 'error', limit, sort } = readSettings(values, problems);
  const report = await readSaved(io, inputs[0] ?? '', problems);
  if (report === undefined || problems.length > 0) throw new InputError(problems);
  await deliver(io, outputs, values['no-color'] !== undefined, async (format, style) =>
    (await reportRenderers[format]())(report, { ...style, ...defined({ limit, sort }), failOn }),
  );
  return exitCode(report.findings, failOn);
}
