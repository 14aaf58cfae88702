/**
 * Where a text that is no HCL goes wrong. The grammar does not see lines, so it may notice a fault only
 * lines later; each line of a body is read by itself instead.
 */
import type { Problem } from '../../errors.ts';
import { firstMisfit, readTree } from './grammar.ts';
import { misfit } from './misfit.ts';
import type { Outline } from './outline.ts';
import type { Source } from './source.ts';

/** More faults than that have a common cause. */
const mostProblems = 20;

/** At least one problem, for a text that the grammar refuses. */
export function diagnose(source: Source, { masked, lineEnds }: Outline): readonly Problem[] {
  const problems: Problem[] = [];
  let start = 0;
  for (const end of [...lineEnds, masked.length]) {
    const offset = misfitInLine(masked.slice(start, end));
    if (offset !== undefined) problems.push(misfit(source, masked, start + offset, end));
    if (problems.length === mostProblems) return problems;
    start = end;
  }
  return problems.length > 0 ? problems : [misfit(source, masked, firstMisfit(masked))];
}

/** The grammar takes what follows a value for the next attribute, unless parentheses say that it is not. */
function misfitInLine(line: string): number | undefined {
  const assigned = /^(\s*[^\s={}"]+\s*=(?!=))(.*\S)/s.exec(line);
  if (assigned !== null) {
    const [, name = '', value = ''] = assigned;
    const offset = misfitIn(`a=(${value})`);
    return offset === undefined ? undefined : offset - 'a=('.length + name.length;
  }
  const text = line.trimEnd();
  return misfitIn(text.endsWith('{') ? `${text}}` : text.replace(/^\s*\}/, ''));
}

/** The grammar also takes an object, as a file in JSON; that is no HCL. */
function misfitIn(text: string): number | undefined {
  const start = text.search(/\S|$/);
  if (text[start] === '{') return start;
  return readTree(text, () => true) === true ? undefined : firstMisfit(text);
}
