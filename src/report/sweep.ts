/**
 * What `sweep` found, as the document that scripts rely on. This schema is the one source of the
 * TypeScript type and of the published JSON Schema. `null` means "not known", never zero.
 */
import * as v from 'valibot';

const known = v.nullable(v.number());

const sweptRangeSchema = v.object({
  cidr: v.nullable(v.string()),
  /** `null` where IPv4 has no block that large. */
  prefixLength: known,
  addresses: v.number(),
  needed: known,
  /** Otherwise the least that holds what is needed. */
  given: v.boolean(),
});

const combinationSchema = v.object({
  /** As given: today, before growth. */
  nodes: known,
  services: known,
  growth: known,
  maxPodsPerNode: v.number(),
  perNodePrefixLength: v.number(),
  /** At the growth horizon. */
  demand: v.object({ nodes: known, peakNodes: known, services: known }),
  ranges: v.object({
    node: v.nullable(sweptRangeSchema),
    pod: v.nullable(sweptRangeSchema),
    service: v.nullable(sweptRangeSchema),
  }),
  /** Of the VPC network: those of the three ranges, without a Services range that GKE manages. */
  addresses: known,
  capacity: v.object({
    nodes: known,
    pods: known,
    services: known,
    boundBy: v.object({
      nodes: v.nullable(v.string()),
      pods: v.nullable(v.string()),
      services: v.nullable(v.string()),
    }),
  }),
  /** Limit that binds less what is planned, nodes at the peak. */
  headroom: v.object({ nodes: known, services: known }),
  /** Addresses that nothing can ever take, since another limit stops the cluster first. */
  waste: known,
  /** `null` where nothing is demanded. */
  fits: v.nullable(v.boolean()),
  /** Of all that fit the same nodes, Services and growth. */
  best: v.boolean(),
  refused: v.array(v.object({ rule: v.string(), message: v.string() })),
  short: v.array(
    v.object({
      resource: v.picklist(['nodes', 'pods', 'services']),
      limiter: v.string(),
      missing: v.number(),
    }),
  ),
});

export const sweepSchema = v.object({
  schemaVersion: v.literal(1),
  tool: v.object({ name: v.string(), version: v.string() }),
  cluster: v.object({ name: v.string(), mode: v.picklist(['standard', 'autopilot']) }),
  target: v.picklist(['addresses', 'headroom']),
  /** Pods that have to run, today. */
  pods: known,
  /** How many years of growth are planned for. */
  years: v.number(),
  /** With `pods`: the smallest maximum Pods per node that will do; `null` where GKE allows none. */
  leastMaxPodsPerNode: v.array(v.object({ nodes: v.number(), maxPodsPerNode: known })),
  combinations: v.array(combinationSchema),
  assumptions: v.array(
    v.object({
      what: v.string(),
      value: v.union([v.string(), v.number(), v.boolean()]),
      why: v.string(),
    }),
  ),
  summary: v.object({
    combinations: v.number(),
    /** `null` where nothing is demanded. */
    fitting: known,
    refused: v.number(),
  }),
});

export type SweepReport = v.InferOutput<typeof sweepSchema>;
export type SweepRow = SweepReport['combinations'][number];

/** A report whose combinations are made while somebody goes through them, as often as somebody does. */
export interface SweepDocument extends Omit<SweepReport, 'combinations'> {
  readonly combinations: Iterable<SweepRow>;
}
