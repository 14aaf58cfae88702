import { InputError } from '../../errors.ts';
import { plain, wrap } from '../../report/layout.ts';
import type { Rule } from '../../rules/rule.ts';
import { rules } from '../../rules/index.ts';
import { deliver, readOutputs } from '../outputs.ts';
import { usageProblem } from '../problems.ts';
import type { Invocation } from '../program.ts';
import type { WatchedIo } from '../progress.ts';
import { unknownRules } from '../settings.ts';

/** Lists the catalogue of rules, or explains one of them. */
export async function runRules(
  { inputs, values, ...given }: Invocation,
  io: WatchedIo,
): Promise<number> {
  const problems = [...given.problems];
  const outputs = readOutputs(values, renderers, problems);
  const [id] = inputs;
  const rule = rules.find((known) => known.id === id);
  if (id !== undefined && rule === undefined) {
    const { where } = usageProblem('rules', '', '');
    const ids = rules.map((known) => known.id);
    problems.push(...unknownRules([{ rule: id, where }], ids));
  }
  if (problems.length > 0) throw new InputError(problems);
  const shown = rule ?? rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  await deliver(io, outputs, true, (format, { width }) => renderers[format](shown, width));
  return 0;
}

type Shown = Rule | readonly Rule[];

const renderers = {
  table: (shown: Shown, width?: number) =>
    Promise.resolve('id' in shown ? explain(shown, width) : list(shown, width)),
  yaml: async (shown: Shown) => (await import('yaml')).stringify(asData(shown), { lineWidth: 0 }),
  json: (shown: Shown) => Promise.resolve(`${JSON.stringify(asData(shown), null, 2)}\n`),
};

function asData(shown: Shown) {
  return 'id' in shown ? describe(shown) : shown.map((rule) => describe(rule));
}

/** The rule's words, without its code. */
function describe({ check: _check, ...words }: Rule): Omit<Rule, 'check'> {
  return words;
}

/** Titles are not made narrower than this. */
const narrowestTitle = 20;

function list(catalogue: readonly Rule[], columns = Number.POSITIVE_INFINITY): string {
  const width = Math.max(...catalogue.map(({ id }) => id.length));
  return catalogue
    .map(({ id, severity, title }) => {
      const start = `${id.padEnd(width)}  ${severity.padEnd(7)}  `;
      const room = Math.max(columns - start.length, narrowestTitle);
      return `${start}${linesOf(title, room).join(`\n${' '.repeat(start.length)}`)}\n`;
    })
    .join('');
}

function explain(
  { id, severity, title, why, fix, docs, prevents }: Rule,
  columns = Number.POSITIVE_INFINITY,
): string {
  const parts = [
    `${id} (${severity})`,
    title,
    `Why: ${why}`,
    `Fix: ${fix}`,
    ...(prevents === undefined ? [] : [`Without it: ${prevents}`]),
    `See: ${docs}`,
  ];
  return `${parts.map((part) => linesOf(part, columns).join('\n')).join('\n\n')}\n`;
}

function linesOf(text: string, columns: number): readonly string[] {
  return wrap([plain(text)], columns).map((line) => line.map((part) => part.text).join(' '));
}
