/** DATA: the commands, their flags and what `--help` says of them. */
import { neighbourRoles } from '../gke/neighbours.ts';
import {
  type ClusterFlag,
  type ForecastFlag,
  type NeighbourFlag,
  type NatFlag,
  type SpaceFlag,
  type SweepFlag,
  clusterFlags,
  forecastFlags,
  neighbourFlags,
  natFlags,
  spaceFlags,
  sweepFlags,
} from '../input/flag-names.ts';

/** Flags about how Terraform is read. */
const terraformFlags = ['var-file', 'var', 'var-env', 'modules-within', 'map'] as const;
export type TerraformFlag = (typeof terraformFlags)[number];

/** Flags about the run itself. */
export const runFlags = [
  'existing',
  'config',
  'output',
  'limit',
  'sort',
  'fail-on',
  'min-headroom',
  'ignore',
  'baseline',
  'today',
  'no-color',
] as const;
export type RunFlag = (typeof runFlags)[number];

export type Flag =
  | ClusterFlag
  | ForecastFlag
  | NatFlag
  | NeighbourFlag
  | SpaceFlag
  | SweepFlag
  | TerraformFlag
  | RunFlag;

export interface FlagHelp {
  /** What stands for the value; absent for a switch. */
  readonly value?: string;
  readonly short?: string;
  readonly text: string;
}

export const commandNames = [
  'plan',
  'check',
  'sweep',
  'free',
  'diff',
  'report',
  'rules',
  'completion',
] as const;
export type CommandName = (typeof commandNames)[number];

export interface CommandHelp {
  /** The arguments as commander writes them. */
  readonly arguments: readonly (readonly [name: string, text: string])[];
  readonly text: string;
  readonly groups: readonly (readonly [heading: string, flags: readonly Flag[]])[];
  readonly examples: readonly string[];
}

export const flagHelp: Readonly<Record<Flag, FlagHelp>> = {
  name: { value: 'text', text: 'cluster name (default: cluster)' },
  mode: { value: 'mode', text: 'standard or autopilot (default: standard)' },
  'gke-version': {
    value: 'x.y',
    text: 'decides limits and MTU that changed between versions (default: the newest known)',
  },
  nodes: { value: 'n', text: "nodes in the whole cluster at the autoscaler's maximum" },
  zones: { value: 'n', text: 'zones of a regional cluster, with --nodes-per-zone' },
  'nodes-per-zone': { value: 'n', text: 'nodes in each zone, in the place of --nodes' },
  'max-pods-per-node': { value: 'n', text: 'default of the pools (default: 110, on Autopilot 32)' },
  pods: {
    value: 'n',
    text: 'Pods of workloads to run; a plan finds the nodes, the Pods per node, or both',
  },
  'system-pods-per-node': {
    value: 'n',
    text: 'system Pods on every node, which leave fewer to workloads (default: not counted)',
  },
  services: {
    value: 'n',
    text: "Services with a ClusterIP, GKE's own included (plan: a /20 where not said)",
  },
  cni: {
    value: 'name',
    text: 'google-cni, calico, dataplane-v2, netd or kubenet (default: google-cni, on Autopilot dataplane-v2)',
  },
  mtu: { value: 'bytes', text: 'MTU of the VPC network (default: 1460)' },
  'max-surge': { value: 'n', text: 'nodes that an upgrade adds to the pool (default: 1)' },
  'blue-green': { text: 'an upgrade doubles the pool, in the place of --max-surge' },
  'disable-pod-cidr-overprovision': { text: 'Pod blocks of the nodes are not doubled' },
  'control-plane': {
    value: 'how',
    text: 'psc: an address of the node subnet; a /28: peering; or none (default: psc)',
  },
  'internal-load-balancers': {
    value: 'n',
    text: 'addresses of the node subnet that they take (default: 0)',
  },
  'non-masquerade-cidr': {
    value: 'cidr',
    text: "towards which Pods keep their address: the list of the ip-masq-agent (default: GKE's own)",
  },
  'disable-default-snat': {
    text: 'GKE does no source NAT: without such a list Pods keep their address everywhere',
  },
  growth: { value: 'percent', text: 'yearly growth of nodes and Services (default: 0)' },
  years: { value: 'n', text: 'how many years of growth must fit (default: 0)' },
  from: {
    value: 'date',
    text: 'the day that growth starts on, so that limits have a date (YYYY-MM-DD; default with --history: its last day)',
  },
  history: {
    value: '[date=]file',
    text: 'growth as past counts show it, in the place of --growth: CSV with date and nodes, or 2026-01-01=report.json, a saved report with its day (repeatable)',
  },
  'nat-addresses': {
    value: 'n',
    text: 'external addresses of Cloud NAT, or auto (plan: as many as the nodes need)',
  },
  'min-ports-per-vm': {
    value: 'n',
    text: 'source ports that Cloud NAT gives each node, rounded up to a power of two (default: 64)',
  },
  'node-range': { value: 'cidr', text: 'primary range of the node subnet' },
  'pod-range': { value: 'cidr', text: 'Pod range; further ones are additional Pod ranges' },
  'service-range': { value: 'cidr', text: 'Services range, or google-managed for 34.118.224.0/20' },
  target: {
    value: 'what',
    text: 'what is best of all that fit: the fewest addresses, or the most headroom (default: addresses)',
  },
  within: { value: 'cidr', text: 'address space to place ranges in (default: 10.0.0.0/8)' },
  'pods-within': { value: 'cidr', text: 'other space for Pods, such as 100.64.0.0/10' },
  'services-within': { value: 'cidr', text: 'other space for Services' },
  used: { value: '[name=]cidr', text: 'ranges to keep clear of (on-premises, peers, clusters)' },
  'other-range': {
    value: 'role[=size]',
    text: `what else needs addresses: ${neighbourRoles.join(', ')}; behind it =/23 or =10.0.0.0/23 (default: the suggested size)`,
  },
  room: {
    value: 'bits',
    text: 'node ranges are placed so that they can grow in place by so many bits, where space allows (default: 0)',
  },
  existing: {
    value: 'file',
    text: 'any input that check reads; its ranges are kept clear of (repeatable)',
  },
  'var-file': { value: 'file', text: "a file of Terraform's variables (repeatable)" },
  var: { value: 'name=value', text: 'the value of a Terraform variable (repeatable)' },
  'var-env': { text: 'TF_VAR_ variables of the environment count, too' },
  'modules-within': {
    value: 'folder',
    text: 'local modules are followed as far as this folder (default: the folder that is read)',
  },
  map: {
    value: 'role=name',
    text: 'what a Terraform variable is that nobody can guess, nodes=private_subnet_cidr (repeatable)',
  },
  config: {
    value: 'file',
    text: 'settings and suppressions (default: gke-ip-planner.yaml, where there is one)',
  },
  output: {
    short: 'o',
    value: 'format[=file]',
    text: 'repeatable, each to its own file (default: table)',
  },
  limit: {
    value: 'n',
    text: 'list at most so many overlapping pairs, and in tables findings, clusters, free blocks and combinations (default: 100)',
  },
  sort: {
    value: 'by',
    text: 'a table of many clusters: headroom, nodes, findings, name or network (default: headroom)',
  },
  'fail-on': {
    value: 'severity',
    text: 'exit 1 from this severity on: error, warning, info or never (default: error)',
  },
  'min-headroom': { value: 'percent', text: 'what must stay free of every range' },
  ignore: { value: 'rule', text: 'findings of this rule do not count (repeatable)' },
  baseline: {
    value: 'report',
    text: 'a saved report: what was found then does not count, only what is new',
  },
  today: { value: 'date', text: 'the day on which suppressions expire (YYYY-MM-DD)' },
  'no-color': { text: 'plain text, as with NO_COLOR' },
};

const without = <Name extends Flag>(flags: readonly Name[], left: readonly Flag[]) =>
  flags.filter((flag) => !left.includes(flag));

const ranges: readonly Flag[] = ['node-range', 'pod-range', 'service-range'];
/** They change nothing of what fits. */
const masquerading: readonly Flag[] = ['non-masquerade-cidr', 'disable-default-snat'];
const clusterAndSpace = [
  ['Cluster', without(clusterFlags, ranges)],
  ['Forecast', forecastFlags],
  ['Ranges', [...ranges, ...neighbourFlags, ...spaceFlags, 'existing']],
  ['Cloud NAT, for nodes without external addresses', natFlags],
  ['Terraform', terraformFlags],
  ['Output and verdict', without(runFlags, ['existing'])],
] as const satisfies CommandHelp['groups'];

/** What a side of `diff` is read and judged with. */
const bothSides = clusterAndSpace
  .filter(([heading]) => heading !== 'Forecast')
  .map(([heading, flags]) => [heading, without<Flag>(flags, ['baseline', 'sort'])] as const);

export const commandHelp: Readonly<Record<CommandName, CommandHelp>> = {
  plan: {
    arguments: [['[spec]', 'a spec (YAML, JSON) or any input that check reads; - for stdin']],
    text: 'Finds ranges for clusters: which, where, and how far they grow. Given ranges stay.',
    groups: clusterAndSpace,
    examples: [
      'plan --nodes 200 --max-pods-per-node 64 --services 1500',
      'plan --pods 5000 --system-pods-per-node 9',
      'plan --zones 3 --nodes-per-zone 40 --pods-within 100.64.0.0/10 --used office=10.0.0.0/12',
      'plan --nodes 100 --other-range proxy-only,private-services-access=/20',
      'plan spec.yaml -o table -o terraform=ranges.tf',
      'plan spec.yaml --existing subnets.json -o spec=spec.yaml',
    ],
  },
  check: {
    arguments: [
      [
        '[input...]',
        'Terraform, specs, gcloud output, lists of ranges, read together; - for stdin',
      ],
    ],
    text: 'Says what given ranges hold, what stops growth first, what overlaps, what GKE refuses.',
    groups: clusterAndSpace,
    examples: [
      'check --node-range 10.0.0.0/24 --pod-range 10.64.0.0/18 --nodes 50',
      'check spec.yaml --fail-on warning -o table -o json=report.json',
      'check clusters.json subnets.json',
      'check infra/prod --var-file prod.tfvars -o table -o sarif=gke.sarif -o github',
      'gcloud container clusters list --format json | gke-ip-planner check -',
    ],
  },
  sweep: {
    arguments: [],
    text: 'Compares all combinations of values. Lists such as 32,64,110 and 100..1000:100 stand behind --nodes, --services, --growth, --max-pods-per-node and the ranges: blocks or sizes such as /14../20, each tried alone.',
    groups: [
      ['Cluster', without(clusterFlags, [...ranges, ...masquerading])],
      ['Ranges', ranges],
      ['Question', sweepFlags],
      ['Output', ['output', 'limit', 'no-color']],
    ],
    examples: [
      'sweep --pod-range 10.4.0.0/16 --max-pods-per-node 32,64,110',
      'sweep --nodes 100..1000:100 --max-pods-per-node 16,32,64,110 -o csv=sweep.csv',
      'sweep --nodes 200 --node-range /22../26 --pod-range /14../18 --target headroom',
      'sweep --nodes 100 --pods 5000',
    ],
  },
  free: {
    arguments: [
      ['[input...]', 'what check reads: what has addresses in the networks; - for stdin'],
    ],
    text: 'Lists what is free of each network, and how many clusters of a shape fit there.',
    groups: [
      [
        'Shape of a cluster',
        without(clusterFlags, ['node-range', 'pod-range', 'name', 'mtu', ...masquerading]),
      ],
      ['Space', [...without(spaceFlags, ['room']), 'existing']],
      ['Terraform', terraformFlags],
      ['Output', ['config', 'output', 'limit', 'min-headroom', 'no-color']],
    ],
    examples: [
      'free subnets.json --within 10.0.0.0/8',
      'free spec.yaml --nodes 100 --services 500',
      'free --within 10.0.0.0/9 --nodes 1018 --services 4000',
    ],
  },
  diff: {
    arguments: [
      [
        '<before>',
        'any input that check reads, or a report saved with -o json=<file>; - for stdin',
      ],
      ['<after>', 'the same after the change; flags concern both'],
    ],
    text: 'Says what a change does: capacity, ranges and findings, new, fixed and unchanged. Only new ones count.',
    groups: bothSides,
    examples: [
      'diff before.yaml after.yaml',
      'diff main.json spec.yaml --fail-on warning -o table -o json=diff.json',
    ],
  },
  report: {
    arguments: [['<report>', 'a report saved with -o json=<file>; - for stdin']],
    text: 'Renders a saved JSON report in another format.',
    groups: [['Output and verdict', ['output', 'limit', 'sort', 'fail-on', 'no-color']]],
    examples: ['report report.json', 'report report.json -o yaml=report.yaml'],
  },
  rules: {
    arguments: [['[id]', 'the rule to explain']],
    text: 'Lists the rules, or explains one: what it looks for, why, how to fix it, where to read on.',
    groups: [['Output', ['output', 'no-color']]],
    examples: ['rules', 'rules range-overlap', 'rules -o json'],
  },
  completion: {
    arguments: [['<shell>', 'bash, zsh or fish']],
    text: 'Prints a script that completes commands, flags and their values in a shell.',
    groups: [],
    examples: [
      'completion bash > ~/.local/share/bash-completion/completions/gke-ip-planner',
      'completion zsh > ~/.zfunc/_gke-ip-planner',
      'completion fish > ~/.config/fish/completions/gke-ip-planner.fish',
    ],
  },
};

/** The flags of a command, in the order of its help. */
export function flagsOf(command: CommandName): readonly Flag[] {
  return commandHelp[command].groups.flatMap(([, flags]) => flags);
}
