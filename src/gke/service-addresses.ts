/** Which addresses of a Services range Kubernetes hands out by itself, and which are for choosing by hand. */
import { formatAddress, size, type Cidr } from '../net/cidr.ts';
import { limitOf, type LimitId } from './limits.ts';
import { staticServiceBand } from './sizing.ts';

/** Both ends are handed out. */
export interface Band {
  readonly first: string;
  readonly last: string;
  readonly addresses: number;
}

export interface ServiceBands {
  /** For addresses chosen by hand: handed out by Kubernetes only once the other band is full. Absent in 16 addresses or fewer. */
  readonly static?: Band;
  /** Absent in one or two addresses, which Kubernetes never hands out. */
  readonly dynamic?: Band;
}

/**
 * The bands of an IPv4 Services range: the static one from the first address on, the dynamic one
 * behind it. The first and the last address of the range belong to neither.
 * Source: https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/
 */
export function serviceBands(range: Cidr): ServiceBands {
  const fixed = staticServiceBand(range.prefixLength);
  const usable = Number(size(range)) - limitOf('service-range-reserved-addresses').value;
  return {
    ...(fixed > 0 ? { static: bandOf(range, 1, fixed) } : {}),
    ...(usable > 0 ? { dynamic: bandOf(range, fixed + 1, usable) } : {}),
  };
}

function bandOf(range: Cidr, first: number, last: number): Band {
  return {
    first: addressAt(range, first),
    last: addressAt(range, last),
    addresses: last - first + 1,
  };
}

/** Counted from 0, the first address of the block. */
function addressAt({ family, first }: Cidr, position: number): string {
  return formatAddress(family, first + BigInt(position));
}

export interface SystemAddress {
  readonly service: string;
  readonly address: string;
  /** False where listings show it and no page of Google's states it. */
  readonly verified: boolean;
}

const systemPositions: Readonly<Record<string, LimitId>> = {
  kubernetes: 'kubernetes-service-address',
  'kube-dns': 'kube-dns-service-address',
};

/** Addresses in the static band that GKE's own Services have, so that nothing else can. */
export function systemAddresses(range: Cidr): readonly SystemAddress[] {
  const fixed = staticServiceBand(range.prefixLength);
  return Object.entries(systemPositions)
    .map(([service, id]) => ({ service, limit: limitOf(id) }))
    .filter(({ limit }) => limit.value <= fixed)
    .map(({ service, limit: { value, verified } }) => ({
      service,
      address: addressAt(range, value),
      verified,
    }));
}
