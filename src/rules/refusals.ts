import type { Network } from '../gke/cluster.ts';
import { survey } from '../gke/landscape.ts';
import { runRules } from './index.ts';

/** Whether something fits: a sweep says that of every combination by itself. */
const aboutFitting = new Set([
  'node-range-exhausted',
  'pod-range-exhausted',
  'service-range-exhausted',
  'workload-pods-exhausted',
  'creation-exhausted',
  'limit-exceeded',
  'service-scale',
]);

/** What GKE or VPC refuses of a network, whatever has to fit into it. */
export function refusals(network: Network): readonly { rule: string; message: string }[] {
  return runRules(survey([network]))
    .findings.filter(({ rule, severity }) => severity === 'error' && !aboutFitting.has(rule))
    .map(({ rule, message }) => ({ rule, message }));
}
