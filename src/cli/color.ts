import type { Style } from '../report/index.ts';
import type { Io } from './io.ts';

type Level = Style['colorLevel'];

/**
 * How many colours the output may have. `--no-color` and NO_COLOR (no-color.org) win over FORCE_COLOR,
 * which wins over what the terminal is; a pipe and a file have none.
 */
export function colorLevel(io: Pick<Io, 'env' | 'stdout'>, noColor: boolean): Level {
  const { NO_COLOR, FORCE_COLOR, TERM, COLORTERM } = io.env;
  if (noColor || (NO_COLOR !== undefined && NO_COLOR !== '')) return 0;
  if (FORCE_COLOR !== undefined) return forcedLevels[FORCE_COLOR] ?? 1;
  if (!io.stdout.isTerminal || TERM === 'dumb') return 0;
  if (COLORTERM === 'truecolor' || COLORTERM === '24bit') return 3;
  return TERM?.includes('256color') === true ? 2 : 1;
}

/** As Node.js itself reads FORCE_COLOR; anything else means "some colour". */
const forcedLevels: Readonly<Record<string, Level>> = {
  '0': 0,
  false: 0,
  '1': 1,
  '2': 2,
  '3': 3,
};
