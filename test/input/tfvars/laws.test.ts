import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { clustersOf, readFiles, readJson } from './reading.ts';

const keys = fc.constantFrom(
  'region',
  'cluster_name',
  'subnet_cidr',
  'prod_subnet_cidr',
  'prod_pods_cidr',
  'stage_pods_cidr',
  'stage_services_cidr',
  'subnets',
  'secondary_ranges',
  'secondary_ip_ranges',
  'node_pools',
  'clusters',
  'name',
  'range_name',
  'ip_cidr_range',
  'subnet_name',
  'ip_range_pods',
  'max_count',
  'zones',
  'mtu',
  'network',
  'db_password',
  '',
  'toString',
  '__proto__',
);

const secret = 'hunter2-summer';
const scalars = fc.oneof(
  fc.constantFrom(
    '10.0.0.0/24',
    '10.4.0.0/14',
    '10.4.0.5/14',
    '/14',
    '/40',
    'gke-pods',
    'europe-west1',
    'us-east1-b',
    '<x>',
    '',
    '32',
    `${secret}!`,
    `${secret}/7`,
  ),
  fc.constantFrom(null, true, 0, 3, -1, 1.5, 1e300),
);

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalars,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(keys, tie('tree'), { maxKeys: 6 }),
  ),
}));
const variables = fc.dictionary(keys, tree, { maxKeys: 8 });

test('whatever variables hold, reading them ends with a result', () => {
  fc.assert(
    fc.property(variables, (given) => {
      const { networks, problems } = readJson(given);
      for (const { name, clusters } of networks) {
        expect(name).not.toBe('');
        for (const { nodePools } of clusters) expect(nodePools.length).toBeGreaterThan(0);
      }
      for (const { where, fix } of problems) expect([where?.file, fix]).not.toContain('');
    }),
    { numRuns: 100 },
  );
});

test('nothing that is no name of a thing comes out: secrets stay in', () => {
  fc.assert(
    fc.property(variables, (given) => {
      const { problems, notChecked } = readJson({ ...given, db_password: secret, token: [secret] });
      expect(JSON.stringify([problems, notChecked])).not.toContain(`"${secret}"`);
    }),
    { numRuns: 60 },
  );
});

test('secrets in the shapes of tokens stay in, wherever they stand', () => {
  const result = readJson({
    region: 'europe-west1',
    pods_cidr: '10.4.0.0/16',
    services_cidr: '10.8.0.1/20',
    legacy_range: '10.9.0.0/24',
    db_password: secret,
    master_auth: { username: 'admin', password: secret },
    service_account_key: secret,
    max_pods_per_node: secret,
    node_count: secret,
    zones: [secret],
    location: secret,
    subnet_token: secret,
    node_pools: [{ name: 'a', max_count: secret, token: secret }],
  });
  const shown = JSON.stringify(result, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  expect(result.problems).toHaveLength(1);
  expect(shown).not.toContain(secret);
});

test('the order of variables changes nothing but the order of what is found', () => {
  const given = {
    region: 'europe-west1',
    prod_subnet_cidr: '10.0.1.0/24',
    prod_pods_cidr: '10.4.0.0/16',
    stage_subnet_cidr: '10.0.2.0/24',
    stage_pods_cidr: '10.5.0.0/16',
    legacy_block: '10.99.0.0/24',
    stage_max_count: 4,
  };
  const found = (order: readonly (readonly [string, unknown])[]) => {
    const result = readFiles({ 'a.tfvars.json': Object.fromEntries(order) });
    return clustersOf(result)
      .map(({ name, ranges, nodePools }) =>
        [name, ranges.nodes?.cidr?.text, ranges.pods?.cidr?.text, nodePools[0]?.nodes].join(' '),
      )
      .toSorted();
  };
  const expected = ['prod 10.0.1.0/24 10.4.0.0/16 ', 'stage 10.0.2.0/24 10.5.0.0/16 12'];
  const entries = Object.entries(given);
  fc.assert(
    fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (order) => {
      expect(found(order)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});
