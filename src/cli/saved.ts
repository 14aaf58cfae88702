/** Saved reports, as `report`, `diff` and `--baseline` read them. */
import { InputError, type Problem } from '../errors.ts';
import type { InputText } from '../input/input.ts';
import type { Report } from '../report/report.ts';
import type { Io } from './io.ts';
import { usageProblem } from './problems.ts';
import { isProblem, readText } from './reading.ts';
import type { Settings } from './settings.ts';

/** The report of a file that has to be one; otherwise what is wrong with it is among the problems. */
export async function readSaved(
  io: Io,
  name: string,
  problems: Problem[],
): Promise<Report | undefined> {
  const read = await readText(io, name);
  if (isProblem(read)) {
    problems.push(read);
    return undefined;
  }
  try {
    return (await savedReport(read)) ?? (await readJson(read));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    for (const problem of error.problems) problems.push(problem);
    return undefined;
  }
}

/** The report that `--baseline` names, where it names one. */
export async function readBaseline(
  io: Io,
  { baseline, existing }: Pick<Settings, 'baseline' | 'existing'>,
  inputs: readonly string[],
  problems: Problem[],
): Promise<Report | undefined> {
  if (baseline === undefined) return undefined;
  if (baseline === '-' && [...inputs, ...existing].includes('-')) {
    problems.push(usageProblem('stdin (-)', 'is given more than once', 'give it once'));
    return undefined;
  }
  return readSaved(io, baseline, problems);
}

/**
 * The report that a text holds as JSON or YAML; `undefined` where it is something else.
 * @throws InputError where a report is not complete.
 */
export async function savedReport(read: InputText): Promise<Report | undefined> {
  if (!read.text.includes('schemaVersion')) return undefined;
  const [{ parseDocuments }, { isSavedReport }, { reportOf }] = await Promise.all([
    import('../input/parse-documents.ts'),
    import('../input/saved-report.ts'),
    import('../report/read-report.ts'),
  ]);
  const [document, second] = parseDocuments(read).documents;
  if (document === undefined || second !== undefined) return undefined;
  return isSavedReport(document.value) ? reportOf(document.value, document.locate) : undefined;
}

async function readJson({ name, text }: InputText): Promise<Report> {
  const { readReport } = await import('../report/read-report.ts');
  return readReport(text, name);
}
