import { placeOf } from '../gke/cluster.ts';
import { keptTowards, masqueradeListOf } from '../gke/masquerade.ts';
import type { RangeUse } from '../gke/range-use.ts';
import { AddressSet } from '../net/address-set.ts';
import { at, clustersOf, type InNetwork, names } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

function leftOut({ cluster, ranges }: InNetwork): Observation[] {
  const { spec } = cluster;
  if (masqueradeListOf(spec) !== 'custom') return [];
  const kept = keptTowards(spec);
  return ranges
    .filter(({ role, cidr }) => role === 'pod' && !kept.contains(cidr))
    .map((range) => {
      const missing = AddressSet.of([range.cidr]).subtract(kept).blocks();
      return observe(
        { cluster, range },
        missing.map(({ text }) => text),
      );
    });
}

function observe(
  { cluster, range }: Pick<InNetwork, 'cluster'> & { readonly range: RangeUse },
  missing: readonly string[],
): Observation {
  const { spec } = cluster;
  const { name, cidr } = range;
  const added = spec.ranges.additionalPods.some((one) => one.cidr?.text === cidr.text);
  const what = `the ${added ? 'additional ' : ''}Pod range ${name === undefined ? cidr.text : `${name} (${cidr.text})`}`;
  const extent = missing.join() === cidr.text ? '' : ` in part: ${missing.join(', ')}`;
  return {
    message: `nonMasqueradeCIDRs of cluster ${spec.name} leaves out ${what}${extent}`,
    fix: `add ${missing.join(', ')} to nonMasqueradeCIDRs in the configuration of the ip-masq-agent`,
    ...at(placeOf(spec, 'masquerade')),
    related: [{ message: what, ...at(range.where) }],
    facts: {
      cluster: spec.name,
      range: cidr.text,
      name: name ?? null,
      additional: added,
      missing: [...missing],
    },
    ...names(range),
    clusters: [cluster],
  };
}

export const masqueradeListIncomplete: Rule = {
  id: 'masquerade-list-incomplete',
  severity: 'warning',
  title: 'A nonMasqueradeCIDRs list that leaves out a Pod range of its cluster',
  why: 'Such a list replaces the one of GKE as a whole. Pods that talk to Pods in a range that is not in it get the address of their node, so that firewall rules and network policies see the wrong source; a Pod range that is added later is easily forgotten.',
  fix: 'List every Pod range of the cluster in nonMasqueradeCIDRs, those that are added later, too.',
  docs: 'https://cloud.google.com/network-intelligence-center/docs/network-analyzer/insights/kubernetes-engine/gke-ip-masq-config',
  check: (landscape) => clustersOf(landscape).flatMap((cluster) => leftOut(cluster)),
};
