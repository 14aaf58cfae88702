/** Ranges that VPC, GKE or a node has other plans for. */
import { networkKey } from '../gke/cluster.ts';
import type { NetworkView } from '../gke/landscape.ts';
import { labelOf, type Occupant } from '../gke/occupants.ts';
import { isManagedServices } from '../gke/range-use.ts';
import {
  autoModeSubnets,
  dockerBridge,
  managedServices,
  prohibitedRanges,
  reservedIn,
  type ReservedRange,
} from '../gke/reserved-ranges.ts';
import { AddressSet } from '../net/address-set.ts';
import { at, names, occupantsIn, whose } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

function meets(range: Occupant, reserved: ReservedRange, consequence: string): Observation {
  return {
    message: `${labelOf(range)} meets ${reserved.cidr.text} (${reserved.name}): ${consequence}`,
    ...at(range.where),
    facts: { range: range.cidr.text, name: range.name ?? null, reserved: reserved.cidr.text },
    ...names(range),
    ...whose(range),
  };
}

const addressesOf = (ranges: readonly ReservedRange[]) =>
  AddressSet.of(ranges.map(({ cidr }) => cidr));

/** What others have elsewhere, VPC is not asked for. */
function isOfVpc({ role, keepClear }: Occupant): boolean {
  return !keepClear && role !== 'on-premises' && role !== 'peer';
}

export const prohibitedRange: Rule = {
  id: 'prohibited-range',
  severity: 'error',
  title: 'A range that VPC refuses',
  why: 'VPC accepts no subnet range, primary or secondary, in these blocks: loopback, link-local, multicast, and the addresses of Google APIs.',
  fix: 'Choose private space: RFC 1918, 100.64.0.0/10 or 240.0.0.0/4 without its last address.',
  docs: 'https://docs.cloud.google.com/vpc/docs/subnets#prohibited-ipv4-subnet-ranges',
  prevents: 'Invalid IPCidrRange: … conflicts with reserved IP range',
  check: (landscape) =>
    occupantsIn(landscape, addressesOf(prohibitedRanges))
      .filter((range) => isOfVpc(range))
      .flatMap((range) =>
        reservedIn(range.cidr, prohibitedRanges).map((reserved) =>
          meets(range, reserved, 'VPC refuses it'),
        ),
      ),
};

export const dockerBridgeRange: Rule = {
  id: 'docker-bridge-range',
  severity: 'warning',
  title: 'A range in 172.17.0.0/16, the Docker bridge of every node',
  why: 'A node takes 172.17.0.0/16 for the bridge of its container runtime and reaches no host there; Cloud SQL with a private address and Filestore fail for the same reason.',
  fix: 'Choose a range outside 172.17.0.0/16.',
  docs: 'https://cloud.google.com/kubernetes-engine/docs/concepts/network-overview',
  check: (landscape) =>
    occupantsIn(landscape, addressesOf([dockerBridge])).map((range) =>
      meets(range, dockerBridge, 'nodes cannot reach what has an address there'),
    ),
};

export const managedServiceRange: Rule = {
  id: 'managed-service-range',
  severity: 'warning',
  title: 'Something else inside 34.118.224.0/20, the Services range that GKE manages',
  why: 'Every newer cluster takes 34.118.224.0/20 for its own Services, so its Pods reach nothing else there.',
  fix: 'Choose a range outside 34.118.224.0/20, or give all clusters that must reach it a Services range of their own.',
  docs: 'https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips',
  check: (landscape) =>
    occupantsIn(landscape, addressesOf([managedServices]))
      .filter(({ cidr, role }) => !(role === 'service' && isManagedServices(cidr)))
      .map((range) => meets(range, managedServices, 'Pods cannot reach what has an address there')),
};

/** A node range as wide as an auto-created subnet, /20 to /16, may well be one. */
function isAutoSubnet({ role, cidr, network, clusters }: Occupant): boolean {
  const primary = role === 'node' || (role === 'other' && clusters.length === 0);
  return primary && network?.mode === 'auto' && cidr.prefixLength <= 20 && cidr.prefixLength >= 16;
}

/** Two connected auto-mode networks, reported where the first of them by name is looked at. */
function autoModePairs({ network, connected }: NetworkView): Observation[] {
  if (network.mode !== 'auto') return [];
  return connected
    .filter((other) => other.mode === 'auto' && networkKey(network) < networkKey(other))
    .map((other) => ({
      message: `the connected networks ${network.name} and ${other.name} are both auto-mode: they take the same subnets of ${autoModeSubnets.cidr.text}`,
      fix: 'convert one of them to custom mode and move its subnets, or disconnect them',
      ...at(network.where),
      related: [{ message: `the other network: ${other.name}`, ...at(other.where) }],
      facts: { first: network.name, second: other.name, reserved: autoModeSubnets.cidr.text },
      ranges: [autoModeSubnets.cidr.text],
      networks: [network, other],
    }));
}

function autoModeConflicts({ network, occupancy, connected }: NetworkView): Observation[] {
  const auto = [network, ...connected].find(({ mode }) => mode === 'auto');
  if (auto === undefined) return [];
  const relation =
    auto === network
      ? `the auto-mode network ${network.name} takes it`
      : `the connected auto-mode network ${auto.name} takes it`;
  return occupancy
    .overlapping(addressesOf([autoModeSubnets]))
    .filter((range) => !isAutoSubnet(range))
    .map((range) => meets(range, autoModeSubnets, `${relation} for its subnets`));
}

export const autoModeRange: Rule = {
  id: 'auto-mode-range',
  severity: 'error',
  title: 'A range in 10.128.0.0/9 of an auto-mode network, or of one connected with it',
  why: 'An auto-mode network takes a /20 per region from 10.128.0.0/9, also for regions that come later, and cannot be peered with a network that uses the block.',
  fix: 'Convert the network to custom mode, or choose a range outside 10.128.0.0/9.',
  docs: 'https://docs.cloud.google.com/vpc/docs/subnets#ip-ranges',
  prevents:
    'Invalid IPCidrRange: … conflicts with existing subnetwork; … conflicts with peer network',
  check: ({ networks }) =>
    networks.flatMap((view) => [...autoModePairs(view), ...autoModeConflicts(view)]),
};
