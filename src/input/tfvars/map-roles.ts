/** The roles that `--map <role>=<name>` and `map:` of the configuration can give to a name. */
import type { Problem, SourceLocation } from '../../errors.ts';
import { quote } from '../../net/cidr-error.ts';
import { nearest } from '../nearest.ts';
import type { Field } from './fields.ts';
import type { VariableRole } from './names.ts';

/** One `<role>=<name>`, and where it was said. */
export interface MappedName {
  readonly role: string;
  readonly name: string;
  readonly where: SourceLocation;
}

/** The roles of ranges; `other` is a range of the network that no cluster uses. */
export const rangeRoles: Readonly<Record<string, VariableRole | 'other'>> = {
  nodes: 'nodes',
  node: 'nodes',
  pods: 'pods',
  pod: 'pods',
  services: 'services',
  service: 'services',
  'control-plane': 'control-plane',
  other: 'other',
};

/** The roles of everything else. */
export const fieldRoles: Readonly<Record<string, Field>> = {
  'max-pods-per-node': 'max-pods',
  'node-count': 'nodes-in-all',
  'nodes-per-zone': 'max',
  'services-count': 'services-count',
  location: 'location',
  zones: 'zones',
  mtu: 'mtu',
  network: 'network',
  subnet: 'subnet-name',
  'cluster-name': 'name',
  'pods-name': 'pods-name',
  'services-name': 'services-name',
};

/** As messages list them. */
export const mapRoles: readonly string[] = [
  ...Object.keys(rangeRoles).filter(
    (role) => role !== 'node' && role !== 'pod' && role !== 'service',
  ),
  ...Object.keys(fieldRoles),
];

export function isRole(role: string): boolean {
  return Object.hasOwn(rangeRoles, role) || Object.hasOwn(fieldRoles, role);
}

/** Roles that there are not; a usage error each. */
export function unknownRoles(map: readonly MappedName[]): readonly Problem[] {
  return map
    .filter(({ role }) => !isRole(role))
    .map(({ role, where }) => {
      const meant = nearest(role, mapRoles);
      const list = `one of ${mapRoles.join(', ')}`;
      const fix = meant === undefined ? `write ${list}` : `write ${meant} (${list})`;
      return { what: `${quote(role)} is no role`, fix, where };
    });
}
