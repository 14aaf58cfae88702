/** https://registry.terraform.io/modules/terraform-google-modules/cloud-nat/google: one gateway, with its router or without. */
import { made } from '../../terraform/make.ts';
import {
  argument,
  type ExpandedModule,
  flagIn,
  type ModuleCall,
  nameOrReference,
  outputsOf,
  resourceIn,
} from './expanded.ts';

/** Arguments that are attributes of the gateway. */
const attributes = [
  'name',
  'region',
  'nat_ips',
  'nat_ip_allocate_option',
  'min_ports_per_vm',
  'max_ports_per_vm',
  'enable_dynamic_port_allocation',
] as const;

export function expandCloudNat(call: ModuleCall): ExpandedModule {
  const { inputs } = call;
  const given = (name: string) => argument(inputs, name);
  const own = flagIn(given('create_router'), false) === true;
  const scope = { project: given('project_id'), region: given('region') };
  const router = resourceIn(call, 'google_compute_router.router[0]', inputs.at, {
    ...scope,
    name: given('router'),
    network: given('network'),
  });
  const gateway = resourceIn(call, 'google_compute_router_nat.main', inputs.at, {
    ...Object.fromEntries(attributes.map((name) => [name, given(name)])),
    ...scope,
    router: own ? nameOrReference(given('router'), router) : given('router'),
    source_subnetwork_ip_ranges_to_nat:
      given('source_subnetwork_ip_ranges_to_nat') ??
      made('ALL_SUBNETWORKS_ALL_IP_RANGES', inputs.at),
    subnetwork: given('subnetworks'),
  });
  return {
    resources: own ? [router, gateway] : [gateway],
    outputs: outputsOf(call, { name: given('name'), router_name: given('router'), ...scope }),
  };
}
