/** Short ways to say what is swept; an axis that a test does not name has no value. */
import type { ClusterRange } from '../../src/gke/cluster.ts';
import type { Combination } from '../../src/gke/sweep-combination.ts';
import { sweep, type SweepAxes } from '../../src/gke/sweep.ts';
import type { ServiceRange } from '../../src/gke/sweep-ranges.ts';
import type { Judge } from '../../src/gke/sweep-verdict.ts';
import { cluster, network, range, type ClusterGiven } from './builders.ts';

export const unsaid: SweepAxes = {
  nodes: [undefined],
  services: [undefined],
  growth: [undefined],
  maxPodsPerNode: [undefined],
  nodeRange: [undefined],
  podRange: [undefined],
  serviceRange: [undefined],
};

/** Blocks (`10.4.0.0/14`) or sizes (`/14`). */
export function sizes(...texts: readonly string[]): readonly ClusterRange[] {
  return texts.map((text) => range(text));
}

export function serviceSizes(...texts: readonly string[]): readonly ServiceRange[] {
  return texts.map((text) => (text === 'google-managed' ? text : range(text)));
}

export const refusesNothing: Judge = () => [];

export function swept(
  axes: Partial<SweepAxes>,
  given: ClusterGiven = {},
  options: { readonly pods?: number; readonly judge?: Judge } = {},
): readonly Combination[] {
  return [
    ...sweep(
      network(),
      cluster(given),
      { ...unsaid, ...axes },
      { judge: refusesNothing, ...options },
    ),
  ].flat();
}
