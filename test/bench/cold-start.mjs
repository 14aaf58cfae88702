/**
 * How long short runs take as a ratio to `node -e 0`, so that the speed of the machine cancels out.
 * Whole processes, interleaved; the figure is the median of the ratios of neighbouring runs.
 *   node test/bench/cold-start.mjs [rounds]
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/gke-ip-planner.cjs', import.meta.url));
const rounds = Number(process.argv[2] ?? 40);
const planFlags =
  '--nodes 200 --max-pods-per-node 64 --services 1500 --cni dataplane-v2 --mtu 1460';

const targets = [
  { name: '--version', args: ['--version'], most: 1.8 },
  { name: 'plan with flags', args: ['plan', ...planFlags.split(' ')], most: 2.8 },
];

// Either of the two can dominate the start of a process.
const env = { ...process.env };
delete env.NODE_OPTIONS;
delete env.NODE_EXTRA_CA_CERTS;

function milliseconds(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')}: exit ${status}: ${stderr}`);
  return performance.now() - start;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function measure({ name, args, most }) {
  const times = { base: [], run: [], ratio: [] };
  for (let round = 0; round < rounds; round += 1) {
    const base = milliseconds(['-e', '0']);
    const run = milliseconds([program, ...args]);
    times.base.push(base);
    times.run.push(run);
    times.ratio.push(run / base);
  }
  return {
    name,
    most,
    base: median(times.base),
    run: median(times.run),
    ratio: median(times.ratio),
  };
}

milliseconds(['-e', '0']);
for (const { args } of targets) milliseconds([program, ...args]);
const results = targets.map(measure);
console.table(
  Object.fromEntries(
    results.map(({ name, base, run, ratio, most }) => [
      name,
      {
        'node -e 0 (ms)': base.toFixed(1),
        'run (ms)': run.toFixed(1),
        ratio: ratio.toFixed(2),
        'at most': most,
      },
    ]),
  ),
);
if (results.some(({ ratio, most }) => ratio > most)) {
  console.error('above target');
  process.exitCode = 1;
}
