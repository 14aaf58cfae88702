/** What a NAT gateway gives the nodes, in a few facts. */
import { limitOf } from '../gke/limits.ts';
import { counted, formatCount, unknown } from './count.ts';
import type { ReportNat, ReportNetwork } from './report.ts';

type Fact = readonly [label: string, text: string];

/** Nothing where nobody asks for NAT. */
export function natFacts({ nat = [] }: ReportNetwork): readonly Fact[] {
  return nat.flatMap((gateway): Fact[] => [
    ['Cloud NAT', `${headOf(gateway)}; ${portsOf(gateway)}`],
    ...gateway.clusters.map((cluster): Fact => ['NAT serves', clusterText(cluster)]),
    ['NAT needs', needText(gateway)],
  ]);
}

/** "egress in europe-west1, 2 external addresses" */
function headOf({ name, region, addresses }: ReportNat): string {
  const place = region === undefined ? '' : ` in ${region}`;
  if (addresses === 'auto') return `${name}${place}, addresses as it needs them`;
  if (addresses === null) return `${name}${place}, an unknown number of addresses`;
  return `${name}${place}, ${addressText(addresses)}`;
}

const addressText = (count: number): string =>
  `${formatCount(count)} external address${count === 1 ? '' : 'es'}`;

function portsOf({
  portsPerNode: { minimum, maximum },
  portsAssumed,
  dynamicPortAllocation,
}: ReportNat): string {
  const { verified } = limitOf(
    dynamicPortAllocation ? 'nat-ports-per-vm-dynamic-minimum' : 'nat-ports-per-vm-default',
  );
  const why = portsAssumed === true ? ` (the default${verified ? '' : ', unverified'})` : '';
  return minimum === maximum
    ? `${counted(minimum, 'port')} per node${why}`
    : `${formatCount(minimum)} to ${formatCount(maximum)} ports per node${why}`;
}

function clusterText(cluster: ReportNat['clusters'][number]): string {
  const { name, maxPodsPerNode, portsPerPod, translated, untranslated } = cluster;
  const each = Math.floor(portsPerPod * 100) / 100;
  const left = untranslated.length === 0 ? '' : `, not ${untranslated.map(rangeText).join(', ')}`;
  return `${name}: ${each} ${each === 1 ? 'port' : 'ports'} per Pod at ${counted(maxPodsPerNode, 'Pod')} per node; translates ${translated.map(rangeText).join(', ')}${left}`;
}

const roles = { node: 'nodes', pod: 'Pods' } as const;

function rangeText({ role, name, cidr }: ReportNat['clusters'][number]['translated'][number]) {
  const which = name ?? cidr;
  return which === null ? roles[role] : `${roles[role]} ${which}`;
}

/** "2 external addresses for 1,305 nodes at the peak, 3 at their limit (64,512 ports each, unverified)" */
function needText({ clusters, addressesNeeded, peakNodes, portsPerAddress }: ReportNat): string {
  if (clusters.length === 0) return 'nothing: it serves no cluster here';
  const { peak, limit } = addressesNeeded;
  const { verified } = limitOf('nat-ports-per-address');
  const now = peak === null ? `${unknown} external addresses` : addressText(peak);
  const most = limit === null ? '' : `, ${formatCount(limit)} at the limit of its clusters`;
  const ports = `${formatCount(portsPerAddress)} ports each${verified ? '' : ', unverified'}`;
  return `${now} for ${counted(peakNodes, 'node')} at the peak${most} (${ports})`;
}
