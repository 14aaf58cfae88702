/** The same inventory in pieces and as one text: both readers have to say the same of it. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NamedRange, Network } from '../../../src/gke/cluster.ts';
import { survey } from '../../../src/gke/landscape.ts';
import type { RangeTable } from '../../../src/gke/range-table.ts';
import { inventoryReader } from '../../../src/input/inventory/inventory.ts';
import type { InputResult } from '../../../src/input/input.ts';
import { joinInputs } from '../../../src/input/join.ts';
import { content } from '../../../src/input/order.ts';
import { readInput } from '../read-input.ts';

/** As a machine hands them over: cut anywhere, also inside a character. */
function inPieces(name: string, text: string, size: number): InputResult {
  const bytes = new TextEncoder().encode(text);
  const reader = inventoryReader(name, bytes);
  if (reader === undefined) throw new Error(`no reader for ${text}`);
  for (let start = 0; start < bytes.length; start += size)
    reader.push(bytes.slice(start, start + size));
  return reader.finish();
}

/** Each once: of rows that repeat a range only the first counts, which is seen when they are sorted. */
const rangesIn = (ranges: readonly NamedRange[], tables: readonly RangeTable[] = []) => {
  const rows = tables.flatMap(({ columns, rows: all }) =>
    Array.from(all, (row) => columns.rangeAt(row)),
  );
  return [...new Set([...ranges, ...rows].map((range) => content(range)))].toSorted();
};

const shown = ({
  name,
  project,
  ranges,
  tables,
  clusters,
  ipv6Within,
  mtu,
  connected,
}: Network) => ({
  name,
  ipv6Within,
  project,
  clusters: content(clusters),
  mtu,
  connected,
  ranges: rangesIn(ranges, tables),
});

const described = (result: InputResult) => {
  const { networks, ranges, tables, notChecked } = joinInputs([result]);
  return {
    networks: networks.map(shown).toSorted((a, b) => (content(a) < content(b) ? -1 : 1)),
    ranges: rangesIn(ranges, tables),
    notChecked: notChecked.map(({ what, reason }) => `${what}: ${reason}`).toSorted(),
  };
};

function expectTwins(name: string, text: string, size: number): void {
  const whole = readInput({ name, text });
  const pieces = inPieces(name, text, size);
  expect(pieces.problems.length).toBe(whole.problems.length);
  expect(described(pieces)).toEqual(described(whole));
  const [a, b] = [whole, pieces].map((result) => {
    const { networks, ranges, tables = [] } = joinInputs([result]);
    const all = networks.length > 0 ? networks : [emptyNetwork(ranges, tables)];
    const landscape = survey(all);
    return {
      count: landscape.overlaps.count,
      free: landscape.networks
        .map(({ free, ipv6 }) => content([free.blocks(), ipv6?.free.blocks()]))
        .toSorted(),
    };
  });
  expect(b).toEqual(a);
}

const emptyNetwork = (ranges: readonly NamedRange[], tables: readonly RangeTable[]): Network => ({
  name: 'vpc',
  within: [],
  podsWithin: [],
  servicesWithin: [],
  connected: [],
  clusters: [],
  ranges,
  tables,
});

const block = fc
  .tuple(fc.integer({ min: 20, max: 30 }), fc.nat(2 ** 14 - 1))
  .map(([prefixLength, offset]) => {
    const size = 2 ** (32 - prefixLength);
    const first = 0x0a000000 + Math.floor((offset * 4) / size) * size;
    return `${first >>> 24}.${(first >>> 16) & 255}.${(first >>> 8) & 255}.${first & 255}/${prefixLength}`;
  });
const oddBlock = fc.constantFrom('10.0.0.0/008', '<cidr>', '', 'fd00:10::/64', '010.0.0.0/8');
const name = fc.constantFrom(
  'a',
  'b',
  'pods',
  'gke-x-pe-subnet',
  'grün',
  'naïve "quoted", {x}',
  '日本',
);
const url = 'https://www.googleapis.com/compute/v1/';

const subnet = fc
  .record({
    ipCidrRange: block,
    name,
    network: fc.constantFrom('projects/p/global/networks/', 'projects/q/global/networks/', ''),
    vpc: fc.constantFrom('one', 'two'),
    region: fc.constantFrom('europe-west1', 'us-east1'),
    purpose: fc.constantFrom(
      'PRIVATE',
      'REGIONAL_MANAGED_PROXY',
      'GLOBAL_MANAGED_PROXY',
      'PRIVATE_SERVICE_CONNECT',
      'constructor',
    ),
    role: fc.option(fc.constantFrom('ACTIVE', 'BACKUP'), { nil: undefined }),
    secondaryIpRanges: fc.option(
      fc.array(fc.record({ ipCidrRange: block, rangeName: name }), { maxLength: 3 }),
      { nil: undefined },
    ),
  })
  .map(({ network, vpc, region, ...rest }) => ({
    ...rest,
    network: `${network === '' ? '' : url}${network}${vpc}`,
    region: `${url}projects/p/regions/${region}`,
    selfLink: `${url}projects/p/regions/${region}/subnetworks/${rest.name}`,
  }));

const cluster = fc
  .record({ name, range: block, pods: name })
  .map(({ name: called, range, pods }) => ({
    name: called,
    location: 'europe-west1',
    network: 'one',
    networkConfig: {
      network: 'projects/p/global/networks/one',
      subnetwork: `projects/p/regions/europe-west1/subnetworks/${called}`,
    },
    ipAllocationPolicy: {
      useIpAliases: true,
      clusterSecondaryRangeName: pods,
      clusterIpv4CidrBlock: range,
      servicesIpv4CidrBlock: '10.0.0.0/20',
    },
    nodePools: [{ name: 'default', initialNodeCount: 1, config: {} }],
    currentMasterVersion: '1.33.0',
  }));

const ipv6Block = fc.constantFrom('fd20:0:1:0:0:0:0:0/64', 'fd20:0:1:8::/61', '10.0.0.0/24', '');
const odd = fc.oneof(
  fc.constant({ name: 'vm', kind: 'compute#instance' }),
  fc.constant({
    name: 'one',
    selfLink: `${url}projects/p/global/networks/one`,
    autoCreateSubnetworks: false,
    internalIpv6Range: 'fd20:0:1::/48',
    mtu: 1500,
    peerings: [{ network: `${url}projects/p/global/networks/two`, state: 'ACTIVE' }],
  }),
  subnet.map((rest) => ({ ...rest, region: undefined })),
  fc.tuple(subnet, oddBlock).map(([row, ipCidrRange]) => ({ ...row, ipCidrRange })),
  fc.tuple(subnet, ipv6Block).map(([row, internalIpv6Prefix]) => ({
    ...row,
    stackType: 'IPV4_IPV6',
    ipv6CidrRange: internalIpv6Prefix,
    internalIpv6Prefix,
  })),
  fc.tuple(subnet, ipv6Block).map(([row, externalIpv6Prefix]) => ({
    ...row,
    ipCidrRange: undefined,
    stackType: 'IPV6_ONLY',
    externalIpv6Prefix,
  })),
);
const resource = fc.oneof(
  { arbitrary: subnet, weight: 8 },
  { arbitrary: odd, weight: 1 },
  { arbitrary: cluster, weight: 1 },
);
const resources = fc
  .tuple(subnet, fc.array(resource, { maxLength: 20 }))
  .map(([first, rest]) => [first, ...rest]);

const types = {
  subnet: 'compute.googleapis.com/Subnetwork',
  cluster: 'container.googleapis.com/Cluster',
  other: 'compute.googleapis.com/Instance',
  network: 'compute.googleapis.com/Network',
};
const typeOf = (row: object) =>
  'nodePools' in row
    ? types.cluster
    : 'ipCidrRange' in row
      ? types.subnet
      : 'mtu' in row
        ? types.network
        : types.other;
const assets = resources.map((rows) =>
  rows.map((row) => ({
    name: `//x.googleapis.com/projects/p/things/${row.name}`,
    assetType: typeOf(row),
    resource: { data: row },
  })),
);

const size = fc.integer({ min: 1, max: 3000 });
const indent = fc.constantFrom(0, 1, 2, '\t');

describe('an inventory in pieces says what it says as one text', () => {
  it('a list of subnets and clusters in JSON, however it is laid out', () => {
    fc.assert(
      fc.property(resources, indent, size, (rows, space, length) => {
        expectTwins('list.json', JSON.stringify(rows, null, space), length);
      }),
    );
  });

  it('an export of assets in JSON', () => {
    fc.assert(
      fc.property(assets, indent, size, (rows, space, length) => {
        expectTwins('assets.json', JSON.stringify(rows, null, space), length);
      }),
    );
  });

  it('an export of assets in JSON Lines', () => {
    fc.assert(
      fc.property(assets, size, fc.constantFrom('\n', '\r\n', '\n\n'), (rows, length, end) => {
        fc.pre(rows.length > 1);
        expectTwins('assets.ndjson', rows.map((row) => JSON.stringify(row) + end).join(''), length);
      }),
    );
  });

  const line = fc.oneof(
    {
      arbitrary: fc
        .tuple(block, fc.constantFrom('', ' a', ',b', ';  c d ', '\t日本', ' # no name'))
        .map((parts) => parts.join('')),
      weight: 5,
    },
    {
      arbitrary: fc.constantFrom(
        '',
        '# all',
        '  10.0.0.0/24 in',
        '10.0.0.5/24 host',
        '<cidr> x',
        'fd00::/64 six',
        'nonsense',
      ),
      weight: 1,
    },
  );
  it('a list of ranges', () => {
    fc.assert(
      fc.property(
        block,
        fc.array(line, { maxLength: 15 }),
        size,
        fc.constantFrom('\n', '\r\n'),
        (first, lines, length, end) => {
          expectTwins('ranges.txt', [first, ...lines, ''].join(end), length);
        },
      ),
    );
  });

  const cell = fc.constantFrom('', 'berlin', '"quoted, with a comma"', '"two\nlines"', 'grün');
  const row = fc.oneof(
    {
      arbitrary: fc
        .tuple(block, cell, fc.constantFrom('active', 'container', 'Container'))
        .map((cells) => cells.join(',')),
      weight: 5,
    },
    {
      arbitrary: fc.constantFrom(
        '',
        '# all',
        '10.0.0.5/24,host,active',
        'fd00::/64,six,active',
        ',none,active',
      ),
      weight: 1,
    },
  );
  it('a table of ranges', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 15 }),
        block,
        size,
        (rows, first, length) => {
          expectTwins(
            'ranges.csv',
            ['prefix,description,status', `${first},x,active`, ...rows, ''].join('\n'),
            length,
          );
        },
      ),
    );
  });
});
