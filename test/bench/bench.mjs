/**
 * Measures the built program as users run it, and compares the figures with aims. Exit code 1: one is missed.
 *   node test/bench/bench.mjs [--only <text>]... [--quick] [--ranges <n>] [--rounds <n>] [--json <file>] [--readme]
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writePieces } from './inventories.mjs';
import { measure } from './measure.mjs';
import { inDocument, isGood, machineOf, resultOf, tableOf } from './results.mjs';
import { coldStart } from './suites/cold-start.mjs';
import { huge } from './suites/huge.mjs';
import { inventory } from './suites/inventory.mjs';
import { output } from './suites/output.mjs';
import { plan } from './suites/plan.mjs';
import { sweep } from './suites/sweep.mjs';

/** How many ranges aims are for. */
const aimedAt = 1_000_000;
const quickly = { ranges: 10_000, share: 0.25 };

const options = {
  only: { type: 'string', multiple: true },
  quick: { type: 'boolean', default: false },
  ranges: { type: 'string' },
  rounds: { type: 'string' },
  json: { type: 'string' },
  readme: { type: 'boolean', default: false },
};

/** @returns {never} */
function refuse(message) {
  console.error(message);
  process.exit(2);
}

function flagsGiven() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(error.message);
  }
}

/**
 * A whole number that is a multiple of the step, or the default where the flag is not given.
 * @returns {number}
 */
function numberOf(name, step, usual) {
  const number = Number(flags[name] ?? usual);
  if (Number.isInteger(number / step) && number > 0) return number;
  return refuse(`--${name} ${String(flags[name])}: write a multiple of ${step}, such as ${usual}`);
}

const flags = flagsGiven();
const ranges = numberOf('ranges', 1000, flags.quick ? quickly.ranges : aimedAt);

/** The suites that are asked for by name, and measures whose names hold what is asked for, with the runs they need. */
function wanted() {
  const usual = [coldStart, inventory, plan, sweep, output].flatMap((suite) => suite({ ranges }));
  const { only } = flags;
  if (only === undefined) return usual;
  const all = only.includes('huge') ? [...usual, ...huge({ ranges })] : usual;
  const suites = new Set(all.map(({ suite }) => suite));
  return all.flatMap((group) => {
    const measures = group.measures.filter(({ name }) =>
      only.some((text) => (suites.has(text) ? group.suite === text : name.includes(text))),
    );
    const used = new Set(measures.flatMap(({ uses }) => uses));
    const runs = Object.entries(group.runs).filter(([name]) => used.has(name));
    return measures.length === 0 ? [] : [{ ...group, measures, runs: Object.fromEntries(runs) }];
  });
}

function roundsOf({ rounds }) {
  return numberOf('rounds', 1, flags.quick ? Math.ceil(rounds * quickly.share) : rounds);
}

function writeFiles(files, folder) {
  for (const [name, pieces] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writePieces(join(folder, name), pieces());
  }
}

function resultsOf(group) {
  const folder = mkdtempSync(join(tmpdir(), 'gke-ip-planner-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const rounds = roundsOf(group);
  const { length } = Object.keys(group.runs);
  console.error(`${group.suite}: ${rounds} rounds of ${length} runs`);
  writeFiles(group.files, folder);
  const measured = measure({ ...group, rounds }, folder);
  remove();
  process.off('exit', remove);
  const judged = group.sized !== true || ranges === aimedAt;
  return group.measures.map((one) => resultOf(group.suite, one, measured, judged));
}

// The process that is measured gets the signal as well, and its end is noticed; then files are removed.
process.on('SIGINT', () => {});
const groups = wanted();
if (groups.length === 0) refuse(`--only: nothing is called ${flags.only.join(' or ')}`);
const results = groups.flatMap(resultsOf);

const machine = machineOf(new Date());
process.stdout.write(tableOf(results));
if (flags.json !== undefined) {
  const document = { machine, ranges, quick: flags.quick, results };
  writeFileSync(resolve(flags.json), `${JSON.stringify(document, null, 2)}\n`);
}
if (flags.readme) await refresh(fileURLToPath(new URL('../../README.md', import.meta.url)));
if (!results.every(isGood)) process.exitCode = 1;

async function refresh(file) {
  const { format, resolveConfig } = await import('prettier');
  const text = inDocument(readFileSync(file, 'utf8'), results, machine);
  const style = await resolveConfig(file);
  writeFileSync(file, await format(text, { ...style, filepath: file }));
}
