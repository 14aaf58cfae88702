/** What Cloud NAT gives nodes without external addresses: ports, addresses, and for which ranges. */
import { placeOf } from '../gke/cluster.ts';
import type { Landscape, NetworkView } from '../gke/landscape.ts';
import { limitOf } from '../gke/limits.ts';
import { natAddresses, natVms, powerOfTwo, type NatGateway, type NatPorts } from '../gke/nat.ts';
import {
  hasPrivateNodes,
  type NatClusterRange,
  type NatMember,
  type NatUse,
} from '../gke/nat-use.ts';
import { at } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

const docs = 'https://docs.cloud.google.com/nat/docs/ports-and-addresses';

function inEachGateway(
  { networks }: Landscape,
  look: (use: NatUse, view: NetworkView) => readonly Observation[],
): Observation[] {
  return networks.flatMap((view) =>
    view.nat.flatMap((use) => look(use, view).map((one) => ({ ...one, networks: [view.network] }))),
  );
}

/** A gateway may be named where a suppression names a range. */
const named = ({ name }: NatGateway): Pick<Observation, 'ranges'> => ({ ranges: [name] });

function tooFewPorts({ gateway, ports, members }: NatUse): Observation[] {
  return members
    .filter(({ maxPodsPerNode }) => ports.most < maxPodsPerNode)
    .map(({ cluster, maxPodsPerNode }) => {
      const { name } = cluster.spec;
      const enough = powerOfTwo(maxPodsPerNode);
      return {
        message: `a node of cluster ${name} has ${ports.most} ports of NAT gateway ${gateway.name} for up to ${maxPodsPerNode} Pods: less than one each`,
        fix: gateway.dynamicPortAllocation
          ? `raise maxPortsPerVm to ${enough} or more, or lower maximum Pods per node`
          : `set minPortsPerVm to ${enough} or more, allocate ports dynamically, or lower maximum Pods per node`,
        ...at(placeOf(gateway, gateway.dynamicPortAllocation ? 'maxPortsPerVm' : 'minPortsPerVm')),
        facts: {
          gateway: gateway.name,
          cluster: name,
          portsPerNode: ports.most,
          maxPodsPerNode,
          enough,
        },
        ...named(gateway),
        clusters: [cluster],
      };
    });
}

export const natPortsLow: Rule = {
  id: 'nat-ports-low',
  severity: 'warning',
  title: 'Fewer NAT ports per node than Pods',
  why: 'All Pods of a node without an external address share its source ports of Cloud NAT, 64 unless said otherwise (unverified: no page of Google that was read states it). When more connections go to the same destination than there are ports, further ones are dropped.',
  fix: 'Give each node at least as many ports as it has Pods, or allocate ports dynamically.',
  docs,
  check: (landscape) => inEachGateway(landscape, tooFewPorts),
};

function rangeText({ role, range }: NatClusterRange): string {
  const things = role === 'node' ? 'nodes' : 'Pods';
  return `${things} ${range.name ?? range.cidr?.text ?? ''}`.trim();
}

const listText = (ranges: readonly NatClusterRange[]) => ranges.map(rangeText).join(', ');

function partlyTranslated({ gateway, members }: NatUse): Observation[] {
  return members
    .filter(({ left }) => left.length > 0)
    .map(({ cluster, translated, left }) => ({
      message: `NAT gateway ${gateway.name} translates ${listText(translated)} of cluster ${cluster.spec.name} and not ${listText(left)}`,
      fix: left.some(({ role }) => role === 'node')
        ? 'let it translate the primary range of the subnet, too: masqueraded Pods and the nodes themselves leave with an address of it'
        : 'let it translate all ranges of the subnet, unless all Pods are masqueraded as their nodes',
      ...at(placeOf(gateway, 'ranges')),
      facts: {
        gateway: gateway.name,
        cluster: cluster.spec.name,
        translated: translated.map(rangeText),
        untranslated: left.map(rangeText),
      },
      ranges: [gateway.name, ...left.flatMap(rangeNames)],
      clusters: [cluster],
    }));
}

function rangeNames({ range: { name, cidr } }: NatClusterRange): readonly string[] {
  return [name, cidr?.text].flatMap((text) => text ?? []);
}

export const natRangesUncovered: Rule = {
  id: 'nat-ranges-uncovered',
  severity: 'warning',
  title: 'A NAT gateway that translates only a part of the ranges of a cluster',
  why: 'Cloud NAT translates the ranges that it lists. Pods that leave with their own address, as they do without masquerading, reach nothing outside when only the nodes are listed; nodes, and Pods masqueraded as nodes, reach nothing when only Pods are.',
  fix: 'Let the gateway translate the primary and the Pod ranges of the subnet.',
  docs,
  check: (landscape) => inEachGateway(landscape, partlyTranslated),
};

function isSaidPrivate({ cluster }: NatMember): boolean {
  return hasPrivateNodes(cluster.spec) === true;
}

function tooFewAddresses({ gateway, ports, members, peakNodes = 0 }: NatUse): Observation[] {
  const { addresses } = gateway;
  const needed = natAddresses(peakNodes, ports.least);
  if (addresses === undefined || addresses === 'auto' || needed <= addresses) return [];
  const clusters = members.map(({ cluster }) => cluster);
  const names = clusters.map(({ spec }) => spec.name);
  const served = natVms(addresses, ports.least);
  return [
    {
      message: `NAT gateway ${gateway.name} has ${addresses} external ${addresses === 1 ? 'address' : 'addresses'} for ${peakNodes} nodes of ${names.join(', ')} at the peak: at ${ports.least} ports each they take ${needed}, and it serves ${served}`,
      fix: `give it ${needed} addresses, let it allocate them itself, or give each node fewer ports`,
      ...(members.some(isSaidPrivate) ? {} : { severity: 'warning' }),
      ...at(placeOf(gateway, 'addresses')),
      facts: {
        gateway: gateway.name,
        addresses,
        needed,
        peakNodes,
        portsPerNode: ports.least,
        portsPerAddress: limitOf('nat-ports-per-address').value,
        servedNodes: served,
      },
      ...named(gateway),
      clusters,
    },
  ];
}

export const natAddressesExhausted: Rule = {
  id: 'nat-addresses-exhausted',
  severity: 'error',
  title: 'Fewer external addresses than the nodes at the peak take of Cloud NAT',
  why: 'Each node takes its ports of one of the external addresses of the gateway, which has 64,512 of them for each protocol (unverified: no page of Google that was read states it). Nodes for which none are left, surge nodes included, reach nothing outside.',
  fix: 'Give the gateway more addresses, or let it allocate them itself.',
  docs,
  check: (landscape) => inEachGateway(landscape, tooFewAddresses),
};

/** Whether dynamic allocation takes the most: a power of two greater than the least. */
function isMost({ least, most }: NatPorts): boolean {
  return most > least && most === powerOfTwo(most);
}

/** Why Cloud NAT does not take the ports as they are set. */
function refusedPorts({ gateway, ports }: NatUse): Observation[] {
  const { name, dynamicPortAllocation, minPortsPerVm, maxPortsPerVm } = gateway;
  const minimum = limitOf('nat-ports-per-vm-dynamic-minimum').value;
  const isPower = ports.least === powerOfTwo(ports.least);
  const facts = {
    gateway: name,
    dynamicPortAllocation,
    minPortsPerVm: minPortsPerVm ?? null,
    maxPortsPerVm: maxPortsPerVm ?? null,
  };
  const refused = (message: string, field: string, fix: string): Observation[] => [
    { message, fix, ...at(placeOf(gateway, field)), facts, ...named(gateway) },
  ];
  if (dynamicPortAllocation && (!isPower || ports.least < minimum)) {
    const message = `NAT gateway ${name} allocates ports dynamically from ${ports.least} on: that takes a power of two from ${minimum} on`;
    const fix = `set minPortsPerVm to ${Math.max(minimum, powerOfTwo(ports.least))}`;
    return refused(message, 'minPortsPerVm', fix);
  }
  if (dynamicPortAllocation && maxPortsPerVm !== undefined && !isMost(ports)) {
    const message = `NAT gateway ${name} gives a node ${ports.least} ports at least and ${ports.most} at most: the most has to be a larger power of two`;
    const enough = Math.max(powerOfTwo(ports.most), 2 * ports.least);
    return refused(message, 'maxPortsPerVm', `set maxPortsPerVm to ${enough} or more`);
  }
  if (!dynamicPortAllocation && maxPortsPerVm !== undefined) {
    const message = `NAT gateway ${name} has a maximum of ${maxPortsPerVm} ports and no dynamic allocation: a node gets ${ports.least} and never more`;
    return refused(
      message,
      'maxPortsPerVm',
      'allocate ports dynamically, or leave the maximum out',
    );
  }
  return [];
}

export const natPortAllocation: Rule = {
  id: 'nat-port-allocation',
  severity: 'error',
  title: 'Ports per node that Cloud NAT does not take',
  why: 'Dynamic allocation begins at a power of two from 32 on and goes up to a larger power of two; static allocation gives every node the minimum, rounded up to a power of two, and knows no maximum.',
  fix: 'Set a power of two as minimum and a larger one as maximum for dynamic allocation, the minimum alone for static.',
  docs,
  check: (landscape) => inEachGateway(landscape, refusedPorts),
};
