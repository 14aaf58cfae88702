/** What is printed of NAT gateways, and written to create them. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Network } from '../../src/gke/cluster.ts';
import { survey } from '../../src/gke/landscape.ts';
import type { NatGateway } from '../../src/gke/nat.ts';
import { content } from '../../src/input/order.ts';
import { parseCidr } from '../../src/net/cidr.ts';
import { buildReport } from '../../src/report/build.ts';
import { renderGcloud } from '../../src/report/gcloud.ts';
import type { Report } from '../../src/report/report.ts';
import { natFacts } from '../../src/report/table-nat.ts';
import { renderTerraform } from '../../src/report/terraform.ts';
import { renderTfvars } from '../../src/report/tfvars.ts';
import { cluster, namedRange, network, pool } from '../gke/builders.ts';
import { loadGrammarForTests } from '../input/terraform/grammar-files.ts';
import { readFolder } from '../input/terraform/terraform-folder.ts';

beforeAll(() => loadGrammarForTests());

const gateway = (given: Partial<NatGateway> = {}): NatGateway => ({
  name: 'egress',
  region: 'europe-west1',
  dynamicPortAllocation: false,
  ranges: 'all',
  ...given,
});

const networkWith = (given: Partial<NatGateway>, more: Partial<Network> = {}): Network =>
  network({
    name: 'prod-vpc',
    project: 'p',
    nat: [gateway(given)],
    clusters: [
      cluster({
        location: 'europe-west1',
        privateNodes: true,
        nodePools: [pool({ nodes: 100 })],
        ranges: {
          nodes: namedRange('gke', '10.0.0.0/24'),
          pods: namedRange('pods', '10.4.0.0/16'),
          services: namedRange('services', '10.8.0.0/20'),
        },
      }),
    ],
    ...more,
  });

const networksOf = (given: Partial<NatGateway>): Report['networks'] =>
  buildReport({
    landscape: survey([networkWith(given)]),
    findings: [],
    notChecked: [],
    overlappingPairs: 0,
    version: '0.0.0',
  }).networks;
const factsOf = (given: Partial<NatGateway>) => natFacts(networksOf(given)[0]!);

describe('the report', () => {
  test('has what each node and Pod gets, and the addresses that takes', () => {
    // 100 × 512 = 51,200 ports: one address. At 251 nodes, 128,512 ports: two.
    expect(networksOf({ addresses: 1, minPortsPerVm: 512, ranges: 'primary' })[0]?.nat).toEqual([
      {
        name: 'egress',
        region: 'europe-west1',
        addresses: 1,
        dynamicPortAllocation: false,
        portsPerNode: { minimum: 512, maximum: 512 },
        portsPerAddress: 64_512,
        peakNodes: 100,
        addressesNeeded: { peak: 1, limit: 2 },
        clusters: [
          {
            name: 'prod',
            location: 'europe-west1',
            maxPodsPerNode: 110,
            portsPerPod: 512 / 110,
            translated: [{ role: 'node', name: 'gke', cidr: '10.0.0.0/24' }],
            untranslated: [{ role: 'pod', name: 'pods', cidr: '10.4.0.0/16' }],
          },
        ],
      },
    ]);
  });

  test('says nothing of NAT where there is none', () => {
    const { networks } = buildReport({
      landscape: survey([network()]),
      findings: [],
      notChecked: [],
      overlappingPairs: 0,
      version: '0.0.0',
    });
    expect(networks[0]).not.toHaveProperty('nat');
    expect(natFacts(networks[0]!)).toEqual([]);
  });
});

describe('the facts of a network', () => {
  test('say it in three lines', () => {
    expect(factsOf({ addresses: 1, minPortsPerVm: 512, ranges: 'primary' })).toEqual([
      ['Cloud NAT', 'egress in europe-west1, 1 external address; 512 ports per node'],
      [
        'NAT serves',
        'prod: 4.65 ports per Pod at 110 Pods per node; translates nodes gke, not Pods pods',
      ],
      [
        'NAT needs',
        '1 external address for 100 nodes at the peak, 2 at the limit of its clusters (64,512 ports each, unverified)',
      ],
    ]);
  });

  test.each([
    [
      'defaults are named, and what no page of Google states',
      { addresses: 'auto' },
      'egress in europe-west1, addresses as it needs them; 64 ports per node (the default, unverified)',
    ],
    [
      'dynamic allocation is from the least to the most',
      { dynamicPortAllocation: true, addresses: 2 },
      'egress in europe-west1, 2 external addresses; 32 to 65,536 ports per node (the default)',
    ],
    [
      'what is not known is not guessed',
      { minPortsPerVm: 128 },
      'egress in europe-west1, an unknown number of addresses; 128 ports per node',
    ],
  ] as const)('%s', (_, given, text) => {
    expect(factsOf(given)[0]).toEqual(['Cloud NAT', text]);
  });

  test('say when a gateway is for others', () => {
    expect(factsOf({ region: 'us-east1', addresses: 1 }).at(-1)).toEqual([
      'NAT needs',
      'nothing: it serves no cluster here',
    ]);
  });
});

const listed = [
  { kind: 'named', name: 'gke' },
  { kind: 'named', name: 'pods', subnet: 'gke' },
  { kind: 'subnet', name: 'vm' },
] as const;

/** The block with this header, to its closing brace. */
function blockOf(text: string, header: string): string {
  const start = text.indexOf(header);
  return start < 0 ? `no ${header}` : text.slice(start, text.indexOf('\n}\n', start) + 3);
}

describe('Terraform', () => {
  test('creates the router, the addresses and the gateway', () => {
    const given = { addresses: 2, minPortsPerVm: 128, dynamicPortAllocation: true } as const;
    const text = renderTerraform([networkWith({ ...given, ranges: listed })], []);
    expect(blockOf(text, 'resource "google_compute_router" "egress"'))
      .toBe(`resource "google_compute_router" "egress" {
  project = "p"
  name    = "egress-router"
  network = google_compute_network.prod_vpc.id
  region  = "europe-west1"
}
`);
    expect(blockOf(text, 'resource "google_compute_address" "egress"'))
      .toBe(`resource "google_compute_address" "egress" {
  count   = 2
  project = "p"
  name    = "egress-\${count.index + 1}"
  region  = "europe-west1"
}
`);
    expect(blockOf(text, 'resource "google_compute_router_nat" "egress"'))
      .toBe(`resource "google_compute_router_nat" "egress" {
  project                             = "p"
  name                                = "egress"
  router                              = google_compute_router.egress.name
  region                              = "europe-west1"
  nat_ip_allocate_option              = "MANUAL_ONLY"
  nat_ips                             = google_compute_address.egress[*].self_link
  min_ports_per_vm                    = 128
  enable_dynamic_port_allocation      = true
  enable_endpoint_independent_mapping = false
  source_subnetwork_ip_ranges_to_nat  = "LIST_OF_SUBNETWORKS"

  subnetwork {
    name                     = google_compute_subnetwork.gke.id
    source_ip_ranges_to_nat  = ["PRIMARY_IP_RANGE", "LIST_OF_SECONDARY_IP_RANGES"]
    secondary_ip_range_names = ["pods"]
  }

  subnetwork {
    name                    = "vm"
    source_ip_ranges_to_nat = ["ALL_IP_RANGES"]
  }
}
`);
  });

  test.each([
    ['all', 'ALL_SUBNETWORKS_ALL_IP_RANGES'],
    ['primary', 'ALL_SUBNETWORKS_ALL_PRIMARY_IP_RANGES'],
  ] as const)('translates %s ranges as %s', (ranges, source) => {
    expect(renderTerraform([networkWith({ ranges })], [])).toContain(
      `source_subnetwork_ip_ranges_to_nat = "${source}"`,
    );
  });

  test('finds the subnet of a block, and says which block no subnet has', () => {
    const blocks = ['10.4.0.0/16', '10.0.0.0/24', '10.99.0.0/16'].map(
      (text) => ({ kind: 'block', cidr: parseCidr(text) }) as const,
    );
    const text = renderTerraform([networkWith({ ranges: blocks })], []);
    expect(text).toContain('# NAT gateway egress: no subnet here has 10.99.0.0/16.');
    expect(text).toContain('"PRIMARY_IP_RANGE", "LIST_OF_SECONDARY_IP_RANGES"');
    expect(text).toContain('secondary_ip_range_names = ["pods"]');
  });

  test('gives private nodes to a cluster that says so', () => {
    const text = renderTerraform([networkWith({})], []);
    expect(text).toContain(`  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = false
  }
`);
  });

  test('creates no gateway that is there, and none that nobody asks for', () => {
    for (const more of [{ nat: [gateway({ exists: true })] }, { nat: [] }]) {
      expect(renderTerraform([networkWith({}, more)], [])).not.toContain('router');
    }
  });

  test.each([
    ['all', { addresses: 'auto', ranges: 'all' }],
    ['primary', { addresses: 'auto', minPortsPerVm: 256, ranges: 'primary' }],
    [
      'a list',
      { addresses: 'auto', dynamicPortAllocation: true, maxPortsPerVm: 512, ranges: listed },
    ],
  ] as const)('is read again as it was: %s', (_, given) => {
    const before = networkWith(given);
    const { networks, problems } = readFolder({ 'main.tf': renderTerraform([before], []) });
    expect(problems).toEqual([]);
    expect(JSON.parse(content(networks[0]?.nat))).toEqual(JSON.parse(content(before.nat)));
    expect(networks[0]?.clusters[0]?.privateNodes).toBe(true);
  });
});

describe('gcloud', () => {
  test('has the commands in their order', () => {
    const given = { addresses: 2, minPortsPerVm: 128, dynamicPortAllocation: true } as const;
    const text = renderGcloud([networkWith({ ...given, ranges: listed })], []);
    expect(text).toContain(`gcloud compute routers create egress-router \\
  --project=p \\
  --region=europe-west1 \\
  --network=prod-vpc

gcloud compute addresses create egress-1 egress-2 \\
  --project=p \\
  --region=europe-west1

gcloud compute routers nats create egress \\
  --project=p \\
  --region=europe-west1 \\
  --router=egress-router \\
  --nat-external-ip-pool=egress-1,egress-2 \\
  --min-ports-per-vm=128 \\
  --enable-dynamic-port-allocation \\
  --no-enable-endpoint-independent-mapping \\
  --nat-custom-subnet-ip-ranges=gke,gke:pods,vm:ALL
`);
    expect(text).toContain('--enable-private-nodes');
  });

  test.each([
    ['all', '--nat-all-subnet-ip-ranges'],
    ['primary', '--nat-primary-subnet-ip-ranges'],
  ] as const)('translates %s ranges with %s', (ranges, word) => {
    const text = renderGcloud([networkWith({ ranges, addresses: 'auto' })], []);
    expect(text).toContain(`--auto-allocate-nat-external-ips \\\n  ${word}\n`);
  });

  test('leaves more addresses to Cloud NAT than anybody pastes', () => {
    const text = renderGcloud([networkWith({ addresses: 1_000_000_000 })], []);
    expect(text).toContain('# NAT gateway egress takes its 1000000000 addresses itself.');
    expect(text).toContain('--auto-allocate-nat-external-ips');
  });
});

test('what exists but its gateway has nothing to create as variables', () => {
  const home = networkWith({});
  const clusters = home.clusters.map((one) => ({ ...one, exists: true }));
  expect(renderTfvars([{ ...home, clusters }], [])).toBe(renderTfvars([], []));
});
