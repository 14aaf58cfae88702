import { InputError, type Problem } from '../../errors.ts';
import { reportRenderers } from '../../report/index.ts';
import { readReport } from '../../report/read-report.ts';
import type { Report } from '../../report/report.ts';
import { exitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { deliver, readOutputs } from '../outputs.ts';
import type { Invocation } from '../program.ts';
import { isProblem, readText } from '../reading.ts';
import { readSettings } from '../settings.ts';

/** Renders a saved report again; the verdict is that of its findings. */
export async function runReport({ inputs, values, ...given }: Invocation, io: Io): Promise<number> {
  const problems = [...given.problems];
  const outputs = readOutputs(values, reportRenderers, problems);
  const { failOn = 'error' } = readSettings(values, problems);
  const report = await readSaved(inputs[0] ?? '', io, problems);
  if (report === undefined || problems.length > 0) throw new InputError(problems);
  await deliver(io, outputs, values['no-color'] !== undefined, async (format, style) =>
    (await reportRenderers[format]())(report, style),
  );
  return exitCode(report.findings, failOn);
}

async function readSaved(name: string, io: Io, problems: Problem[]): Promise<Report | undefined> {
  const read = await readText(io, name);
  if (isProblem(read)) {
    problems.push(read);
    return undefined;
  }
  try {
    return readReport(read.text, name);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}
