import type { Problem, SourceLocation } from '../errors.ts';
import type { NamedRange, Network, NotChecked } from '../gke/cluster.ts';
import type { RangeTable } from '../gke/range-table.ts';

import type { AgentList } from './agent-list.ts';

/** A text and the name it goes by in messages: the path as given, `-` for stdin. */
export interface InputText {
  readonly name: string;
  readonly text: string;
}

/** Lines of a file, the first and the last included. */
export interface Lines {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/** An accepted risk: findings of the rule at that range count no more until the date has passed. */
export interface Suppression {
  readonly rule: string;
  /** Name or CIDR of a range; absent: wherever the rule fires. */
  readonly range?: string;
  readonly reason: string;
  /** The last day it holds, `YYYY-MM-DD`; absent: it does not expire. */
  readonly until?: string;
  /** Of a comment in a file: it holds for what stands on these lines. */
  readonly lines?: Lines;
  readonly where?: SourceLocation;
}

/**
 * What kind of input speaks of a cluster, the most reliable first: a spec is written for the planner, a
 * state and a plan know all that Terraform does, a variable is known by its name alone.
 */
export const inputKinds = ['spec', 'state', 'plan', 'described', 'resources', 'variables'] as const;
export type InputKind = (typeof inputKinds)[number];

/** What one input says. Problems are collected, never thrown, so that all of them are named at once. */
export interface InputResult {
  /** Absent: like resources. */
  readonly kind?: InputKind;
  readonly networks: readonly Network[];
  /** Ranges that no network claims (a list of ranges): they concern every network. */
  readonly ranges: readonly NamedRange[];
  /** More of them, from inventories. */
  readonly tables?: readonly RangeTable[];
  /** Lists of the ip-masq-agent, which do not say of which cluster they are. */
  readonly agentLists?: readonly AgentList[];
  readonly notChecked: readonly NotChecked[];
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly Problem[];
}

export const emptyResult: InputResult = {
  networks: [],
  ranges: [],
  notChecked: [],
  suppressions: [],
  problems: [],
};
