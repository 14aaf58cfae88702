/** From what was measured to what is shown: verdicts, a table, a section of a document. */
import { cpus, platform, totalmem } from 'node:os';
import { median } from './measure.mjs';

/**
 * @typedef {object} Result
 * @property {string} suite
 * @property {string} name
 * @property {'met' | 'missed' | 'shown' | 'failed' | 'skipped'} verdict
 * @property {string} [reason] of one that failed or was skipped
 * @property {'ms' | 'kb'} unit of `run` and `base`
 * @property {number} [run] median of the rounds
 * @property {number} [base] what it is compared with
 * @property {number} [ratio] median of the ratios of the rounds
 * @property {readonly number[]} [ratios] those of the rounds
 * @property {number} [most] the aim
 * @property {number} [stretch]
 */

/**
 * @param {boolean} judged false: sizes are not those that aims are for
 * @returns {Result}
 */
export function resultOf(suite, measure, { rounds, failures }, judged) {
  const { name, uses, unit, compared, most, stretch, skipped } = measure;
  const head = { suite, name, unit };
  if (skipped !== undefined) return { ...head, verdict: 'skipped', reason: skipped };
  const failed = uses.find((run) => run in failures);
  if (failed !== undefined) return { ...head, verdict: 'failed', reason: failures[failed] };
  const pairs = rounds.map(compared);
  const [run, base] = [0, 1].map((side) => median(pairs.map((pair) => pair[side])));
  const ratios = pairs.map(([one, other]) => one / other);
  const aims = judged ? { most, stretch } : {};
  return { ...head, ...verdictOf(median(ratios), aims), run, base, ratios };
}

function verdictOf(ratio, { most, stretch }) {
  if (most === undefined) return { verdict: 'shown', ratio };
  return { verdict: ratio <= most ? 'met' : 'missed', ratio, most, stretch };
}

export function isGood({ verdict }) {
  return verdict !== 'missed' && verdict !== 'failed';
}

const header = ['measure', 'takes', 'beside', 'ratio', 'aim', 'verdict'];

/** @param {Result} result */
function cellsOf({ name, verdict, unit, run, base, ratio, most, stretch, reason }) {
  if (ratio === undefined) return [name, '', '', '', '', `${verdict}: ${reason}`];
  const better = stretch === undefined ? '' : ` (stretch ${stretch})`;
  const reached = stretch !== undefined && ratio <= stretch ? 'met, stretch too' : verdict;
  return [
    name,
    amount(run, unit),
    amount(base, unit),
    ratio.toFixed(2),
    most === undefined ? '' : `≤ ${most}${better}`,
    verdict === 'shown' ? '' : reached,
  ];
}

/** `312 ms`, `4.12 s`, `512 MB` */
function amount(value, unit) {
  if (unit === 'kb') return `${Math.round(value / 1024).toLocaleString('en-US')} MB`;
  return value < 1000 ? `${value.toFixed(0)} ms` : `${(value / 1000).toFixed(2)} s`;
}

/** Columns as wide as their texts, those of numbers to the right. */
export function tableOf(results) {
  const rows = [header, ...results.map(cellsOf)];
  const widths = header.map((_, column) => {
    // A reason is a sentence, and the last column.
    const shown = column === header.length - 1 ? [header] : rows;
    return Math.max(...shown.map((row) => row[column].length));
  });
  const line = (row) =>
    row
      .map((cell, column) => (isNumber(column) ? 'padStart' : 'padEnd'))
      .map((pad, column) => row[column][pad](widths[column]))
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}

const isNumber = (column) => column >= 1 && column <= 3;

/** A Markdown table and what it was measured on, between two comments of a document. */
export function inDocument(text, results, machine) {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const rules = header.map((_, column) => (isNumber(column) ? '--:' : '---'));
  const table = [header, rules, ...results.map(cellsOf)].map(row).join('\n');
  const { date, node, cores, cpu, memory, system } = machine;
  const on = `Measured on ${date} with Node.js ${node}: ${cores} cores of ${cpu}, ${memory} GB, ${system}.`;
  const place = /(<!-- benchmarks -->\n)[^]*?(<!-- end -->)/;
  if (!place.test(text)) throw new Error('the document has no place for benchmarks');
  return text.replace(place, (_, start, end) => `${start}\n${on}\n\n${table}\n\n${end}`);
}

export function machineOf(date) {
  const all = cpus();
  return {
    date: date.toISOString().slice(0, 10),
    node: process.versions.node,
    cores: all.length,
    cpu: (all[0]?.model ?? 'an unknown processor').trim(),
    memory: Math.round(totalmem() / 2 ** 30),
    system: platform(),
  };
}
