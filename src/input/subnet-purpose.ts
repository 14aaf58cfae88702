/** What subnets of a special purpose are there for, as Google's API and its Terraform provider say it. */
import type { NamedRange, OtherRole } from '../gke/cluster.ts';
import type { NeighbourTerms } from '../gke/neighbours.ts';

interface Meaning {
  readonly role: OtherRole;
  readonly neighbour?: NeighbourTerms;
}

const purposes: ReadonlyMap<unknown, Meaning> = new Map<unknown, Meaning>([
  ['REGIONAL_MANAGED_PROXY', { role: 'proxy-only' }],
  ['GLOBAL_MANAGED_PROXY', { role: 'proxy-only', neighbour: { kind: 'cross-region' } }],
  ['INTERNAL_HTTPS_LOAD_BALANCER', { role: 'proxy-only' }],
  ['PRIVATE_SERVICE_CONNECT', { role: 'private-service-connect' }],
]);

/** Whether a subnet is there for something of its own, and not just taken. */
export function isSpecialPurpose(purpose: unknown): boolean {
  return purposes.has(purpose);
}

/** `role` is that of a proxy-only subnet: ACTIVE, or BACKUP for one that waits. */
export function purposeOf(purpose: unknown, role: unknown): Pick<NamedRange, 'role' | 'neighbour'> {
  const meaning = purposes.get(purpose) ?? { role: 'other' };
  if (meaning.role !== 'proxy-only' || role !== 'BACKUP') return meaning;
  return { ...meaning, neighbour: { ...meaning.neighbour, backup: true } };
}
