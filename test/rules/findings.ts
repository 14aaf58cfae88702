/** What the rules say of networks that a test describes. */
import type { Network } from '../../src/gke/cluster.ts';
import { survey, type SurveyOptions } from '../../src/gke/landscape.ts';
import { rules, runRules } from '../../src/rules/index.ts';
import type { Finding, RuleOptions } from '../../src/rules/rule.ts';
import { cluster, network, type ClusterGiven } from '../gke/builders.ts';

/** Findings of one rule; an id that the catalogue does not have is a mistake in the test. */
export function findingsOf(
  rule: string,
  networks: readonly Network[],
  options: SurveyOptions & RuleOptions = {},
): readonly Finding[] {
  if (!rules.some(({ id }) => id === rule)) throw new Error(`no rule ${rule}`);
  return runRules(survey(networks, options), options).findings.filter(
    (finding) => finding.rule === rule,
  );
}

/** One network with these clusters. */
export function home(...clusters: readonly ClusterGiven[]): readonly Network[] {
  return [network({ clusters: clusters.map((given) => cluster(given)) })];
}

/** Findings of one rule about clusters of one network. */
export function about(rule: string, ...clusters: readonly ClusterGiven[]): readonly Finding[] {
  return findingsOf(rule, home(...clusters));
}

/** How often a rule fires: what boundary tables say. */
export function count(rule: string, ...clusters: readonly ClusterGiven[]): number {
  return about(rule, ...clusters).length;
}
