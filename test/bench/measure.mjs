/**
 * Runs whole processes and compares them. The runs of a group take turns, round after round, so that
 * the speed of the machine cancels out: a figure is the median of what the rounds say.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/gke-ip-planner.cjs', import.meta.url));
const peakMemory = fileURLToPath(new URL('peak-memory.cjs', import.meta.url));
/** In milliseconds; what takes longer has failed. */
const timeLimit = 300_000;

// Either of the two can dominate the start of a process.
const env = { ...process.env };
delete env.NODE_OPTIONS;
delete env.NODE_EXTRA_CA_CERTS;

/**
 * @typedef {object} Run one process
 * @property {string} command
 * @property {readonly string[]} args
 * @property {Proof} [proof]
 *
 * @typedef {object} Proof what shows that the process did its work, asked once before the rounds
 * @property {readonly string[]} args further ones
 * @property {(folder: string, stdout: string) => number} found
 * @property {number} expected
 *
 * @typedef {object} Sample
 * @property {number} ms wall time
 * @property {number | undefined} kb most memory the process ever took
 *
 * @typedef {Readonly<Record<string, Sample>>} Round by names of runs
 */

/** A process of Node.js that also says how much memory it took. @returns {Run} */
export function node(...args) {
  return { command: process.execPath, args: ['--require', peakMemory, ...args] };
}

/** A process of Node.js as it is, where the cost of asking for its memory would show. @returns {Run} */
export function bareNode(...args) {
  return { command: process.execPath, args };
}

/** @returns {Run} */
export function planner(...args) {
  return node(program, ...args);
}

/** @returns {Run} */
export function barePlanner(...args) {
  return bareNode(program, ...args);
}

/** The least that whoever reads a JSON file in Node.js does. @returns {Run} */
export function parse(file) {
  return node('-e', 'JSON.parse(fs.readFileSync(process.argv[1], "utf8"))', file);
}

/** `check` of files whose overlapping pairs are known. @returns {Run} */
export function check(pairs, ...args) {
  const found = (folder) =>
    JSON.parse(readFileSync(join(folder, 'proof.json'), 'utf8')).summary.overlappingPairs;
  const proof = { args: ['-o', 'json=proof.json'], found, expected: pairs };
  return { ...planner('check', ...args, '--fail-on', 'never'), proof };
}

/**
 * Runs a group, each process once before the rounds. One that fails is left out from then on.
 * @returns {{rounds: readonly Round[], failures: Readonly<Record<string, string>>}}
 */
export function measure({ runs, rounds }, folder) {
  const failures = {};
  const turn = (work) => {
    const results = {};
    for (const [name, run] of Object.entries(runs)) {
      if (name in failures) continue;
      try {
        results[name] = work(run, folder);
      } catch (error) {
        failures[name] = error.message;
      }
    }
    return results;
  };
  turn(prove);
  return { rounds: Array.from({ length: rounds }, () => turn(sample)), failures };
}

function prove(run, folder) {
  const { proof } = run;
  if (proof === undefined) {
    start(run, folder, 'ignore');
    return;
  }
  const { stdout } = start({ ...run, args: [...run.args, ...proof.args] }, folder, 'pipe');
  const found = proof.found(folder, stdout);
  if (found === proof.expected) return;
  throw new Error(`${run.args.join(' ')}: found ${found} pairs where there are ${proof.expected}`);
}

function sample(run, folder) {
  const begin = performance.now();
  const { peak } = start(run, folder, 'ignore');
  const ms = performance.now() - begin;
  return { ms, kb: peak === '' ? undefined : Number(peak) };
}

function start({ command, args }, cwd, stdout) {
  const stdio = ['ignore', stdout, 'pipe', 'pipe'];
  const limits = { timeout: timeLimit, maxBuffer: 2 ** 28 };
  const ended = spawnSync(command, args, { cwd, env, stdio, encoding: 'utf8', ...limits });
  const { status, signal, error, stderr, output } = ended;
  if (status === 0) return { stdout: ended.stdout, peak: output[3] };
  if (signal === 'SIGINT') process.exit(130);
  const reason = error?.message ?? `ended with ${signal ?? status}: ${stderr.slice(0, 500)}`;
  throw new Error(`${[command, ...args].join(' ')}: ${reason}`);
}

/** @param {readonly number[]} values at least one */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
