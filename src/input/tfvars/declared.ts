/** Subnets and secondary ranges that the variables declare, and which of them a cluster means by name. */
import { defined } from '../../defined.ts';
import { type NamedRange, otherRoles } from '../../gke/cluster.ts';
import { nameIn, podRangesOfPools } from './cluster.ts';
import type { FieldFact } from './fields.ts';
import { type Leaf, type Owner, placeOfLeaf } from './leaves.ts';
import type { RangeFact } from './ranges.ts';
import { factOf } from './scalars.ts';

/** `secondary_ranges` names the subnet that `subnets` declares: its ranges belong to that subnet. */
export function linkOwners(leaves: readonly Leaf[]): readonly Leaf[] {
  const owners = new Map<string, Owner>();
  for (const { subnet } of leaves) {
    if (subnet?.name !== undefined && subnet.route !== undefined) owners.set(subnet.name, subnet);
  }
  return leaves.map((leaf) => {
    const owner = owners.get(leaf.subnet?.name ?? '');
    if (owner?.route === undefined || leaf.subnet?.route !== undefined) return leaf;
    return { ...leaf, subnet: owner, home: owner.route };
  });
}

export function isDeclared({ leaf }: RangeFact): boolean {
  return leaf.subnet !== undefined || leaf.secondary?.name !== undefined;
}

/** The declared ranges that a cluster names. */
export interface NamedRanges {
  readonly nodes?: RangeFact;
  readonly pods?: RangeFact;
  readonly services?: RangeFact;
  /** Pod ranges that only node pools name. */
  readonly ofPools?: readonly RangeFact[];
}

export function namedRanges(
  fields: readonly FieldFact[],
  declared: readonly RangeFact[],
): NamedRanges {
  const subnet = nameIn(factOf(fields, 'subnet-name'));
  const byName = (name: string | undefined) => {
    const same = declared.filter(({ leaf }) => name !== undefined && leaf.secondary?.name === name);
    const inSubnet = same.filter(({ leaf }) => leaf.subnet?.name === subnet);
    return onlyOne(inSubnet.length > 0 ? inSubnet : same);
  };
  const pods = byName(nameIn(factOf(fields, 'pods-name')));
  const services = byName(nameIn(factOf(fields, 'services-name')));
  const ofPools = podRangesOfPools(fields).flatMap((use) => byName(nameIn(use)) ?? []);
  const owner = subnet ?? (pods ?? services)?.leaf.subnet?.name;
  const nodes = primaryOf(owner, declared);
  const inside = (role: 'pods' | 'services') =>
    subnet === undefined || nodes === undefined ? undefined : ofSubnet(subnet, role, declared);
  return defined({
    nodes,
    pods: pods ?? inside('pods'),
    services: services ?? inside('services'),
    ofPools: ofPools.length > 0 ? ofPools : undefined,
  });
}

function primaryOf(
  name: string | undefined,
  declared: readonly RangeFact[],
): RangeFact | undefined {
  if (name === undefined) return undefined;
  return onlyOne(
    declared.filter(({ leaf }) => leaf.secondary === undefined && leaf.subnet?.name === name),
  );
}

function ofSubnet(
  name: string,
  role: 'pods' | 'services',
  declared: readonly RangeFact[],
): RangeFact | undefined {
  return onlyOne(
    declared.filter(
      (fact) =>
        fact.role === role && fact.leaf.secondary !== undefined && fact.leaf.subnet?.name === name,
    ),
  );
}

function onlyOne(facts: readonly RangeFact[]): RangeFact | undefined {
  return facts.length === 1 ? facts[0] : undefined;
}

/** A range as what takes addresses of the network, whoever uses it. */
export function networkRange({ leaf, role, text }: RangeFact): readonly NamedRange[] {
  if (text.kind !== 'cidr') return [];
  const { subnet, secondary } = leaf;
  const name = secondary === undefined ? subnet?.name : secondary.name;
  return [
    {
      role: otherRoles.find((each) => each === role) ?? 'other',
      cidr: text.cidr,
      ...defined({ name: name ?? leaf.keys.at(-1), subnet: subnet?.name, region: subnet?.region }),
      ...(secondary === undefined ? {} : { secondary: true }),
      where: placeOfLeaf(leaf),
    },
  ];
}
