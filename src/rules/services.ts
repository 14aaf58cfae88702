import { placeOf } from '../gke/cluster.ts';
import { limitOf, type Limit } from '../gke/limits.ts';
import type { RangeUse } from '../gke/range-use.ts';
import type { ResolvedCluster } from '../gke/resolve.ts';
import { serviceBands, systemAddresses, type ServiceBands } from '../gke/service-addresses.ts';
import { serviceLoad } from '../gke/service-load.ts';
import { at, clustersOf, names, type InNetwork } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

interface Scale {
  readonly planned: number;
  readonly what: string;
  readonly limit: Limit;
  /** Absent: the severity of the rule. */
  readonly severity?: Observation['severity'];
}

/** What a data plane serves; Services of Dataplane V2 are a limit of their own (`cni-service-limit`). */
function scalesOf(cluster: ResolvedCluster): readonly Scale[] {
  const { loadBalancers = 0, largest = 0, backends = 0 } = serviceLoad(cluster);
  const behindOne = (id: Parameters<typeof limitOf>[0]): Scale => ({
    planned: largest,
    what: 'Pods behind one Service',
    limit: limitOf(id, cluster.version),
  });
  if (cluster.dataPlane !== 'dataplane-v2') {
    const { services: planned = 0 } = cluster.demand;
    const limit = limitOf('kube-proxy-services');
    return [
      { planned, what: 'Services', limit, severity: 'warning' },
      behindOne('kube-proxy-pods-per-service'),
    ];
  }
  return [
    {
      planned: loadBalancers,
      what: 'Services of type LoadBalancer',
      limit: limitOf('dataplane-v2-load-balancers'),
    },
    behindOne('dataplane-v2-pods-per-service'),
    {
      planned: backends,
      what: 'Pods behind all Services',
      limit: limitOf('dataplane-v2-backends'),
    },
  ];
}

function tooMany(cluster: ResolvedCluster): Observation[] {
  return scalesOf(cluster)
    .filter(({ planned, limit }) => planned > limit.value)
    .map(({ planned, what, limit: { id, value, source }, severity }) => ({
      message: `cluster ${cluster.spec.name} plans ${planned} ${what}, and ${cluster.dataPlane} serves ${value} (${source})`,
      ...(severity === undefined ? {} : { severity }),
      ...at(placeOf(cluster.spec, what === 'Services' ? 'services' : 'serviceDetails')),
      facts: { cluster: cluster.spec.name, limiter: id, limit: value, planned, source },
      clusters: [cluster],
    }));
}

export const serviceScale: Rule = {
  id: 'service-scale',
  severity: 'error',
  title: 'More Services, or Pods behind them, than the data plane serves',
  why: 'Every node keeps the Services and the Pods behind them in tables of the data plane. Beyond their size Dataplane V2 behaves in undefined ways, and kube-proxy takes ever longer to follow changes.',
  fix: 'Spread the Services over several clusters, or put fewer Pods behind each.',
  docs: 'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/dataplane-v2',
  check: (landscape) => clustersOf(landscape).flatMap(({ cluster }) => tooMany(cluster)),
};

interface Pins {
  readonly pinned: number;
  readonly range: RangeUse;
  readonly bands: ServiceBands;
  /** For pinned addresses, beside GKE's own; negative where there is no band. */
  readonly room: number;
  /** Services whose address nobody chooses. */
  readonly others: number;
}

function pinsOf({ cluster, ranges }: InNetwork): Pins | undefined {
  const { pinned = 0 } = serviceLoad(cluster);
  const range = ranges.find(({ role, cidr }) => role === 'service' && cidr.family === 4);
  if (pinned === 0 || range === undefined) return undefined;
  const bands = serviceBands(range.cidr);
  const own = systemAddresses(range.cidr).length;
  const room = (bands.static?.addresses ?? 0) - own;
  return { pinned, range, bands, room, others: (cluster.demand.services ?? 0) - pinned - own };
}

/** Why they are unsafe, and what helps; nothing where they are safe. */
function riskOf({ pinned, room, others, bands }: Pins): readonly [string, string] | undefined {
  const { static: fixed, dynamic } = bands;
  if (fixed === undefined)
    return ['a range that small has no static band', 'pin none, or take a wider Services range'];
  if (pinned > room)
    return [
      `its static band ${fixed.first} to ${fixed.last} has ${room} beside GKE's own`,
      'pin fewer, or take a wider Services range',
    ];
  const behind = dynamic?.addresses ?? 0;
  if (others <= behind) return undefined;
  return [
    `${others} other Services are more than the ${behind} addresses behind its static band, so that Kubernetes hands out those of the band, too`,
    'take a wider Services range',
  ];
}

function unsafePins(one: InNetwork): Observation[] {
  const pins = pinsOf(one);
  const risk = pins && riskOf(pins);
  if (pins === undefined || risk === undefined) return [];
  const { spec } = one.cluster;
  const { pinned, range, room, others, bands } = pins;
  return [
    {
      message: `cluster ${spec.name} pins ${pinned} ClusterIPs in ${range.cidr.text}: ${risk[0]}`,
      fix: risk[1],
      ...at(placeOf(spec, 'serviceDetails')),
      ...names(range),
      facts: {
        cluster: spec.name,
        cidr: range.cidr.text,
        pinned,
        room: Math.max(room, 0),
        others: Math.max(others, 0),
        dynamic: bands.dynamic?.addresses ?? 0,
      },
      clusters: [one.cluster],
    },
  ];
}

export const pinnedServices: Rule = {
  id: 'pinned-services',
  severity: 'warning',
  title: 'ClusterIPs are pinned where Kubernetes hands addresses out by itself',
  why: 'Kubernetes gives a Service without a chosen ClusterIP an address behind the static band, and one of the band only when no other is left. A chosen address elsewhere may be taken already, and then the Service is refused (https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/).',
  fix: 'Pin addresses of the static band alone, in a range that leaves enough to the others.',
  docs: 'https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips',
  check: (landscape) => clustersOf(landscape).flatMap((cluster) => unsafePins(cluster)),
};

function fewerThanOwn(cluster: ResolvedCluster): Observation[] {
  const { services, name } = cluster.spec;
  const { system, nodeLocalDns } = serviceLoad(cluster);
  if (services === undefined || services >= system) return [];
  const dns = nodeLocalDns ? ', that of NodeLocal DNSCache among them' : '';
  return [
    {
      message: `cluster ${name} plans ${services} Services, GKE's own included, and GKE has ${system} or more of its own${dns} (seen in listings; no page of Google's states the number)`,
      fix: `count ${system} of GKE's own beside those of workloads`,
      ...at(placeOf(cluster.spec, 'services')),
      facts: { cluster: name, services, system, verified: limitOf('system-services').verified },
      clusters: [cluster],
    },
  ];
}

export const systemServices: Rule = {
  id: 'system-services',
  severity: 'info',
  title: 'Fewer Services are planned than GKE has of its own',
  why: 'The API server, DNS, metrics and the default backend each have a Service with a ClusterIP of the Services range, so that a number below theirs leaves no address to workloads.',
  fix: "Count GKE's own Services, too: 10 to 16 leave room for add-ons.",
  docs: 'https://docs.cloud.google.com/kubernetes-engine/docs/how-to/nodelocal-dns-cache',
  check: (landscape) => clustersOf(landscape).flatMap(({ cluster }) => fewerThanOwn(cluster)),
};
