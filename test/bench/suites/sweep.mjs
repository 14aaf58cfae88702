/** All combinations of lists of values, as a ratio to an empty run of Node.js. */
import { bareNode, barePlanner } from '../measure.mjs';
import { ratio } from '../measures.mjs';

/** A hundred thousand combinations each. */
const sweeps = {
  'of few demands, many ranges':
    '--nodes 1..1000 --max-pods-per-node 16,32,64,110 --node-range /20..24 --pod-range /12..16',
  'of many demands': '--nodes 1..10000 --max-pods-per-node 8..17',
};

/** Machine formats hold all of them: writing is on top of what the aim is for. */
const formats = [{ format: 'table', most: 10 }, { format: 'csv', most: 15 }, { format: 'json' }];

export function sweep() {
  return Object.entries(sweeps).map(([name, flags]) => ({
    suite: 'sweep',
    rounds: 15,
    files: {},
    runs: {
      empty: bareNode('-e', '0'),
      ...Object.fromEntries(
        formats.map(({ format }) => [
          format,
          barePlanner('sweep', ...flags.split(' '), '-o', format),
        ]),
      ),
    },
    measures: formats.map(({ format, ...aim }) => ({
      name: `sweep ${name}, ${format} / node -e 0`,
      ...ratio(format, 'empty'),
      ...aim,
    })),
  }));
}
