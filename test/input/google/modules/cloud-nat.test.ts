import { expect, test } from 'vitest';
import { content } from '../../../../src/input/order.ts';
import { Unknown } from '../../../../src/input/unknown.ts';
import { pictureOf } from './calls.ts';

const source = 'terraform-google-modules/cloud-nat/google';
const usual = { project_id: 'p', region: 'europe-west1', router: 'edge', network: 'net' };

const read = (inputs: object) => pictureOf({ nat: { source, inputs: { ...usual, ...inputs } } });
const gatewayOf = (inputs: object): unknown =>
  JSON.parse(content(read({ create_router: true, ...inputs }).networks[0]?.nat?.[0]));

test('the module makes a gateway of its router in the network', () => {
  const { networks, problems, notChecked } = read({ create_router: true, name: 'egress' });
  expect([problems, notChecked]).toEqual([[], []]);
  expect(networks).toMatchObject([
    {
      name: 'net',
      project: 'p',
      nat: [{ name: 'egress', region: 'europe-west1', addresses: 'auto', ranges: 'all' }],
    },
  ]);
});

test('addresses, ports and subnets are its arguments', () => {
  const inputs = {
    name: 'egress',
    nat_ips: ['a', new Unknown('known after apply')],
    min_ports_per_vm: '128',
    max_ports_per_vm: '1024',
    enable_dynamic_port_allocation: true,
    source_subnetwork_ip_ranges_to_nat: 'LIST_OF_SUBNETWORKS',
    subnetworks: [
      {
        name: 'gke',
        source_ip_ranges_to_nat: ['PRIMARY_IP_RANGE', 'LIST_OF_SECONDARY_IP_RANGES'],
        secondary_ip_range_names: ['pods'],
      },
    ],
  };
  expect(gatewayOf(inputs)).toEqual({
    name: 'egress',
    region: 'europe-west1',
    addresses: 2,
    minPortsPerVm: 128,
    maxPortsPerVm: 1024,
    dynamicPortAllocation: true,
    ranges: [
      { kind: 'named', name: 'gke' },
      { kind: 'named', name: 'pods', subnet: 'gke' },
    ],
  });
});

test('a router that is made elsewhere says the network', () => {
  const { networks, notChecked } = read({ name: 'egress' });
  expect(networks).toEqual([]);
  expect(notChecked).toMatchObject([
    { reason: 'its router is not described here, so it is in no network here' },
  ]);
});
