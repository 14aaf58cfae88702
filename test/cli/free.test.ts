import { describe, expect, it } from 'vitest';
import { readReport } from '../../src/report/read-report.ts';
import { type FakeMachine, runOn } from './fake-io.ts';

const spec = `networks:
  - name: lab
    within: [10.20.0.0/16]
    clusters:
      - name: one
        ranges: {nodes: 10.20.0.0/24, pods: 10.20.64.0/18, services: google-managed}
  - name: other
    within: [10.30.0.0/24]
`;
const machine: FakeMachine = { files: { 'lab.yaml': spec, 'list.txt': '10.20.128.0/17 b\n' } };

async function networksOf(...argv: readonly string[]) {
  const { code, stdout, stderr } = await runOn(machine, 'free', ...argv, '-o', 'json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return readReport(stdout).networks;
}

describe('free', () => {
  it('lists what nobody has of the space of every network', async () => {
    const networks = await networksOf('lab.yaml', 'list.txt');
    expect(networks.map(({ name, free, fits }) => [name, free, fits])).toEqual([
      [
        'lab',
        [
          '10.20.1.0/24',
          '10.20.2.0/23',
          '10.20.4.0/22',
          '10.20.8.0/21',
          '10.20.16.0/20',
          '10.20.32.0/19',
        ],
        undefined,
      ],
      ['other', ['10.30.0.0/24'], undefined],
    ]);
  });

  it('takes the shape of as many nodes as run so many Pods', async () => {
    const argv = ['--max-pods-per-node', '64', '--system-pods-per-node', '14'];
    const byPods = await networksOf('lab.yaml', ...argv, '--pods', '500');
    expect(byPods).toEqual(await networksOf('lab.yaml', ...argv, '--nodes', '10'));
  });

  it('reads --existing, --used and the settings of the folder like a plan', async () => {
    const files = {
      ...machine.files,
      'gke-ip-planner.yaml': 'within: [10.20.128.0/17]\nused: [10.20.128.0/18]\n',
    };
    const argv = ['free', '--existing', 'list.txt', '--used', '10.20.192.0/19', '-o', 'json'];
    const { stdout } = await runOn({ files }, ...argv);
    expect(readReport(stdout).networks).toMatchObject([{ name: 'vpc', free: [] }]);
    const settled = await runOn({ files }, 'free', '-o', 'json');
    expect(readReport(settled.stdout).networks).toMatchObject([{ free: ['10.20.192.0/18'] }]);
  });

  it('says how many clusters of the shape that flags describe still fit', async () => {
    const shape = ['--nodes', '20', '--max-pods-per-node', '32', '--service-range'];
    const [lab, other] = await networksOf('lab.yaml', ...shape, 'google-managed');
    // 20 nodes, a surge node, the endpoint and 4 reserved addresses: /27; 21 × 64: /21.
    // 7 × /21 beside the /24 of nodes and 16 in 10.20.128.0/17; the /27 fit below 10.20.8.0
    expect(lab?.fits).toEqual({
      clusters: 23,
      ranges: [
        { role: 'node', prefixLength: 27 },
        { role: 'pod', prefixLength: 21 },
      ],
    });
    expect(other?.fits?.clusters).toBe(0);
  });

  it('takes nodes per zone, and the headroom that is asked for', async () => {
    const regional = ['--zones', '3', '--nodes-per-zone', '7'];
    const [network] = await networksOf('--within', '10.0.0.0/16', ...regional, '--services', '126');
    // 21 + 1 + 1 + 4 of a /27; 22 × 256 of a /19; 128 Services addresses are a /25
    expect(network?.fits?.ranges.map(({ prefixLength }) => prefixLength)).toEqual([27, 19, 25]);
    expect(network?.fits?.clusters).toBe(7);
    const wider = await networksOf(
      '--within',
      '10.0.0.0/16',
      '--nodes',
      '21',
      '--services',
      '126',
      '--min-headroom',
      '50',
    );
    expect(wider[0]?.fits?.ranges.map(({ prefixLength }) => prefixLength)).toEqual([26, 18, 24]);
  });

  it.each(['html', 'svg', 'markdown'])('draws what is left as %s', async (format) => {
    const { code, stdout } = await runOn(machine, 'free', 'lab.yaml', '-o', format);
    expect(code).toBe(0);
    expect(stdout).toContain('lab');
  });

  it.each([
    [['--services', '100'], '--nodes: is missing: a shape needs the number of nodes\n'],
    [['--nodes', '0'], '--nodes: "0" is out of range\n'],
    [['--nodes', '5', '--pod-range', '10.0.0.0/16'], '--pod-range: is no flag of this command\n'],
    [['-o', 'terraform'], '--output: "terraform" is no format here\n'],
    [['missing.yaml'], 'missing.yaml: there is no such file\n'],
  ])('refuses %j with one problem', async (argv, problem) => {
    const { code, stdout, stderr } = await runOn(machine, 'free', ...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(problem), stderr).toBe(true);
    expect(stderr.match(/ {2}fix: /g)).toHaveLength(1);
  });
});
