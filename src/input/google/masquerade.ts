/**
 * Source NAT of Pods. The list of the ip-masq-agent is in the cluster, so that no resource of Google's
 * provider has it; modules that make it give it as `non_masquerade_cidrs`.
 */
import { defined } from '../../defined.ts';
import type { Masquerade } from '../../gke/cluster.ts';
import type { Cidr } from '../../net/cidr.ts';
import {
  block,
  cidr,
  isTrue,
  leaveOutUnknown,
  type Part,
  unknownAt,
  valueOf,
} from './attributes.ts';

export function readMasquerade(cluster: Part): Masquerade | undefined {
  const said = defined({
    nonMasqueradeCidrs: listOf(cluster),
    disableDefaultSnat: isDisabled(cluster) ? true : undefined,
  });
  return Object.keys(said).length === 0 ? undefined : said;
}

/** Every plan of a new cluster has a status that is not known where nobody gives one: that of GKE. */
function isDisabled(cluster: Part): boolean {
  const status = block(cluster, 'default_snat_status');
  if (status === undefined) return false;
  leaveOutUnknown(status, 'disabled');
  return isTrue(status, 'disabled');
}

/** Nothing where a part of the list is not known: what is missing in it would look as if it were left out. */
function listOf(cluster: Part): readonly Cidr[] | undefined {
  const key = 'non_masquerade_cidrs';
  const value = valueOf(cluster, key);
  leaveOutUnknown(cluster, key);
  if (!Array.isArray(value)) return undefined;
  const hidden = value.findIndex((_, index) => unknownAt(cluster, key, index) !== undefined);
  if (hidden >= 0) {
    leaveOutUnknown(cluster, key, hidden);
    return undefined;
  }
  const blocks = value.map((_, index) => cidr(cluster, key, index));
  return blocks.every((one) => one !== undefined) ? blocks : undefined;
}
