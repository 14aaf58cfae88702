/** The same gateway in every input that knows Cloud NAT. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Network } from '../../src/gke/cluster.ts';
import type { NatGateway } from '../../src/gke/nat.ts';
import type { InputResult } from '../../src/input/input.ts';
import { joinInputs } from '../../src/input/join.ts';
import { content } from '../../src/input/order.ts';
import { Unknown } from '../../src/input/unknown.ts';
import { parseCidr } from '../../src/net/cidr.ts';
import { renderSpec } from '../../src/report/spec.ts';
import { picture } from './google/resources.ts';
import { readInput } from './read-input.ts';
import { loadGrammarForTests } from './terraform/grammar-files.ts';

beforeAll(() => loadGrammarForTests());

const json = (value: unknown, name = 'nat.json') =>
  readInput({ name, text: JSON.stringify(value, null, 2) });
const yaml = (text: string) => readInput({ name: 'net.yaml', text });

/** Without places. */
const plain = (gateways: readonly NatGateway[] | undefined): unknown =>
  JSON.parse(content(gateways ?? []));
const natOf = ({ networks, problems, notChecked }: InputResult, name = 'prod-vpc'): unknown => {
  expect([problems, notChecked]).toEqual([[], []]);
  return plain(networks.find((network) => network.name === name)?.nat);
};

const expected = {
  name: 'egress',
  region: 'europe-west1',
  addresses: 2,
  minPortsPerVm: 128,
  maxPortsPerVm: 1024,
  dynamicPortAllocation: true,
  ranges: [
    { kind: 'named', name: 'gke' },
    { kind: 'named', name: 'pods', subnet: 'gke' },
    { kind: 'subnet', name: 'batch' },
  ],
};
const running = { ...expected, exists: true };

const spec = `networks:
  - name: prod-vpc
    nat:
      - name: egress
        region: europe-west1
        addresses: 2
        minPortsPerVm: 128
        maxPortsPerVm: 1024
        dynamicPortAllocation: true
        ranges: [gke, gke/pods, batch/*]
`;

const compute = 'https://www.googleapis.com/compute/v1/projects/p';
const inRegion = `${compute}/regions/europe-west1`;
const apiGateway = {
  name: 'egress',
  natIpAllocateOption: 'MANUAL_ONLY',
  natIps: [`${inRegion}/addresses/a`, `${inRegion}/addresses/b`],
  minPortsPerVm: 128,
  maxPortsPerVm: 1024,
  enableDynamicPortAllocation: true,
  sourceSubnetworkIpRangesToNat: 'LIST_OF_SUBNETWORKS',
  subnetworks: [
    {
      name: `${inRegion}/subnetworks/gke`,
      sourceIpRangesToNat: ['PRIMARY_IP_RANGE', 'LIST_OF_SECONDARY_IP_RANGES'],
      secondaryIpRangeNames: ['pods'],
    },
    { name: `${inRegion}/subnetworks/batch`, sourceIpRangesToNat: ['ALL_IP_RANGES'] },
  ],
  type: 'PUBLIC',
};
const apiRouter = {
  kind: 'compute#router',
  name: 'router',
  network: `${compute}/global/networks/prod-vpc`,
  region: inRegion,
  selfLink: `${inRegion}/routers/router`,
  nats: [apiGateway],
};
const apiNetwork = {
  kind: 'compute#network',
  name: 'prod-vpc',
  selfLink: `${compute}/global/networks/prod-vpc`,
  autoCreateSubnetworks: false,
};

const terraform = {
  'google_compute_network.vpc': { name: 'prod-vpc', auto_create_subnetworks: false },
  'google_compute_router.main': {
    name: 'router',
    region: 'europe-west1',
    network: new Unknown('known after apply', 'google_compute_network.vpc.id'),
  },
  'google_compute_subnetwork.gke': { name: 'gke', network: 'prod-vpc', region: 'europe-west1' },
};
const nat = {
  name: 'egress',
  router: new Unknown('known after apply', 'google_compute_router.main.name'),
  nat_ip_allocate_option: 'MANUAL_ONLY',
  nat_ips: ['a', new Unknown('known after apply', 'google_compute_address.b.self_link')],
  min_ports_per_vm: 128,
  max_ports_per_vm: 1024,
  enable_dynamic_port_allocation: true,
  source_subnetwork_ip_ranges_to_nat: 'LIST_OF_SUBNETWORKS',
  subnetwork: [
    {
      name: new Unknown('known after apply', 'google_compute_subnetwork.gke.id'),
      source_ip_ranges_to_nat: ['PRIMARY_IP_RANGE', 'LIST_OF_SECONDARY_IP_RANGES'],
      secondary_ip_range_names: ['pods'],
    },
    { name: 'batch', source_ip_ranges_to_nat: ['ALL_IP_RANGES'] },
  ],
};
const withNat = (changes: object) =>
  picture({ ...terraform, 'google_compute_router_nat.main': { ...nat, ...changes } });
const gatewayWith = (changes: object) => withNat(changes).networks[0]?.nat?.[0];

describe('one gateway', () => {
  test('of a spec', () => {
    expect(natOf(yaml(spec))).toEqual([expected]);
  });

  test('of Terraform', () => {
    expect(natOf(withNat({}))).toEqual([expected]);
  });

  test.each([
    ['a router', apiRouter],
    ['routers', [apiRouter]],
    ['an answer of the API', { kind: 'compute#routerList', items: [apiRouter] }],
    [
      'an aggregated list',
      {
        kind: 'compute#routerAggregatedList',
        items: { 'regions/europe-west1': { routers: [apiRouter] } },
      },
    ],
    ['a router without its kind', { ...apiRouter, kind: undefined }],
  ])('of %s that gcloud prints', (_, value) => {
    expect(natOf(json(value))).toEqual([running]);
  });

  test.each([
    ['one that gcloud describes', apiGateway],
    ['a list of gateways', [apiGateway]],
  ])('of %s, in the only network of the inputs', (_, value) => {
    const joined = joinInputs([json(value), json(apiNetwork, 'network.json')]);
    expect(natOf(joined)).toEqual([running]);
    expect(joined.networks).toHaveLength(1);
  });

  test('of Cloud Asset Inventory', () => {
    const asset = {
      name: '//compute.googleapis.com/projects/p/regions/europe-west1/routers/router',
      asset_type: 'compute.googleapis.com/Router',
      resource: { data: apiRouter },
    };
    const read = json([asset]);
    expect(natOf(read)).toEqual([running]);
    expect(read.networks[0]?.project).toBe('p');
  });

  test('of a plan that terraform shows', () => {
    const planned = (address: string, values: object) => {
      const [type = '', name = ''] = address.split('.');
      return { address, mode: 'managed', type, name, values };
    };
    const router = { name: 'router', region: 'europe-west1', network: 'prod-vpc' };
    const subnetwork = nat.subnetwork.map((each, index) => ({
      ...each,
      name: ['projects/p/regions/r/subnetworks/gke', 'batch'][index],
    }));
    const known = { ...nat, router: 'router', nat_ips: ['a', 'b'], subnetwork };
    const resources = [
      planned('google_compute_router.main', router),
      planned('google_compute_router_nat.main', known),
    ];
    const plan = {
      format_version: '1.2',
      planned_values: { root_module: { resources } },
      resource_changes: [],
    };
    expect(natOf(json(plan, 'plan.json'))).toEqual([expected]);
  });

  test('of a state of Terraform is there already', () => {
    const all = { ...terraform, 'google_compute_router_nat.main': nat };
    expect(natOf(picture(all, () => true))).toEqual([running]);
  });

  test('in two inputs is one, with what only one of them says', () => {
    const { natIps: _, ...without } = apiGateway;
    const api = { ...apiRouter, nats: [{ ...without, minPortsPerVm: undefined }] };
    const joined = joinInputs([withNat({}), json(api)]);
    expect(natOf(joined)).toEqual([running]);
  });

  test('comes back from the spec that is written of it', () => {
    const again = renderSpec(joinInputs([yaml(spec)]).networks, []);
    expect(natOf(yaml(again))).toEqual([expected]);
    expect(again).toContain('ranges: [ gke, gke/pods, batch/* ]');
  });
});

test.each([{ kind: 'compute#routerList' }, [{ ...apiRouter, nats: undefined }]])(
  'routers without a gateway are none: %o',
  (value) => {
    const { networks, problems } = json(value);
    expect([networks, problems]).toEqual([[], []]);
  },
);

describe('a gateway of Terraform', () => {
  test.each([
    ['takes its own addresses', { nat_ip_allocate_option: 'AUTO_ONLY', nat_ips: [] }, 'auto'],
    ['takes its own where nothing is said', { nat_ip_allocate_option: '', nat_ips: null }, 'auto'],
    ['has none', { nat_ips: [] }, 0],
    ['has those that are listed', { nat_ip_allocate_option: null }, 2],
  ])('%s', (_, changes, addresses) => {
    expect(gatewayWith(changes)?.addresses).toBe(addresses);
  });

  test.each([
    ['ALL_SUBNETWORKS_ALL_IP_RANGES', 'all'],
    ['ALL_SUBNETWORKS_ALL_PRIMARY_IP_RANGES', 'primary'],
  ])('that says %s translates %s', (source, ranges) => {
    expect(gatewayWith({ source_subnetwork_ip_ranges_to_nat: source })?.ranges).toBe(ranges);
  });

  test('has static allocation and the default of ports where nothing is said', () => {
    const silent = { min_ports_per_vm: 0, max_ports_per_vm: null };
    const read = gatewayWith({ ...silent, enable_dynamic_port_allocation: false });
    expect(read).toMatchObject({ dynamicPortAllocation: false });
    expect(read).not.toHaveProperty('minPortsPerVm');
    expect(read).not.toHaveProperty('maxPortsPerVm');
  });

  test('of Private NAT takes no external address, and is none here', () => {
    expect(withNat({ type: 'PRIVATE' }).networks[0]).not.toHaveProperty('nat');
  });

  test.each([
    [{ nat_ips: new Unknown('known after apply') }, 'nat_ips', 'addresses'],
    [{ min_ports_per_vm: new Unknown('known after apply') }, 'min_ports_per_vm', 'minPortsPerVm'],
    [{ subnetwork: new Unknown('known after apply') }, 'subnetwork', 'ranges'],
    [
      { source_subnetwork_ip_ranges_to_nat: new Unknown('known after apply') },
      'source_subnetwork_ip_ranges_to_nat',
      'ranges',
    ],
  ])('with an unknown part is not checked for it: %o', (changes, key, field) => {
    const { networks, notChecked } = withNat(changes);
    expect(networks[0]?.nat?.[0]).not.toHaveProperty(field);
    expect(notChecked).toMatchObject([
      { what: `google_compute_router_nat.main.${key}`, reason: 'known after apply' },
    ]);
  });

  test('that names a subnet nobody knows is not checked for its ranges', () => {
    const subnetwork = [{ name: new Unknown('known after apply') }];
    const { networks, notChecked } = withNat({ subnetwork });
    expect(networks[0]?.nat?.[0]).not.toHaveProperty('ranges');
    expect(notChecked.map(({ what }) => what)).toEqual([
      'google_compute_router_nat.main.subnetwork[0].name',
    ]);
  });

  test('whose router nobody describes is in no network', () => {
    const { networks, notChecked } = withNat({ router: 'elsewhere' });
    expect(networks[0]).not.toHaveProperty('nat');
    expect(notChecked).toMatchObject([
      { reason: 'its router is not described here, so it is in no network here' },
    ]);
  });
});

describe('a gateway that does not say its network', () => {
  test.each([
    ['no network', []],
    ['two', [apiNetwork, { ...apiNetwork, name: 'dev-vpc' }]],
  ])('is not checked beside %s', (_, networks) => {
    const { notChecked, ...read } = joinInputs([json(apiGateway), json(networks, 'networks.json')]);
    expect(read.networks.flatMap((network: Network) => network.nat ?? [])).toEqual([]);
    expect(notChecked).toContainEqual(
      expect.objectContaining({
        what: 'NAT gateway "egress"',
        reason:
          'it does not say in which network it is: give what "gcloud compute routers list" prints',
      }),
    );
  });

  test('is of the region of its addresses', () => {
    const joined = joinInputs([json(apiGateway), json(apiNetwork, 'n.json')]);
    expect(joined.networks[0]?.nat?.[0]?.region).toBe('europe-west1');
  });
});

describe('a gateway of a spec', () => {
  const one = (keys: string) =>
    yaml(`networks:\n  - name: prod-vpc\n    nat:\n      - {name: egress, ${keys}}\n`);

  test('translates everything where nothing else is said', () => {
    expect(one('addresses: auto').networks[0]?.nat).toMatchObject([
      { addresses: 'auto', ranges: 'all', dynamicPortAllocation: false },
    ]);
  });

  test('may list blocks', () => {
    const cidr = parseCidr('10.4.0.0/16');
    expect(one('ranges: [10.4.0.0/16]').networks[0]?.nat).toMatchObject([
      { ranges: [{ kind: 'block', cidr: { text: cidr.text } }] },
    ]);
  });

  test.each([
    ['ranges: some', 'the text "some" is not accepted (networks[0].nat[0].ranges)'],
    ['ranges: []', 'a list is not accepted (networks[0].nat[0].ranges)'],
    ['addresses: many', 'the text "many" is not accepted (networks[0].nat[0].addresses)'],
    ['minPortsPerVm: 0', '"0" is not accepted (networks[0].nat[0].minPortsPerVm)'],
    ['ports: 64', 'unknown key "ports" (networks[0].nat[0].ports)'],
    ['ranges: [10.4.0.5/16]', '"10.4.0.5/16" has host bits set (networks[0].nat[0].ranges[0])'],
  ])('is malformed: %s', (keys, what) => {
    expect(one(keys).problems.map((problem) => problem.what)).toContain(what);
  });

  test('has a name of its own in its region', () => {
    const twice = `networks:
  - name: v
    nat: [{name: a, region: r}, {name: a, region: s}, {name: a, region: r}]
`;
    expect(yaml(twice).problems.map(({ what }) => what)).toEqual([
      'a second NAT gateway of this region is called "a" (networks[0].nat[2].name)',
    ]);
  });
});

describe('private nodes', () => {
  const cluster = (config: object) => ({
    ...terraform,
    'google_container_cluster.main': {
      name: 'c',
      location: 'europe-west1',
      network: 'prod-vpc',
      private_cluster_config: [config],
    },
  });
  const ofTerraform = (config: object) =>
    picture(cluster(config)).networks[0]?.clusters[0]?.privateNodes;

  test.each([
    ['true', { enable_private_nodes: true }, true],
    ['false', { enable_private_nodes: false }, false],
    ['not said', {}, undefined],
    ['not known', { enable_private_nodes: new Unknown('known after apply') }, undefined],
    [
      'what a /28 of the control plane says already',
      { enable_private_nodes: true, master_ipv4_cidr_block: '172.16.0.0/28' },
      undefined,
    ],
  ])('of Terraform: %s', (_, config, is) => {
    expect(ofTerraform(config)).toBe(is);
  });

  test.each([
    ['an older cluster', { privateClusterConfig: { enablePrivateNodes: true } }, true],
    ['a newer one', { networkConfig: { defaultEnablePrivateNodes: true } }, true],
    ['one that says nothing', {}, undefined],
  ])('of gcloud: %s', (_, config, is) => {
    const read = json({ name: 'c', nodePools: [], ...config });
    expect(read.networks[0]?.clusters[0]?.privateNodes).toBe(is);
  });
});
