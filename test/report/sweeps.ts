import type { ClusterSpec } from '../../src/gke/cluster.ts';
import type { Target } from '../../src/gke/sweep-best.ts';
import { sweep, type SweepAxes } from '../../src/gke/sweep.ts';
import { buildSweep } from '../../src/report/sweep-build.ts';
import type { SweepDocument, SweepReport } from '../../src/report/sweep.ts';
import { refusals } from '../../src/rules/refusals.ts';
import { cluster, network } from '../gke/builders.ts';
import { unsaid } from '../gke/sweeps.ts';

interface Given extends Partial<SweepAxes> {
  readonly spec?: Partial<ClusterSpec>;
  readonly pods?: number;
  readonly target?: Target;
}

/** The document of a sweep, whose combinations are still to be made. */
export function sweepDocument({ spec: more, pods, target, ...given }: Given): SweepDocument {
  const spec = { ...cluster(), ...more };
  const axes = { ...unsaid, ...given };
  const options = { judge: refusals, ...(pods === undefined ? {} : { pods }) };
  return buildSweep({
    network: network(),
    spec,
    axes,
    combinations: sweep(network(), spec, axes, options),
    pods,
    target: target ?? 'addresses',
    version: '1.2.3',
  });
}

/** The same as whoever reads it has it. */
export function sweepReport(given: Given): SweepReport {
  const document = sweepDocument(given);
  return { ...document, combinations: [...document.combinations] };
}
