import { defined } from '../defined.ts';
import type { SourceLocation } from '../errors.ts';
import type { Finding } from './rule.ts';

/** An accepted risk: the rule, where it may fire, why, and how long. */
export interface AcceptedRisk {
  readonly rule: string;
  /** Name or CIDR of a range; absent: wherever the rule fires. */
  readonly range?: string;
  readonly reason: string;
  /** The last day it holds, `YYYY-MM-DD`; absent: it does not expire. */
  readonly until?: string;
  /** The finding or what it relates to stands on these lines of a file; absent: anywhere. */
  readonly lines?: { readonly file: string; readonly from: number; readonly to: number };
}

/** Why a finding does not count or, where it has expired, why it counts again. */
export interface FindingSuppression {
  readonly reason: string;
  readonly until?: string;
  readonly expired: boolean;
}

export type JudgedFinding = Finding & { readonly suppression?: FindingSuppression };

export interface SuppressionOptions {
  readonly suppressions: readonly AcceptedRisk[];
  /** Ids of rules whose findings do not count in this run. */
  readonly ignored: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** A suppression holds on its last day and no longer. Dates of this form compare as text. */
export function isExpired({ until }: Pick<AcceptedRisk, 'until'>, today: string): boolean {
  return until !== undefined && until < today;
}

/**
 * The findings, each with the suppression that concerns it. One that holds wins over one that has
 * expired; among several the first given.
 */
export function applySuppressions(
  findings: readonly Finding[],
  options: SuppressionOptions,
): readonly JudgedFinding[] {
  return findings.map((finding) => {
    const suppression = suppressionOf(finding, options);
    return suppression === undefined ? finding : { ...finding, suppression };
  });
}

function suppressionOf(
  finding: Finding,
  { suppressions, ignored, today }: SuppressionOptions,
): FindingSuppression | undefined {
  if (ignored.includes(finding.rule)) return { reason: 'ignored with --ignore', expired: false };
  const concerned = suppressions.filter((risk) => concerns(risk, finding));
  const risk = concerned.find((candidate) => !isExpired(candidate, today)) ?? concerned[0];
  if (risk === undefined) return undefined;
  const { reason, until } = risk;
  return { reason, ...defined({ until }), expired: isExpired(risk, today) };
}

function concerns({ rule, range, lines }: AcceptedRisk, finding: Finding): boolean {
  if (finding.rule !== rule) return false;
  if (range !== undefined && !finding.ranges.includes(range)) return false;
  return (
    lines === undefined || [finding, ...finding.related].some(({ where }) => isOn(lines, where))
  );
}

function isOn(
  { file, from, to }: AcceptedRisk['lines'] & object,
  where: SourceLocation | undefined,
): boolean {
  if (where?.file !== file || where.line === undefined) return false;
  return where.line >= from && where.line <= to;
}
