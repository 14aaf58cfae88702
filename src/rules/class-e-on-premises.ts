import { networkKey } from '../gke/cluster.ts';
import { isClassE, keptOnPremises, type OnPremises, onPremisesOf } from '../gke/hybrid.ts';
import type { Landscape } from '../gke/landscape.ts';
import type { RangeUse } from '../gke/range-use.ts';
import { classE } from '../gke/reserved-ranges.ts';
import { at, clustersOf, type InNetwork, names, once } from './observe.ts';
import type { Observation, Rule } from './rule.ts';

interface Unroutable {
  readonly cluster: InNetwork;
  readonly range: RangeUse;
  /** Who sees these addresses. */
  readonly towards: readonly OnPremises[];
}

/** Nodes show their addresses to everybody, Pods only where they are not masqueraded. */
function unroutable(cluster: InNetwork, landscape: Landscape): Unroutable[] {
  const affected = cluster.ranges.filter(
    ({ role, cidr }) => (role === 'node' || role === 'pod') && isClassE(cidr),
  );
  if (affected.length === 0) return [];
  const onPremises = onPremisesOf(cluster.view, landscape);
  const kept = keptOnPremises(cluster, onPremises);
  return affected
    .map((range) => ({ cluster, range, towards: range.role === 'node' ? onPremises : kept }))
    .filter(({ towards }) => towards.length > 0);
}

function textOf({ range: { name, cidr } }: OnPremises): string {
  return name === undefined ? cidr.text : `${name} (${cidr.text})`;
}

function observe({ cluster: { cluster }, range, towards }: Unroutable): Observation {
  const { role, name, cidr } = range;
  const [first, ...others] = towards.map(textOf);
  const whom = others.length === 0 ? first : `${first} and ${others.length} more`;
  const label = name === undefined ? cidr.text : `${name}, ${cidr.text}`;
  const blocks = towards.map((one) => one.range.cidr.text);
  const pods = role === 'pod';
  return {
    message: `${pods ? 'Pods' : 'nodes'} of ${cluster.spec.name} (${label}) show class E addresses to ${whom} on-premises, where no route leads back`,
    fix: pods
      ? 'give the ip-masq-agent a nonMasqueradeCIDRs list without the ranges on-premises, so that these see the address of the node'
      : `choose a node range outside ${classE.cidr.text}`,
    ...at(range.where ?? cluster.spec.where),
    related: towards.slice(0, 1).map((one) => ({
      message: `on-premises: ${textOf(one)}`,
      ...at(one.range.where),
    })),
    facts: {
      cluster: cluster.spec.name,
      role,
      range: cidr.text,
      name: name ?? null,
      onPremises: blocks,
    },
    ...names(range),
    clusters: [cluster],
  };
}

/** Clusters that share a range share what is told of it. */
function keyOf({ cluster, range: { role, name, cidr } }: Unroutable): readonly string[] {
  return [networkKey(cluster.view.network), role, name ?? '', cidr.text];
}

export const classEOnPremises: Rule = {
  id: 'class-e-on-premises',
  severity: 'warning',
  title: 'Class E addresses of nodes or Pods that an on-premises network sees',
  why: '240.0.0.0/4 is not advertised outside Google Cloud and many devices refuse it, so that no answer comes back. By the default list Pods keep their address towards private destinations on-premises.',
  fix: 'Let Pods get the address of their node towards on-premises, and take nodes from other space.',
  docs: classE.source,
  check: (landscape) => {
    const all = clustersOf(landscape).flatMap((cluster) => unroutable(cluster, landscape));
    return once(all, keyOf).map(observe);
  },
};
