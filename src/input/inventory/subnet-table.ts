/** Subnets as Google's API describes them, in columns: the fast way for what is written as usual. */
import { defined } from '../../defined.ts';
import type { SourceLocation } from '../../errors.ts';
import type { Network } from '../../gke/cluster.ts';
import { RangeColumns, type RangeOrigin, RangeTable } from '../../gke/range-table.ts';
import { scanIpv4Block } from '../../net/address.ts';
import { bareNetwork, hasIpv6, isSubnet } from '../gcloud-network.ts';
import { resourceName, segmentOf } from '../resource-path.ts';
import { isMap, type Route } from '../route.ts';
import { isSpecialPurpose } from '../subnet-purpose.ts';

interface Owner {
  readonly network: Network;
  readonly rows: number[];
}

/** Where something stands in a record, by the keys that lead to it. */
export type LocateRecord = (record: number, route: Route) => SourceLocation;

export class SubnetTable {
  readonly #columns: RangeColumns;
  readonly #locate: LocateRecord;
  readonly #owners = new Map<string, Owner>();
  readonly #regions = new Map<string, string>();

  constructor(file: string, locate: LocateRecord) {
    this.#locate = locate;
    this.#columns = new RangeColumns(file, (origin) => locate(origin.record, keysTo(origin)));
  }

  /**
   * Takes the ranges of a subnet; false where something about it is not as usual, so that a reader has to
   * look at it that knows all ways to write one. `project` is that of a network without one in its path.
   */
  add(record: number, value: unknown, project?: string): boolean {
    if (!isMap(value) || !isSubnet(value) || hasIpv6(value)) return false;
    const { name, network, region, purpose, selfLink, secondaryIpRanges = [] } = value;
    const primary = scanIpv4Block(value['ipCidrRange']);
    const parts = secondariesIn(secondaryIpRanges);
    if (primary === undefined || parts === undefined) return false;
    if (!isText(name) || !isText(network) || !isText(region) || !isText(selfLink)) return false;
    if (isSpecialPurpose(purpose)) return false;
    const { rows } = this.#ownerOf(network, selfLink, project, record);
    const columns = this.#columns;
    const owner = columns.length;
    const inRegion = this.#regionOf(region);
    const add = ({ first, prefixLength }: Block, part: number, called: string) => {
      rows.push(columns.length);
      columns.add(first, prefixLength, record, 'other', called);
      columns.inSubnet(owner, part, inRegion);
    };
    add(primary, 0, name);
    parts.forEach(({ block, rangeName }, index) => add(block, index + 1, rangeName));
    return true;
  }

  /** The networks of all subnets, each with its ranges as a table. */
  networks(): readonly Network[] {
    return Array.from(this.#owners.values(), ({ network, rows }) => ({
      ...network,
      tables: [new RangeTable(this.#columns, Uint32Array.from(rows))],
    }));
  }

  #ownerOf(path: string, selfLink: string, fallback: string | undefined, record: number): Owner {
    const key = fallback === undefined ? path : `${path} ${fallback}`;
    const known = this.#owners.get(key);
    if (known !== undefined) return known;
    const project = segmentOf(path, 'projects') ?? segmentOf(selfLink, 'projects') ?? fallback;
    const where = this.#locate(record, []);
    const network = { ...bareNetwork(resourceName(path)), ...defined({ project }), where };
    const owner = { network, rows: [] };
    this.#owners.set(key, owner);
    return owner;
  }

  /** One text for all subnets of a region, which would keep their own otherwise. */
  #regionOf(path: string): string {
    const known = this.#regions.get(path);
    if (known !== undefined) return known;
    const region = resourceName(path);
    this.#regions.set(path, region);
    return region;
  }
}

interface Block {
  readonly first: number;
  readonly prefixLength: number;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function keysTo({ part }: RangeOrigin): Route {
  return part === 0 ? ['ipCidrRange'] : ['secondaryIpRanges', part - 1];
}

function secondariesIn(
  list: unknown,
): readonly { readonly block: Block; readonly rangeName: string }[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const parts: { block: Block; rangeName: string }[] = [];
  for (const item of list) {
    if (!isMap(item)) return undefined;
    const { rangeName } = item;
    const block = scanIpv4Block(item['ipCidrRange']);
    if (block === undefined || !isText(rangeName)) return undefined;
    parts.push({ block, rangeName });
  }
  return parts;
}
