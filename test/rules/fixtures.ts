/** The specs that show each rule firing and silent. */
import { readdirSync, readFileSync } from 'node:fs';
import { survey } from '../../src/gke/landscape.ts';
import { readInput } from '../input/read-input.ts';
import { joinInputs } from '../../src/input/join.ts';
import { runRules } from '../../src/rules/index.ts';
import type { Finding } from '../../src/rules/rule.ts';

const folder = 'fixtures/rules';

/** Ids of the rules that have a folder. */
export function fixtureIds(): readonly string[] {
  return readdirSync(folder).toSorted();
}

/** Files of a rule's folder. */
export function fixtureFiles(rule: string): readonly string[] {
  return readdirSync(`${folder}/${rule}`)
    .toSorted()
    .map((name) => `${folder}/${rule}/${name}`);
}

export function firstLineOf(file: string): string {
  return readFileSync(file, 'utf8').split('\n', 1)[0] ?? '';
}

/** What a check of one file finds; a fixture that cannot be read is a mistake in the fixture. */
export function checkFile(file: string): readonly Finding[] {
  const { networks, ranges, problems } = joinInputs([
    readInput({ name: file, text: readFileSync(file, 'utf8') }),
  ]);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return runRules(survey(networks, { keepClear: ranges })).findings;
}
