import type { SourceLocation } from '../errors.ts';
import type { Network } from '../gke/cluster.ts';
import type { Landscape } from '../gke/landscape.ts';
import type { ResolvedCluster } from '../gke/resolve.ts';

export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** Plain data behind a sentence, so that no renderer and no script parses one. */
export type Facts = Readonly<Record<string, string | number | boolean | null | string[]>>;

/** A place beside the primary one, such as the other range of an overlap. */
export interface Related {
  readonly message: string;
  readonly where?: SourceLocation;
}

/** What a rule says of one place; the catalogue adds rule, severity and page. */
export interface Observation {
  readonly message: string;
  /** What to do about it here; the rule's general fix where absent. */
  readonly fix?: string;
  /** Differs from the rule's own where the input leaves something open. */
  readonly severity?: Severity;
  readonly where?: SourceLocation;
  readonly related?: readonly Related[];
  readonly facts?: Facts;
  /** Names and CIDRs of the ranges it is about: what a suppression's `range` may name. */
  readonly ranges?: readonly string[];
  /** Every cluster it concerns: names alone do not tell them apart. */
  readonly clusters?: readonly ResolvedCluster[];
  /** Networks it concerns beside those of its clusters. */
  readonly networks?: readonly Network[];
}

export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** One line: what it finds. */
  readonly title: string;
  /** Why it matters: what goes wrong otherwise. */
  readonly why: string;
  /** How to fix it in general. */
  readonly fix: string;
  /** Google's page. */
  readonly docs: string;
  /** The error of GKE or VPC that comes at apply time otherwise, so that a search finds the rule. */
  readonly prevents?: string;
  /** `check` gives the worst first, and they stay so; those of other rules are listed by place. */
  readonly worstFirst?: true;
  readonly check: (landscape: Landscape, options: RuleOptions) => readonly Observation[];
}

/** What the user asked for beyond Google's own limits. */
export interface RuleOptions {
  /** `--min-headroom`: percent that must stay free. Absent: only Google's own thresholds. */
  readonly minHeadroom?: number;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
  readonly docs: string;
  readonly where?: SourceLocation;
  readonly related: readonly Related[];
  readonly facts: Facts;
  readonly ranges: readonly string[];
  readonly clusters: readonly ResolvedCluster[];
  readonly networks: readonly Network[];
}
