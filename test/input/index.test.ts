import { expect, test } from 'vitest';
import { readInput } from './read-input.ts';

const report = {
  schemaVersion: 1,
  tool: { name: 'gke-ip-planner', version: '1.0.0' },
  clusters: [
    {
      name: 'prod',
      ranges: [
        { role: 'node', name: null, cidr: '10.0.0.0/24' },
        { role: 'pod', name: 'pods', cidr: '10.4.0.0/14' },
        { role: 'service', name: null, cidr: '34.118.224.0/20' },
      ],
    },
  ],
  networks: [{ name: 'v', within: ['10.0.0.0/8'] }],
};

test('a saved report gives its ranges, except the Services range that every cluster shares', () => {
  const { ranges, problems, networks } = readInput({ name: '-', text: JSON.stringify(report) });
  expect([problems, networks]).toEqual([[], []]);
  expect(ranges.map(({ role, name, cidr }) => [role, name, cidr.text])).toEqual([
    ['other', 'prod node', '10.0.0.0/24'],
    ['other', 'pods', '10.4.0.0/14'],
  ]);
});

test('what is recognised as nothing names everything that is read', () => {
  const { problems } = readInput({ name: 'notes.md', text: '# Notes\nnothing here\n' });
  expect(problems).toMatchObject([
    {
      what: 'is none of the formats that are read',
      where: { file: 'notes.md', line: 1, column: 1 },
    },
  ]);
  for (const format of ['spec', 'gcloud', 'CSV', 'report', 'list of ranges']) {
    expect(problems[0]?.fix).toContain(format);
  }
});

test.each(['a.yaml', '-', 'notes.txt.bak'])(
  'YAML with a syntax error is refused with its place (%s)',
  (name) => {
    const { problems } = readInput({
      name,
      text: 'networks:\n  - name: v\n    clusters: [{name: a\n  - b\n',
    });
    expect(problems[0]).toMatchObject({
      what: expect.stringContaining('YAML'),
      where: { line: 4 },
    });
  },
);

test('the name decides where the content does not', () => {
  expect(readInput({ name: 'a.csv', text: 'foo\nbar\n' }).problems[0]?.what).toBe(
    'no column holds ranges',
  );
  expect(readInput({ name: 'a.txt', text: 'office 10.0.0.0/8\n' }).problems[0]?.what).toBe(
    'what stands here is not a CIDR block',
  );
});

test('a document of another kind in the same file is named', () => {
  const { networks, problems } = readInput({
    name: 'a.yaml',
    text: 'networks: [{name: v}]\n---\nfoo: 1\n',
  });
  expect(networks).toHaveLength(1);
  expect(problems).toMatchObject([{ where: { line: 3 } }]);
});

test.each([
  '"text"',
  '12',
  'null',
  'true',
  '{}',
  '[1, 2]',
  '{"a": {"b": 1}}',
  '[[[]]]',
  '{"networks": 3}',
  '{"items": []}',
  '[null]',
])('JSON that is no input is refused, whatever it is (%s)', (text) => {
  expect(readInput({ name: 'a.json', text }).problems).toHaveLength(1);
});

test.each(['-', 'vars.json'])(
  'an object of Terraform variables is known by its names (%s)',
  (name) => {
    const variables = {
      region: 'europe-west1',
      subnet_cidr: '10.0.0.0/24',
      pods_cidr: '10.4.0.0/16',
      services_cidr: '10.5.0.0/20',
    };
    const { networks, problems } = readInput({ name, text: JSON.stringify(variables) });
    expect(problems).toEqual([]);
    const [cluster] = networks.flatMap(({ clusters }) => clusters);
    expect(cluster?.ranges.nodes?.cidr?.text).toBe('10.0.0.0/24');
    expect(cluster?.ranges.pods?.cidr?.text).toBe('10.4.0.0/16');
  },
);

test.each([{ name: 'shop', version: '1.0.0' }, { cidr: '10.0.0.0/8' }, {}])(
  'an object that tells of no Pod range is nothing (%j)',
  (value) => {
    const { problems } = readInput({ name: '-', text: JSON.stringify(value) });
    expect(problems.map(({ what }) => what)).toEqual(['is none of the formats that are read']);
  },
);
