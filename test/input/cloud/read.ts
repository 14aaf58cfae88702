import { readInputs } from '../../../src/input/index.ts';
import type { InputResult } from '../../../src/input/input.ts';
import { joinInputs } from '../../../src/input/join.ts';

/** What texts say together, by their names. */
export function readTexts(texts: Readonly<Record<string, string>>): InputResult {
  return joinInputs(readInputs(Object.entries(texts).map(([name, text]) => ({ name, text }))));
}

export function readYaml(text: string): InputResult {
  return readTexts({ 'a.yaml': text });
}
