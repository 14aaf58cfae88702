/** Where addresses come from: public space and private space outside RFC 1918. */
import type { NetworkView } from '../gke/landscape.ts';
import { labelOf, type Occupant } from '../gke/occupants.ts';
import { isManagedServices } from '../gke/range-use.ts';
import { prohibitedRanges, reservedIn } from '../gke/reserved-ranges.ts';
import { isRfc1918, publicIpv4, publicShare, specialRangeOf } from '../net/special-ranges.ts';
import { at, names, whose } from './observe.ts';
import type { Rule } from './rule.ts';

/** An IPv4 range of a VPC network itself: what is on-premises or a peer's has its own owner. */
function isOwn({ role, cidr }: Occupant): boolean {
  return (
    role !== 'on-premises' &&
    role !== 'peer' &&
    cidr.family === 4 &&
    !isManagedServices(cidr) &&
    reservedIn(cidr, prohibitedRanges).length === 0
  );
}

function publicRanges({ occupancy }: NetworkView): readonly Occupant[] {
  return occupancy.overlapping(publicIpv4()).filter((range) => isOwn(range));
}

function clusterRanges({ occupancy }: NetworkView): readonly Occupant[] {
  return occupancy.listed.filter((range) => range.clusters.length > 0 && isOwn(range));
}

export const publicRange: Rule = {
  id: 'public-range',
  severity: 'warning',
  title: 'Public addresses used privately',
  why: "Nodes and Pods that use public addresses privately cannot reach the owner of these addresses on the internet, and peers import such routes only when both sides allow it. By GKE's default list Pods get the address of their node towards all public addresses, these among them.",
  fix: 'Choose private space: RFC 1918, 100.64.0.0/10 or 240.0.0.0/4.',
  docs: 'https://docs.cloud.google.com/vpc/docs/subnets#valid-ranges',
  check: ({ networks }) =>
    networks.flatMap(publicRanges).map((range) => {
      const share = publicShare(range.cidr);
      const extent =
        share === 'whole' ? 'is public address space' : 'is partly public address space';
      return {
        message: `${labelOf(range)} ${extent}: its owner on the internet is out of reach`,
        ...at(range.where),
        facts: { range: range.cidr.text, name: range.name ?? null, share },
        ...names(range),
        ...whose(range),
      };
    }),
};

export const nonRfc1918Range: Rule = {
  id: 'non-rfc1918-range',
  severity: 'info',
  title: 'Private space outside RFC 1918: check masquerading and who accepts it',
  why: 'Pods keep their own address for destinations in these blocks and get that of the node for all others, unless a custom masquerade list says otherwise. 240.0.0.0/4 is refused by some devices and operating systems on-premises; 100.64.0.0/10 may be in use by a carrier.',
  fix: 'Keep it when whoever these Pods talk to accepts the block; list it in nonMasqueradeCIDRs where you have such a list.',
  docs: 'https://cloud.google.com/kubernetes-engine/docs/concepts/ip-masquerade-agent',
  check: ({ networks }) =>
    networks
      .flatMap(clusterRanges)
      .filter(({ cidr }) => publicShare(cidr) === 'none' && !isRfc1918(cidr))
      .map((range) => {
        const special = specialRangeOf(range.cidr);
        return {
          message: `${labelOf(range)} is outside RFC 1918${special === undefined ? '' : `, in ${special.cidr.text} (${special.name})`}: Pods reach it without masquerading only where their list has it, as GKE's own does`,
          ...at(range.where),
          facts: {
            range: range.cidr.text,
            name: range.name ?? null,
            block: special?.cidr.text ?? null,
          },
          ...names(range),
          ...whose(range),
        };
      }),
};
