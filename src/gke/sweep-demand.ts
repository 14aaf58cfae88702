/** What has to fit into the combinations of a sweep. */
import type { ClusterSpec } from './cluster.ts';
import { grow, peakNodes } from './demand.ts';

/** The values of one setting, in the order given; `undefined` alone where nobody says any. */
export type Axis<T> = readonly (T | undefined)[];

export interface DemandAxes {
  readonly nodes: Axis<number>;
  readonly services: Axis<number>;
  /** Percent a year. */
  readonly growth: Axis<number>;
}

type Count = number | undefined;

/** One object for all combinations of the same demand. What nobody demands is absent. */
export interface SweptDemand {
  /** As given. */
  readonly today: { readonly nodes: Count; readonly services: Count; readonly growth: Count };
  /** At the growth horizon. */
  readonly nodes: Count;
  readonly peakNodes: Count;
  readonly services: Count;
  /** Today's, if they have to run. */
  readonly pods: Count;
  /** On every node beside them; 0 where nobody says. */
  readonly systemPods: number;
}

/** All demands, the growth changing first. */
export function demandsOf(
  spec: ClusterSpec,
  axes: DemandAxes,
  pods: Count,
): readonly SweptDemand[] {
  return axes.nodes.flatMap((nodes) =>
    axes.services.flatMap((services) =>
      axes.growth.map((growth) => demandOf(spec, { nodes, services, growth }, pods)),
    ),
  );
}

function demandOf(
  { nodePools: [pool], growth: base, systemPods }: ClusterSpec,
  today: SweptDemand['today'],
  pods: Count,
): SweptDemand {
  const growth = { percent: today.growth ?? base?.percent ?? 0, years: base?.years ?? 0 };
  const nodes = today.nodes === undefined ? undefined : grow(today.nodes, growth);
  const services = today.services === undefined ? undefined : grow(today.services, growth);
  const peak = nodes === undefined || pool === undefined ? undefined : peakNodes(nodes, pool);
  return { today, nodes, peakNodes: peak, services, pods, systemPods: systemPods?.total ?? 0 };
}

/** Whether somebody says what has to fit. */
export function isDemanded({ nodes, services, pods }: SweptDemand): boolean {
  return nodes !== undefined || services !== undefined || pods !== undefined;
}
