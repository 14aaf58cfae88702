import { expect, it } from 'vitest';
import { masqueradeFacts, outsideFacts } from '../../src/report/outside-text.ts';
import type { ReportCluster, ReportNetwork } from '../../src/report/report.ts';
import { prodReport } from './samples.ts';

type Masquerade = NonNullable<ReportCluster['masquerade']>;
type Sees = Masquerade['destinations'][number]['sees'];

const masquerade = (
  list: Masquerade['list'],
  seen: Readonly<Record<string, Sees>>,
): Masquerade => ({
  list,
  source: 'https://cloud.google.com/',
  destinations: Object.entries(seen).map(([name, sees]) => ({
    name,
    role: 'peer',
    cidr: name === 'hub' ? null : '10.9.0.0/24',
    sees,
    nodeAddresses: 0,
    nodeBlocks: [],
    why: 'why',
  })),
});

const textOf = (...given: Parameters<typeof masquerade>) =>
  masqueradeFacts(masquerade(...given)).map(([, text]) => text);

it('who sees which address is one line', () => {
  expect(textOf('custom', { office: 'pod', hub: 'node', lab: 'node', mill: 'both' })).toEqual([
    'a list of its own; Pod addresses seen by office (10.9.0.0/24); ' +
      'node addresses seen by hub, lab (10.9.0.0/24); ' +
      'one or the other, by destination address, seen by mill (10.9.0.0/24)',
  ]);
});

it('many destinations are counted', () => {
  const seen = {
    a: 'pod',
    hub: 'pod',
    '10.9.0.0/24': 'pod',
    d: 'pod',
    e: 'pod',
    f: 'node',
  } as const;
  expect(textOf('default', seen)).toEqual([
    "GKE's default list; Pod addresses seen by a (10.9.0.0/24), hub, 10.9.0.0/24, d (10.9.0.0/24) and 1 more; " +
      'node addresses seen by f (10.9.0.0/24)',
  ]);
});

it('nothing is said where Pods keep their address as usual, and the least where they do so by setting', () => {
  expect(textOf('default', { a: 'pod' })).toEqual([]);
  expect(masqueradeFacts(undefined)).toEqual([]);
  expect(textOf('off', { a: 'pod' })).toEqual(['off, Pods keep their address everywhere']);
  expect(textOf('custom', {})).toEqual(['a list of its own']);
});

const [prod] = prodReport.networks;
const network = (changes: Partial<ReportNetwork>): ReportNetwork => ({ ...prod!, ...changes });
const source = 'https://cloud.google.com/';

const range = (role: string, cidr: string, advertise: 'always' | 'when-reached' | 'never') => ({
  role,
  name: null,
  cidr,
  clusters: ['prod'],
  advertise,
  why: 'why',
});

it('what is advertised says to whom, when, and whose routes have to be made', () => {
  const hybrid = {
    onPremises: [
      { name: 'office', cidr: '10.200.0.0/16', network: prod!.name },
      { name: null, cidr: '10.201.0.0/16', network: 'hub' },
    ],
    ranges: [
      range('node', '10.0.0.0/20', 'always'),
      range('control-plane', '172.16.0.0/28', 'when-reached'),
      range('service', '10.8.0.0/20', 'never'),
    ],
    source,
  };
  expect(outsideFacts(network({ hybrid }))).toEqual([
    [
      'Advertise',
      'to office, 10.201.0.0/16: 10.0.0.0/20 (nodes); if reached from there: 172.16.0.0/28 (control plane); never: 10.8.0.0/20 (Services); custom routes of hub; none of these may be in use there',
    ],
  ]);
});

it('subnet ranges are shown where quotas for them are said', () => {
  const peeringGroup = { ranges: 1234, limit: 600, peers: [] };
  const counted = { ranges: 12, limit: 300, assumed: false, peeringGroup, source };
  const { peeringGroup: _, ...alone } = counted;
  expect(outsideFacts(network({ subnetRanges: counted }))).toEqual([
    ['Subnet ranges', '12 of 300; 1,234 of 600 in its peering group'],
  ]);
  expect(outsideFacts(network({ subnetRanges: { ...alone, limit: null } }))).toEqual([
    ['Subnet ranges', '12'],
  ]);
  expect(outsideFacts(network({ subnetRanges: { ...counted, assumed: true } }))).toEqual([]);
  expect(outsideFacts(network({}))).toEqual([]);
});
