import type { Problem, SourceLocation } from '../errors.ts';
import type { NamedRange, Network, NotChecked } from '../gke/cluster.ts';

/** A text and the name it goes by in messages: the path as given, `-` for stdin. */
export interface InputText {
  readonly name: string;
  readonly text: string;
}

/** An accepted risk: findings of the rule at that range count no more until the date has passed. */
export interface Suppression {
  readonly rule: string;
  /** Name or CIDR of a range; absent: wherever the rule fires. */
  readonly range?: string;
  readonly reason: string;
  /** The last day it holds, `YYYY-MM-DD`; absent: it does not expire. */
  readonly until?: string;
  readonly where?: SourceLocation;
}

/** What one input says. Problems are collected, never thrown, so that all of them are named at once. */
export interface InputResult {
  readonly networks: readonly Network[];
  /** Ranges that no network claims (a list of ranges): they concern every network. */
  readonly ranges: readonly NamedRange[];
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
