/**
 * Public Cloud NAT: how many ports nodes get, and how many external addresses that takes.
 * Source: https://docs.cloud.google.com/nat/docs/ports-and-addresses
 */
import type { SourceLocation } from '../errors.ts';
import type { Cidr } from '../net/cidr.ts';
import type { Places } from './cluster.ts';
import { limitOf } from './limits.ts';

/** What a gateway that lists ranges translates of a subnet. */
export type NatRange =
  /** The range of that name: of a subnet its primary one. With a subnet, that of its secondary ranges. */
  | { readonly kind: 'named'; readonly name: string; readonly subnet?: string }
  | { readonly kind: 'block'; readonly cidr: Cidr }
  /** Every range of a subnet. */
  | { readonly kind: 'subnet'; readonly name: string };

/** Every range of every subnet, their primary ranges, or these. */
export type NatRanges = 'all' | 'primary' | readonly NatRange[];

/** A gateway of one network and region, for nodes that have no external address of their own. */
export interface NatGateway {
  readonly name: string;
  /** Absent: not known. */
  readonly region?: string;
  /** External addresses; `auto`: Cloud NAT takes as many as it needs. Absent: not known, or still to be planned. */
  readonly addresses?: number | 'auto';
  /** Source ports of each VM. Absent: Cloud NAT's default. */
  readonly minPortsPerVm?: number;
  readonly maxPortsPerVm?: number;
  /** A VM gets more than its minimum when it needs them. */
  readonly dynamicPortAllocation: boolean;
  /** Absent: not known. */
  readonly ranges?: NatRanges;
  /** It is there already. */
  readonly exists?: boolean;
  readonly where?: SourceLocation;
  readonly places?: Places;
}

/** Source ports that a VM has at least and at most, for each protocol. */
export interface NatPorts {
  readonly least: number;
  readonly most: number;
}

type PortSettings = Pick<NatGateway, 'dynamicPortAllocation' | 'minPortsPerVm' | 'maxPortsPerVm'>;

/** The least power of two that is not below a count of 1 or more. */
export function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}

/**
 * Static allocation gives every VM the minimum, rounded up to a power of two, and no more: 50 are 64.
 * Dynamic allocation takes no other minimum than a power of two.
 * Source: https://cloud.google.com/compute/docs/reference/rest/v1/routers
 */
export function natPorts({
  dynamicPortAllocation,
  minPortsPerVm,
  maxPortsPerVm,
}: PortSettings): NatPorts {
  if (!dynamicPortAllocation) {
    const least = powerOfTwo(minPortsPerVm ?? limitOf('nat-ports-per-vm-default').value);
    return { least, most: least };
  }
  return {
    least: minPortsPerVm ?? limitOf('nat-ports-per-vm-dynamic-minimum').value,
    most: maxPortsPerVm ?? limitOf('nat-ports-per-vm-dynamic-default-maximum').value,
  };
}

/**
 * External addresses for so many VMs of so many ports each: ⌈VMs × ports ÷ 64,512⌉. 1,008 VMs of 64 ports
 * take one address, 1,009 two.
 */
export function natAddresses(vms: number, portsPerVm: number): number {
  return Math.ceil((vms * portsPerVm) / limitOf('nat-ports-per-address').value);
}

/** VMs that so many addresses serve: ⌊addresses × 64,512 ÷ ports⌋. */
export function natVms(addresses: number, portsPerVm: number): number {
  return Math.floor((addresses * limitOf('nat-ports-per-address').value) / portsPerVm);
}
