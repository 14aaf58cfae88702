import { expect, test } from 'vitest';
import { formatLocation } from '../../src/errors.ts';
import { readConfig } from '../../src/input/config.ts';

const read = (text: string) => readConfig({ name: 'gke-ip-planner.yaml', text });

test('settings, roles and suppressions of every run are read', () => {
  const config = read(`failOn: warning
minHeadroom: 20
ignore: [stranded-capacity]
within: [10.0.0.0/8]
podsWithin: [100.64.0.0/10]
used: [office=10.200.0.0/16, 10.201.0.0/16]
map: {nodes: private_subnet_cidr}
suppress:
  - {rule: docker-bridge-range, range: museum, reason: read only, until: 2097-01-01}
`);
  expect(config.problems).toEqual([]);
  expect(config.map).toEqual({ nodes: 'private_subnet_cidr' });
  expect(config.settings).toEqual({
    failOn: 'warning',
    minHeadroom: 20,
    ignore: ['stranded-capacity'],
    within: ['10.0.0.0/8'],
    podsWithin: ['100.64.0.0/10'],
    used: ['office=10.200.0.0/16', '10.201.0.0/16'],
  });
  expect(config.suppressions).toMatchObject([
    { rule: 'docker-bridge-range', range: 'museum', until: '2097-01-01', where: { line: 9 } },
  ]);
});

test.each(['', '\n', '# later\r\n\r\n  # more\n'])(
  'a file with nothing in it sets nothing (%j)',
  (text) => {
    expect(read(text)).toEqual({ suppressions: [], map: {}, settings: {}, problems: [] });
  },
);

test('every fault is named with its place', () => {
  const { problems } = read(
    'failOn: errors\nminHeadroom: 1e2\nigore: [x]\nused: [office=10.0.0.1/8]\nsuppress:\n  - {rule: x}\n',
  );
  expect(problems.map(({ what, where }) => `${where && formatLocation(where)} ${what}`)).toEqual([
    'gke-ip-planner.yaml:1:9 the text "errors" is not accepted (failOn)',
    'gke-ip-planner.yaml:2:14 "1e2" is no count in digits (minHeadroom)',
    'gke-ip-planner.yaml:3:1 unknown key "igore" (igore)',
    'gke-ip-planner.yaml:4:8 "10.0.0.1/8" has host bits set (used[0])',
    'gke-ip-planner.yaml:6:5 suppress[0].reason is missing',
  ]);
});

test('broken YAML and a second document are refused', () => {
  expect(read('a: [\n').problems).toHaveLength(1);
  expect(read('failOn: error\n---\nfailOn: never\n').problems).toMatchObject([
    { what: 'a second YAML document starts here', where: { line: 3 } },
  ]);
});
