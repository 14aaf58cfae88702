/** Calls of public modules, by their interface: nothing is downloaded. */
import type { Value } from '../../terraform/value.ts';
import { expandCloudNat } from './cloud-nat.ts';
import { expandEngine, expandEngineResource } from './engine.ts';
import { type ExpandedModule, type ModuleCall, outputsOf } from './expanded.ts';
import { expandFabricCluster, expandFabricPool } from './fabric-cluster.ts';
import { expandFabricNetwork } from './fabric-network.ts';
import { expandNetwork, expandPeering, expandSubnets, expandVpc } from './network.ts';
import { expandUnseenCluster, isUnseenCluster } from './unseen.ts';

export type { ExpandedModule } from './expanded.ts';

type Expand = (call: ModuleCall) => ExpandedModule;

interface Submodule {
  /** `''` is the module itself. */
  readonly name: RegExp;
  readonly expand: Expand;
  /** Arguments that tell a call of it from one of another module, where its source does not. */
  readonly tells?: readonly string[];
}

interface Family {
  /** The source up to the submodule, in a registry or in git. */
  readonly source: RegExp;
  readonly submodules: readonly Submodule[];
}

const nothing: Expand = (call) => ({ resources: [], outputs: outputsOf(call, {}) });

const families: readonly Family[] = [
  {
    source:
      /(?:^|[/:])terraform-google-modules\/(?:network\/google|terraform-google-network)(?=$|\.git|\/\/|\?)/,
    submodules: [
      { name: /^$/, expand: expandNetwork, tells: ['network_name', 'subnets'] },
      { name: /^vpc$/, expand: expandVpc, tells: ['network_name', 'project_id'] },
      { name: /^subnets(-beta)?$/, expand: expandSubnets, tells: ['network_name', 'subnets'] },
      {
        name: /^network-peering$/,
        expand: expandPeering,
        tells: ['local_network', 'peer_network'],
      },
      { name: /firewall|^routes(-beta)?$|svpc-access/, expand: nothing },
    ],
  },
  {
    source:
      /(?:^|[/:])terraform-google-modules\/(?:kubernetes-engine\/google|terraform-google-kubernetes-engine)(?=$|\.git|\/\/|\?)/,
    submodules: [
      {
        name: /^gke-(standard|autopilot)-cluster$/,
        expand: expandEngineResource('google_container_cluster'),
        tells: ['location', 'network'],
      },
      {
        name: /^gke-node-pool$/,
        expand: expandEngineResource('google_container_node_pool'),
        tells: ['cluster'],
      },
      {
        name: /^$|(^|-)(public|private|safer)-cluster(-update-variant)?$|^safer-cluster/,
        expand: expandEngine,
        tells: ['ip_range_pods', 'ip_range_services'],
      },
      {
        name: /^(asm|acm|auth|binary-authorization|fleet|hub|services|workload-identity)/,
        expand: nothing,
      },
    ],
  },
  {
    source:
      /(?:^|[/:])terraform-google-modules\/(?:cloud-nat\/google|terraform-google-cloud-nat)(?=$|\.git|\/\/|\?)/,
    submodules: [{ name: /^$/, expand: expandCloudNat, tells: ['router', 'region'] }],
  },
  {
    source: /(?:^|[/:])cloud-foundation-fabric(?=\.git|\/\/)/i,
    submodules: [
      { name: /^net-vpc$/, expand: expandFabricNetwork, tells: ['name'] },
      {
        name: /^gke-cluster(-standard|-autopilot)?$/,
        expand: expandFabricCluster,
        tells: ['vpc_config'],
      },
      { name: /^gke-nodepool$/, expand: expandFabricPool, tells: ['cluster_name'] },
    ],
  },
];

/** A call whose arguments nobody has looked at yet. */
export interface WrittenCall {
  readonly source: string;
  /** `module.network["eu"]` */
  readonly address: string;
  /** Names of the arguments that are given. */
  readonly names: readonly string[];
  readonly inputsOf: () => Value;
}

/**
 * What a call makes, as resources with the places of its arguments. `undefined` where the source is none of
 * the modules that are known.
 */
export function expandModule({
  source,
  address,
  inputsOf,
}: WrittenCall): ExpandedModule | undefined {
  const family = families.find((each) => each.source.test(source));
  if (family === undefined) return undefined;
  const submodule = /\/\/(?:modules\/)?([\w-]+)\/?(?:\?|$)/.exec(source)?.[1] ?? '';
  const meant = family.submodules.find(({ name }) => name.test(submodule));
  return meant?.expand({ submodule, address, inputs: inputsOf() });
}

/**
 * The same for a folder outside of what is read, such as `../../modules/private-cluster` in an example of the
 * module: known by its name and the arguments that it is given.
 */
export function expandByInterface({
  source,
  address,
  names,
  inputsOf,
}: WrittenCall): ExpandedModule | undefined {
  if (!source.startsWith('../')) return undefined;
  const submodule = /([\w-]+)\/*$/.exec(source)?.[1] ?? '';
  const meant = families
    .flatMap(({ submodules }) => submodules)
    .find(
      ({ name, tells }) =>
        name.test(submodule) && tells?.every((each) => names.includes(each)) === true,
    );
  return meant?.expand({ submodule, address, inputs: inputsOf() });
}

/** The cluster of a module that is neither known nor read, as far as its arguments tell of one. */
export function expandUnseen(call: WrittenCall): ExpandedModule | undefined {
  if (!isUnseenCluster(call)) return undefined;
  const { source, address, inputsOf } = call;
  return expandUnseenCluster({ submodule: source, address, inputs: inputsOf() });
}
