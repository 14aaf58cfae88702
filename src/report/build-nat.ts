import { defined } from '../defined.ts';
import { limitOf } from '../gke/limits.ts';
import type { NatClusterRange, NatMember, NatUse } from '../gke/nat-use.ts';
import type { ReportNat, ReportNetwork } from './report.ts';

/** What the gateways of a network serve; nothing where it has none. */
export function natOf(uses: readonly NatUse[]): Pick<ReportNetwork, 'nat'> {
  return uses.length === 0 ? {} : { nat: uses.map(gatewayOf) };
}

function gatewayOf({ gateway, ports, members, peakNodes, atPeak, atLimit }: NatUse): ReportNat {
  const { name, region, addresses, dynamicPortAllocation } = gateway;
  return {
    name,
    ...defined({ region }),
    addresses: addresses ?? null,
    dynamicPortAllocation,
    portsPerNode: { minimum: ports.least, maximum: ports.most },
    ...(gateway.minPortsPerVm === undefined ? { portsAssumed: true } : {}),
    portsPerAddress: limitOf('nat-ports-per-address').value,
    peakNodes: peakNodes ?? null,
    addressesNeeded: { peak: atPeak ?? null, limit: atLimit ?? null },
    clusters: members.map((member) => clusterOf(member, ports.least)),
  };
}

function clusterOf(
  { cluster: { spec }, maxPodsPerNode, translated, left }: NatMember,
  ports: number,
): ReportNat['clusters'][number] {
  return {
    name: spec.name,
    ...defined({ location: spec.location }),
    maxPodsPerNode,
    portsPerPod: ports / maxPodsPerNode,
    translated: translated.map(rangeOf),
    untranslated: left.map(rangeOf),
  };
}

function rangeOf({ role, range }: NatClusterRange) {
  return { role, name: range.name ?? null, cidr: range.cidr?.text ?? null };
}
