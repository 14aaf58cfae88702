/** The ranges of an organisation, as files of each kind, next to the cost of merely parsing them. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { assetArray, assetLines, rangeList, rangeTable, subnetsJson } from '../inventories.mjs';
import { check, parse } from '../measure.mjs';
import { ratio } from '../measures.mjs';
import { identicalRanges, normalRanges } from '../ranges.mjs';

const sweep = fileURLToPath(new URL('../sweep.py', import.meta.url));

/** @param {{ranges: number}} sizes */
export function inventory({ ranges }) {
  const many = normalRanges(ranges);
  const fewer = normalRanges(ranges / 10);
  const same = identicalRanges(ranges);
  const python = pythonProgram();
  const files = {
    'subnets.json': () => subnetsJson(many),
    'ranges.txt': () => rangeList(many),
    'identical.json': () => subnetsJson(same),
    'fewer.json': () => subnetsJson(fewer),
    'assets.ndjson': () => assetLines(fewer),
    'assets.json': () => assetArray(fewer),
    'prefixes.csv': () => rangeTable(fewer),
  };
  const runs = {
    parse: parse('subnets.json'),
    check: check(many.pairs, 'subnets.json'),
    list: check(many.pairs, 'ranges.txt'),
    identical: check(same.pairs, 'identical.json'),
    ...runsOfFewer(fewer.pairs, python),
  };
  const measures = measuresOf(ranges, python);
  return [{ suite: 'inventory', sized: true, rounds: 5, files, runs, measures }];
}

function runsOfFewer(pairs, python) {
  return {
    parseFewer: parse('fewer.json'),
    checkFewer: check(pairs, 'fewer.json'),
    ...(python === undefined ? {} : { python: sweepWith(python, pairs) }),
    parseAssets: parse('assets.json'),
    assetLines: check(pairs, 'assets.ndjson'),
    assetArray: check(pairs, 'assets.json'),
    table: check(pairs, 'prefixes.csv'),
  };
}

function measuresOf(ranges, python) {
  const [n, tenth] = [ranges, ranges / 10].map((count) => count.toLocaleString('en-US'));
  const skipped = python === undefined ? { skipped: 'there is no python3' } : {};
  return [
    {
      name: `check of ${n} ranges / JSON.parse`,
      ...ratio('check', 'parse'),
      most: 1,
      stretch: 0.6,
    },
    { name: 'the same as a plain list / that JSON.parse', ...ratio('list', 'parse'), most: 0.25 },
    { name: 'peak memory / JSON.parse', ...ratio('check', 'parse', 'kb'), most: 0.4 },
    { name: 'peak memory, plain list / JSON.parse', ...ratio('list', 'parse', 'kb') },
    { name: `check of ${n} / of ${tenth}`, ...ratio('check', 'checkFewer'), most: 10 },
    { name: `JSON.parse of ${n} / of ${tenth}`, ...ratio('parse', 'parseFewer') },
    { name: `${n} identical ranges / normal ones`, ...ratio('identical', 'check'), most: 1.3 },
    {
      name: `check of ${tenth} / Python's ipaddress`,
      ...ratio('checkFewer', 'python'),
      most: 0.2,
      ...skipped,
    },
    {
      name: `${tenth} in asset NDJSON / JSON.parse of an array`,
      ...ratio('assetLines', 'parseAssets'),
      most: 1.5,
    },
    { name: `${tenth} in an asset array / JSON.parse`, ...ratio('assetArray', 'parseAssets') },
    { name: `${tenth} in CSV / JSON.parse of subnets`, ...ratio('table', 'parseFewer') },
  ];
}

/** The program itself: what `python3` stands for may be a script that takes as long. */
function pythonProgram() {
  const args = ['-c', 'import sys; print(sys.executable)'];
  const { status, stdout } = spawnSync('python3', args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function sweepWith(command, pairs) {
  const proof = { args: [], found: (_, stdout) => Number(stdout), expected: pairs };
  return { command, args: [sweep, 'fewer.json'], proof };
}
