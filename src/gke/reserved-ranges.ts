/**
 * Blocks that GKE, VPC or a node keeps for itself, each with the page that says so.
 */
import { overlaps, parseCidr, type Cidr } from '../net/cidr.ts';

export interface ReservedRange {
  readonly cidr: Cidr;
  readonly name: string;
  readonly source: string;
  readonly checkedOn: string;
}

const vpcSubnets = 'https://docs.cloud.google.com/vpc/docs/subnets#prohibited-ipv4-subnet-ranges';
const networkOverview = 'https://cloud.google.com/kubernetes-engine/docs/concepts/network-overview';
const checkedOn = '2026-11-01';

const reserved = (text: string, name: string, source: string): ReservedRange => ({
  cidr: parseCidr(text),
  name,
  source,
  checkedOn,
});

/** What VPC refuses as a subnet range, primary or secondary. 192.0.0.0/24 is not among them. */
export const prohibitedRanges: readonly ReservedRange[] = [
  reserved('199.36.153.4/30', 'restricted Google APIs', vpcSubnets),
  reserved('199.36.153.8/30', 'private Google APIs', vpcSubnets),
  reserved('0.0.0.0/8', 'this network (RFC 1122)', vpcSubnets),
  reserved('127.0.0.0/8', 'loopback (RFC 1122)', vpcSubnets),
  reserved('169.254.0.0/16', 'link-local (RFC 3927)', vpcSubnets),
  reserved('224.0.0.0/4', 'multicast (RFC 5771)', vpcSubnets),
  reserved('255.255.255.255/32', 'limited broadcast (RFC 919)', vpcSubnets),
];

/** The bridge of the container runtime on every node: a node reaches nothing else there. */
export const dockerBridge = reserved('172.17.0.0/16', 'Docker bridge', networkOverview);

/** Services of every newer cluster, the same block in each: default from Autopilot 1.27 and Standard 1.29. */
export const managedServices = reserved(
  '34.118.224.0/20',
  'Services range that GKE manages',
  'https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips',
);

/** Where an auto-mode network takes one /20 per region. */
export const autoModeSubnets = reserved(
  '10.128.0.0/9',
  'subnets of auto-mode networks',
  'https://docs.cloud.google.com/vpc/docs/subnets#ip-ranges',
);

/** Addresses of Google's own that nodes must reach, so they cannot be used privately. */
export const googleServiceRanges: readonly ReservedRange[] = [
  reserved(
    '35.191.0.0/16',
    'Google health checks',
    'https://cloud.google.com/load-balancing/docs/health-check-concepts',
  ),
  reserved(
    '130.211.0.0/22',
    'Google health checks',
    'https://cloud.google.com/load-balancing/docs/health-check-concepts',
  ),
  reserved(
    '35.199.192.0/19',
    'Cloud DNS forwarding',
    'https://cloud.google.com/dns/docs/zones/forwarding-zones',
  ),
  reserved(
    '35.235.240.0/20',
    'Identity-Aware Proxy',
    'https://cloud.google.com/iap/docs/using-tcp-forwarding',
  ),
];

/**
 * Where NodeLocal DNSCache listens on every node: link-local, so it takes nothing of any range. It is
 * always on in Autopilot, and in Standard by default from a version on.
 */
export const nodeLocalDns = {
  ...reserved(
    '169.254.20.10/32',
    'NodeLocal DNSCache',
    'https://docs.cloud.google.com/kubernetes-engine/docs/how-to/nodelocal-dns-cache',
  ),
  defaultSince: '1.34.1',
};

/** Subnet ranges are advertised by themselves, all others as custom routes. */
export const cloudRouter =
  'https://cloud.google.com/network-connectivity/docs/router/concepts/overview';

const masquerading = 'https://cloud.google.com/kubernetes-engine/docs/concepts/ip-masquerade-agent';

/** Destinations towards which Pods keep their address where nobody gives another list. */
export const defaultNonMasquerade: readonly ReservedRange[] = [
  reserved('10.0.0.0/8', 'RFC 1918', masquerading),
  reserved('172.16.0.0/12', 'RFC 1918', masquerading),
  reserved('192.168.0.0/16', 'RFC 1918', masquerading),
  reserved('100.64.0.0/10', 'shared address space (RFC 6598)', masquerading),
  reserved('192.0.0.0/24', 'IETF protocol assignments', masquerading),
  reserved('192.0.2.0/24', 'documentation', masquerading),
  reserved('192.88.99.0/24', '6to4 relay', masquerading),
  reserved('198.18.0.0/15', 'benchmarking', masquerading),
  reserved('198.51.100.0/24', 'documentation', masquerading),
  reserved('203.0.113.0/24', 'documentation', masquerading),
  reserved('240.0.0.0/4', 'class E', masquerading),
];

/** Kept with every list, as long as the agent's `masqLinkLocal` is off, which is its default. */
export const linkLocal = reserved('169.254.0.0/16', 'link-local (RFC 3927)', masquerading);

/** VPC takes it for subnets, and nobody outside Google Cloud can be told of it. */
export const classE = reserved(
  '240.0.0.0/4',
  'class E',
  'https://cloud.google.com/blog/products/containers-kubernetes/how-class-e-addresses-solve-for-ip-address-exhaustion-in-gke',
);

/** The reserved ranges of a list that share addresses with a block. */
export function reservedIn(block: Cidr, list: readonly ReservedRange[]): readonly ReservedRange[] {
  return list.filter((range) => overlaps(range.cidr, block));
}
