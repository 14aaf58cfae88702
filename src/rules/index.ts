/** The catalogue: every rule, in the order in which it is listed. */
import { defined } from '../defined.ts';
import type { SourceLocation } from '../errors.ts';
import type { Landscape } from '../gke/landscape.ts';
import { nonRfc1918Range, publicRange } from './address-space.ts';
import { classEOnPremises } from './class-e-on-premises.ts';
import { cniConflict } from './cni-conflict.ts';
import { controlPlaneRangeReused } from './control-plane-range-reused.ts';
import { creationExhausted } from './creation-exhausted.ts';
import { headroomLow } from './headroom-low.ts';
import { limitExceeded } from './limit-exceeded.ts';
import { masqueradeListIncomplete } from './masquerade-list-incomplete.ts';
import { lowMaxPodsPerNode, maxPodsPerNode } from './max-pods-per-node.ts';
import { mtuMismatch, vpcMtu } from './mtu.ts';
import { neighbourRangeExhausted } from './neighbour-range-exhausted.ts';
import {
  loadBalancerRangeSize,
  privateServicesAccessSize,
  proxyOnlyRangeSize,
} from './neighbour-range-size.ts';
import { proxyOnlySubnetCount } from './proxy-only-subnet-count.ts';
import { nodeRangeRoom } from './node-range-room.ts';
import {
  natAddressesExhausted,
  natPortAllocation,
  natPortsLow,
  natRangesUncovered,
} from './nat.ts';
import { nodeRangeExhausted, podRangeExhausted, serviceRangeExhausted } from './range-exhausted.ts';
import { rangeOverlap } from './range-overlap.ts';
import { rangeRoleConflict } from './range-role-conflict.ts';
import {
  controlPlaneRangeSize,
  nodeRangeSize,
  podRangeSize,
  serviceRangeSize,
} from './range-size.ts';
import {
  autoModeRange,
  dockerBridgeRange,
  managedServiceRange,
  prohibitedRange,
} from './reserved-ranges.ts';
import { severities, type Finding, type Rule, type RuleOptions } from './rule.ts';
import { secondaryRangeCount } from './secondary-range-count.ts';
import { pinnedServices, serviceScale, systemServices } from './services.ts';
import { strandedCapacity } from './stranded-capacity.ts';
import { workloadPodsExhausted } from './workload-pods-exhausted.ts';
import { subnetRangeQuota } from './subnet-range-quota.ts';

export const rules: readonly Rule[] = [
  rangeOverlap,
  rangeRoleConflict,
  prohibitedRange,
  dockerBridgeRange,
  managedServiceRange,
  autoModeRange,
  publicRange,
  nonRfc1918Range,
  nodeRangeSize,
  podRangeSize,
  serviceRangeSize,
  controlPlaneRangeSize,
  maxPodsPerNode,
  nodeRangeExhausted,
  podRangeExhausted,
  serviceRangeExhausted,
  workloadPodsExhausted,
  creationExhausted,
  headroomLow,
  lowMaxPodsPerNode,
  strandedCapacity,
  nodeRangeRoom,
  limitExceeded,
  serviceScale,
  pinnedServices,
  systemServices,
  secondaryRangeCount,
  mtuMismatch,
  vpcMtu,
  cniConflict,
  controlPlaneRangeReused,
  proxyOnlyRangeSize,
  proxyOnlySubnetCount,
  privateServicesAccessSize,
  loadBalancerRangeSize,
  neighbourRangeExhausted,
  natAddressesExhausted,
  natPortAllocation,
  natPortsLow,
  natRangesUncovered,
  masqueradeListIncomplete,
  classEOnPremises,
  subnetRangeQuota,
];

export interface RuleResults {
  /** By severity, then in the order of the catalogue, then the worst first where the rule says so, else by place. */
  readonly findings: readonly Finding[];
  /** Exact, also where only the first pairs are findings. */
  readonly overlappingPairs: number;
}

export function runRules(landscape: Landscape, options: RuleOptions = {}): RuleResults {
  return {
    findings: rules
      .flatMap((rule) => findingsOf(rule, landscape, options))
      .toSorted(compareFindings),
    overlappingPairs: landscape.overlaps.count,
  };
}

function findingsOf(rule: Rule, landscape: Landscape, options: RuleOptions): Finding[] {
  return rule.check(landscape, options).map((observation) => ({
    rule: rule.id,
    severity: observation.severity ?? rule.severity,
    message: observation.message,
    fix: observation.fix ?? rule.fix,
    docs: rule.docs,
    ...defined({ where: observation.where }),
    related: observation.related ?? [],
    facts: observation.facts ?? {},
    ranges: observation.ranges ?? [],
    clusters: observation.clusters ?? [],
    networks: observation.networks ?? [],
  }));
}

const worstFirst = new Set(rules.filter((rule) => rule.worstFirst).map(({ id }) => id));
const ruleOrder = new Map(rules.map(({ id }, index) => [id, index]));

function compareFindings(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    (ruleOrder.get(a.rule) ?? 0) - (ruleOrder.get(b.rule) ?? 0) ||
    (worstFirst.has(a.rule) ? 0 : compareByPlace(a, b))
  );
}

function compareByPlace(a: Finding, b: Finding): number {
  return (
    comparePlaces(a.where, b.where) || (a.message < b.message ? -1 : Number(a.message > b.message))
  );
}

function comparePlaces(a: SourceLocation | undefined, b: SourceLocation | undefined): number {
  const [fileA, fileB] = [a?.file ?? '', b?.file ?? ''];
  if (fileA !== fileB) return fileA < fileB ? -1 : 1;
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}
