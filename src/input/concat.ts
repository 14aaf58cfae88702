import { defined } from '../defined.ts';
import type { InputResult } from './input.ts';

/** What several inputs say, one after the other. */
export function concat(results: readonly InputResult[]): InputResult {
  const kinds = new Set(results.flatMap(({ kind }) => kind ?? []));
  return {
    ...defined({ kind: kinds.size === 1 ? [...kinds][0] : undefined }),
    networks: results.flatMap(({ networks }) => networks),
    ranges: results.flatMap(({ ranges }) => ranges),
    tables: results.flatMap(({ tables = [] }) => tables),
    agentLists: results.flatMap(({ agentLists = [] }) => agentLists),
    notChecked: results.flatMap(({ notChecked }) => notChecked),
    suppressions: results.flatMap(({ suppressions }) => suppressions),
    problems: results.flatMap(({ problems }) => problems),
  };
}
