/**
 * What is read off the rounds of a group.
 *
 * @typedef {object} Measure
 * @property {string} name
 * @property {readonly string[]} uses names of the runs
 * @property {'ms' | 'kb'} unit of what is compared
 * @property {(round: import('./measure.mjs').Round) => readonly [number, number]} compared
 * @property {number} [most] the aim
 * @property {number} [stretch] a better one
 * @property {string} [skipped] why it cannot be measured here
 */

/** Time or memory of one run by that of another. */
export function ratio(run, base, unit = 'ms') {
  const compared = (round) => [round[run][unit], round[base][unit]];
  return { uses: [run, base], unit, compared };
}
