/** Ranges for load balancers and Google's services that VPC or the service refuses for their size. */
import type { Landscape } from '../gke/landscape.ts';
import { limitOf } from '../gke/limits.ts';
import { isNeighbourRole, narrowest, type NeighbourRole } from '../gke/neighbours.ts';
import { labelOf, type Occupant } from '../gke/occupants.ts';
import { at, names, whose } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

export type NeighbourOccupant = Occupant & { readonly role: NeighbourRole };

/** Ranges of neighbours in each network, each once. */
export function neighboursIn({ networks }: Landscape): readonly NeighbourOccupant[] {
  return networks.flatMap(({ occupancy }) =>
    occupancy.listed.filter(
      (range): range is NeighbourOccupant => isNeighbourRole(range.role) && range.cidr.family === 4,
    ),
  );
}

const meanings: Record<NeighbourRole, string> = {
  'proxy-only': 'a proxy-only subnet',
  'private-services-access': 'a range for private services access',
  'load-balancer': 'a subnet for load balancers',
  'private-service-connect': 'a subnet for Private Service Connect',
};

/**
 * VPC makes no subnet that is too small. An allocated range it makes, and the services that are there may do
 * with it: one that is not new is a warning.
 */
function observe(range: NeighbourOccupant): Observation[] {
  const { role, cidr, name, where, neighbour } = range;
  const least = narrowest(role).value;
  const isNew = neighbour?.isNew === true;
  const isAddress = cidr.prefixLength === 32 && !isNew;
  if (cidr.prefixLength <= least || isAddress) return [];
  return [
    {
      message: `${labelOf(range)} is too small: ${meanings[role]} is a /${least} at the smallest`,
      fix: `use a /${least} or wider`,
      ...(role === 'private-services-access' && !isNew ? { severity: 'warning' as const } : {}),
      ...at(where),
      facts: { range: cidr.text, name: name ?? null, role, narrowest: least },
      ...names(range),
      ...whose(range),
    },
  ];
}

const checkRoles =
  (...roles: readonly NeighbourRole[]): Rule['check'] =>
  (landscape) =>
    neighboursIn(landscape)
      .filter(({ role }) => roles.includes(role))
      .flatMap(observe);

const filestore = (['basic', 'zonal', 'enterprise'] as const)
  .map((tier) => `a /${limitOf(`filestore-${tier}-prefix`).value} (${tier})`)
  .join(', ');

export const proxyOnlyRangeSize: Rule = {
  id: 'proxy-only-range-size',
  severity: 'error',
  title: 'A proxy-only subnet smaller than /26',
  why: 'The proxies of all Envoy-based load balancers of the region have their addresses there, and VPC accepts no fewer than 64. A /23 is said to do to start with; no page of Google we read states it.',
  fix: 'Use a /26 or wider, with room for more load balancers.',
  docs: limitOf('proxy-only-longest-prefix').source,
  check: checkRoles('proxy-only'),
};

export const privateServicesAccessSize: Rule = {
  id: 'private-services-access-size',
  severity: 'error',
  title: 'A range for private services access smaller than /24',
  why: `Cloud SQL, Memorystore, Filestore and the like each take a /24 of the range at least, and Google recommends a /16 for them together. Of its own, Filestore takes ${filestore} for an instance; no page of Google we read states that.`,
  fix: 'Use a /16, or at least a /24 for each service.',
  docs: limitOf('private-services-access-longest-prefix').source,
  check: checkRoles('private-services-access'),
};

export const loadBalancerRangeSize: Rule = {
  id: 'load-balancer-range-size',
  severity: 'error',
  title: 'A subnet for load balancers or Private Service Connect smaller than /29',
  why: 'Addresses of internal passthrough load balancers and of endpoints lie in a subnet, and so does the NAT of a published service. VPC accepts no subnet smaller than /29 and keeps four addresses of it.',
  fix: 'Use a /29 or wider.',
  docs: limitOf('node-range-reserved-addresses').source,
  check: checkRoles('load-balancer', 'private-service-connect'),
};
