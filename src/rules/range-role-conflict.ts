import type { ClusterView } from '../gke/landscape.ts';
import type { RangeUse } from '../gke/range-use.ts';
import { at, clustersOf, names } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

const saysPods = /pod|cluster|container/i;
const saysServices = /service|svc/i;

/** What the name of a range says it is for, where it says one thing only. */
function roleByName({ name = '' }: RangeUse): 'pod' | 'service' | undefined {
  if (saysPods.test(name) === saysServices.test(name)) return undefined;
  return saysPods.test(name) ? 'pod' : 'service';
}

const roleWords = {
  node: 'nodes',
  pod: 'Pods',
  service: 'Services',
  'control-plane': 'control plane',
};

function twoRoles({ cluster, ranges, ipv6Ranges }: ClusterView): Observation[] {
  const own = [...ranges, ...ipv6Ranges].filter(({ outsideVpc }) => !outsideVpc);
  return own.flatMap((first, index) =>
    own
      .slice(index + 1)
      .filter((second) => second.cidr.text === first.cidr.text && second.role !== first.role)
      .map((second) => ({
        message: `cluster ${cluster.spec.name} uses ${first.cidr.text} for its ${roleWords[first.role]} and for its ${roleWords[second.role]}`,
        fix: `give the ${roleWords[second.role]} a range of their own`,
        ...at(second.where),
        related: [{ message: `as ${roleWords[first.role]}`, ...at(first.where) }],
        facts: {
          cluster: cluster.spec.name,
          cidr: first.cidr.text,
          roles: [first.role, second.role],
        },
        ...names(first, second),
        clusters: [cluster],
      })),
  );
}

function swapped({ cluster, ranges }: ClusterView): Observation[] {
  const pods = ranges.find(({ role }) => role === 'pod');
  const services = ranges.find(({ role }) => role === 'service');
  if (pods === undefined || services === undefined || pods.cidr.text === services.cidr.text)
    return [];
  const podsSay = roleByName(pods);
  const servicesSay = roleByName(services);
  if (podsSay === 'pod' || servicesSay === 'service') return [];
  if (podsSay === undefined && servicesSay === undefined) return [];
  return [
    {
      message: `cluster ${cluster.spec.name} has its Pods in ${describe(pods)} and its Services in ${describe(services)}: they look swapped`,
      fix: 'swap the two ranges, or rename them after what they are for',
      ...at(pods.where),
      related: [{ message: `the Services range: ${describe(services)}`, ...at(services.where) }],
      facts: {
        cluster: cluster.spec.name,
        pods: pods.cidr.text,
        podsName: pods.name ?? null,
        services: services.cidr.text,
        servicesName: services.name ?? null,
      },
      ...names(pods, services),
      clusters: [cluster],
    },
  ];
}

const describe = ({ name, cidr }: RangeUse) =>
  name === undefined ? cidr.text : `${name} (${cidr.text})`;

export const rangeRoleConflict: Rule = {
  id: 'range-role-conflict',
  severity: 'error',
  title: 'One range in two roles, or Pods and Services swapped',
  why: 'Nodes, Pods and Services each need a range of their own. A Services range taken for Pods is small: nodes stop joining after a few, and a cluster keeps its Services range for life.',
  fix: 'Give each role its own range and name the range after it.',
  docs: 'https://cloud.google.com/kubernetes-engine/docs/how-to/alias-ips',
  prevents: 'Pod secondary range name should not be the same as service secondary range name',
  check: (landscape) =>
    clustersOf(landscape).flatMap((cluster) => [...twoRoles(cluster), ...swapped(cluster)]),
};
