/** Every file of `fixtures/inputs` says the same as `spec.yaml`, as far as its format can. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SourceLocation } from '../../src/errors.ts';
import type { ClusterSpec, Network } from '../../src/gke/cluster.ts';
import { treeOfFiles } from '../../src/input/file-tree.ts';
import { readInputs } from '../../src/input/index.ts';
import { joinInputs } from '../../src/input/join.ts';
import { content } from '../../src/input/order.ts';
import { placedValues, rangesOf, standsAt } from './placed-values.ts';
import { loadGrammarForTests } from './terraform/grammar-files.ts';

beforeAll(() => loadGrammarForTests());

const folder = new URL('../../fixtures/inputs/', import.meta.url);
const allFiles = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    `${entry.parentPath}/${entry.name}`.split('/fixtures/inputs/')[1]!.replace(/^\//, ''),
  )
  .toSorted();

/** What a format has no words for. */
type Lack = 'peerings' | 'blocks that are not doubled' | "GKE's own Services range";

interface Row {
  readonly inputs: readonly string[];
  readonly lacks?: readonly Lack[];
  /** Whether the clusters are known to run. */
  readonly exists?: true;
}

const rows: readonly Row[] = [
  { inputs: ['spec.yaml'], exists: true },
  { inputs: ['spec.json'], exists: true },
  { inputs: ['gcloud-clusters.json', 'gcloud-subnets.json', 'gcloud-networks.json'], exists: true },
  { inputs: ['gcloud-clusters.yaml', 'gcloud-subnets.yaml', 'gcloud-networks.yaml'], exists: true },
  { inputs: ['assets.jsonl'], exists: true },
  { inputs: ['terraform.tfstate'], exists: true },
  { inputs: ['terraform-0.11.tfstate'], exists: true },
  { inputs: ['state.json'], exists: true },
  { inputs: ['plan.json'] },
  { inputs: ['infra/'] },
  { inputs: ['config-connector.yaml'] },
  { inputs: ['crossplane.yaml'] },
  { inputs: ['crossplane-api.yaml'], lacks: ['peerings'] },
  { inputs: ['deployment-manager.yaml'], lacks: ['peerings'] },
  { inputs: ['clusters.tfvars'], lacks: ['peerings'] },
  { inputs: ['clusters.tfvars.json'], lacks: ['peerings'] },
  {
    inputs: ['registry/'],
    lacks: ['peerings', 'blocks that are not doubled', "GKE's own Services range"],
  },
];

/** Formats that know ranges, and of clusters little or nothing. */
const partial: readonly (readonly [inputs: readonly string[], ranges: readonly string[]])[] = [
  [
    ['subnets/orchard/apple-nodes.yaml', 'subnets/orchard/pear.yaml'],
    [
      '10.1.0.0/24 apple-nodes',
      '10.1.1.0/26 pear-nodes',
      '10.1.16.0/22 apple-services',
      '10.64.0.0/18 apple-pods',
      '10.65.0.0/20 apple-batch',
      '10.66.0.0/20 pear-pods',
    ],
  ],
  [
    ['cluster-toolkit.yaml'],
    [
      '10.1.0.0/24 apple-nodes',
      '10.1.1.0/26 pear-nodes',
      '10.1.16.0/22 apple-services',
      '10.64.0.0/18 apple-pods',
      '10.66.0.0/20 pear-pods',
      '172.16.4.0/28',
    ],
  ],
  [
    ['ranges.txt'],
    ['10.200.0.0/16 ground floor, north', '10.201.0.0/24 cluster', '172.20.0.0/14 lab'],
  ],
  [['prefixes.csv'], ['10.200.0.0/16 ground floor, north', '10.201.0.0/24 cluster']],
];

const filesOf = (input: string) =>
  allFiles
    .filter((name) => name === input || (input.endsWith('/') && name.startsWith(input)))
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

function read(inputs: readonly string[]) {
  const folders = inputs.filter((input) => input.endsWith('/'));
  const files = inputs.filter((input) => !folders.includes(input));
  return joinInputs(
    readInputs(files.flatMap(filesOf), {
      folders: folders.map((path) => ({
        path: path.slice(0, -1),
        tree: treeOfFiles(filesOf(path)),
      })),
    }),
  );
}

/** Seven ranges, and four pool or cluster fields at the least. */
const leastPlaces = 20;

/** What stands on both sides of a place. */
function around(inputs: readonly string[], where: SourceLocation | undefined) {
  const { line = 1, column = 1 } = where ?? {};
  const file = inputs.flatMap(filesOf).find(({ name }) => name === where?.file);
  const lines = file?.text.split('\n').slice(line - 1) ?? [];
  const before = lines[0]?.slice(0, column - 1) ?? '';
  return [before, lines.join('\n').slice(column - 1)] as const;
}

/** How a format writes a range is no part of it, nor a project, which a spec cannot say. */
const notCompared = new Set(['byName', 'createdByGke', 'project', 'exists']);

function plain(networks: readonly Network[]): unknown {
  const whole = networks.map(({ clusters, ...network }) => ({
    ...network,
    clusters: clusters.map((cluster) => ({
      ...cluster,
      nodePools: cluster.nodePools.map((pool) => ({ zones: cluster.zones, ...pool })),
    })),
  }));
  return JSON.parse(content(whole), (key, value: unknown) =>
    notCompared.has(key) ? undefined : value,
  );
}

const withoutPeerings = (network: Network) => ({ ...network, connected: [] });
const inClusters = (change: (cluster: ClusterSpec) => ClusterSpec) => (network: Network) => ({
  ...network,
  clusters: network.clusters.map(change),
});
const without: Readonly<Record<Lack, (network: Network) => Network>> = {
  peerings: withoutPeerings,
  'blocks that are not doubled': inClusters((cluster) => ({
    ...cluster,
    podCidrOverprovision: true,
  })),
  "GKE's own Services range": inClusters(({ ranges, ...cluster }) => {
    const { services, ...others } = ranges;
    return { ...cluster, ranges: services === 'google-managed' ? others : ranges };
  }),
};

const specified = (lacks: readonly Lack[]) =>
  lacks.reduce(
    (networks, lack) => networks.map((network) => without[lack](network)),
    read(['spec.yaml']).networks,
  );

describe.each(rows)('$inputs', ({ inputs, lacks = [], exists }) => {
  const result = () => read(inputs);

  it('says the same clusters', () => {
    const { networks, problems, notChecked } = result();
    expect(problems).toEqual([]);
    expect(notChecked.map(({ what }) => what)).toEqual(
      lacks.includes("GKE's own Services range") ? ['Services range of cluster "pear"'] : [],
    );
    expect(plain(networks)).toEqual(plain(specified(lacks)));
    expect(networks.flatMap(({ clusters }) => clusters.map((each) => each.exists))).toEqual([
      exists,
      exists,
    ]);
  });

  it('gives each value its own place', () => {
    const values = result().networks.flatMap(placedValues);
    expect(values.length).toBeGreaterThanOrEqual(leastPlaces);
    const misplaced = values.filter(({ texts, where }) => {
      const [before, text] = around(inputs, where);
      return !texts.some((value) => standsAt(before, text, value));
    });
    expect(misplaced).toEqual([]);
  });
});

describe.each(partial)('%j', (inputs, ranges) => {
  it('says these ranges of them', () => {
    const { networks, ranges: others, problems } = read(inputs);
    expect(problems).toEqual([]);
    const said = [
      ...networks.flatMap(rangesOf),
      ...others.map(({ cidr, name }) => ({ cidr: cidr.text, name })),
    ];
    expect(said.map(({ cidr, name = '' }) => `${cidr} ${name}`.trim()).toSorted()).toEqual(ranges);
  });
});

it('no file is left out', () => {
  const named = [...rows.map(({ inputs }) => inputs), ...partial.map(([inputs]) => inputs)];
  expect(
    named
      .flatMap((inputs) => inputs.flatMap(filesOf))
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(allFiles);
});
