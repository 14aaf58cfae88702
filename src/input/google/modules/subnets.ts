/** Subnets as modules make them, and what the modules put out of them. */
import type { SourceLocation } from '../../../errors.ts';
import { compareText } from '../../../gke/compare-text.ts';
import { made } from '../../terraform/make.ts';
import type { Value } from '../../terraform/value.ts';
import type { GoogleResource } from '../resource.ts';
import {
  type Entries,
  entriesIn,
  keyIn,
  mapAt,
  type ModuleCall,
  nameOrReference,
  referenceTo,
  resourceIn,
} from './expanded.ts';

export interface Subnet {
  /** `europe-west1/nodes`: its key in the maps that the modules put out. */
  readonly key: string;
  readonly attributes: Entries;
  readonly at: SourceLocation;
  readonly resource: GoogleResource;
}

/** A subnet under the local address of its resource, `google_compute_subnetwork.subnetwork`. */
export function subnetIn(
  call: ModuleCall,
  local: string,
  at: SourceLocation,
  attributes: Entries,
): Subnet {
  const { name, region } = attributes;
  const key = [keyIn(region), keyIn(name)].filter((part) => part !== undefined).join('/');
  const resource = resourceIn(call, `${local}[${JSON.stringify(key)}]`, at, attributes);
  return { key, attributes, at, resource };
}

/** The resource as an output. */
export function subnetOutput({ attributes, at, resource }: Subnet): Value {
  return mapAt(at, {
    ...attributes,
    name: nameOrReference(attributes['name'], resource),
    id: referenceTo(resource, at),
    self_link: referenceTo(resource, at),
  });
}

/** Terraform puts subnets out in the order of their keys. */
export function inOrderOfKeys(subnets: readonly Subnet[]): readonly Subnet[] {
  return subnets.toSorted((a, b) => compareText(a.key, b.key));
}

/** A part of every subnet, as a map by key. */
export function byKey(
  call: ModuleCall,
  subnets: readonly Subnet[],
  part: (subnet: Subnet) => Value | undefined,
): Value {
  const entries = subnets.map((subnet) => [subnet.key, part(subnet)] as const);
  return mapAt(call.inputs.at, Object.fromEntries(entries));
}

/** Secondary ranges that are given by name, as a block or as an object that has it. */
export function secondaryRanges(ranges: Value | undefined): Value | undefined {
  if (ranges === undefined || !(ranges.content instanceof Map)) return ranges;
  const blocks = entriesIn(ranges).map(([name, range]) => {
    const [, block = range] = entriesIn(range).find(([key]) => key === 'ip_cidr_range') ?? [];
    return mapAt(range.at, { range_name: made(name, range.at), ip_cidr_range: block });
  });
  return made(blocks, ranges.at);
}
