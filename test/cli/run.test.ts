import { describe, expect, it, vi } from 'vitest';
import { IoError } from '../../src/cli/io.ts';
import { type Cidr, contains, overlaps, parseCidr } from '../../src/net/cidr.ts';
import { readReport } from '../../src/report/read-report.ts';
import { rules } from '../../src/rules/index.ts';
import { type FakeMachine, runOn } from './fake-io.ts';

const spec = `networks:
  - name: lab-vpc
    ranges:
      - {name: lab, cidr: 172.17.0.0/16, role: on-premises}
    clusters:
      - name: lab
        location: us-west1
        nodes: 10
        services: 100
        ranges: {nodes: 10.1.0.0/24, pods: 10.64.0.0/18, services: 10.1.8.0/24}
`;
const suppress = (until: string) =>
  `suppress:\n  - {rule: docker-bridge-range, range: lab, reason: isolated, until: ${until}}\n`;
const withSpec: FakeMachine = { files: { 'lab.yaml': spec } };
const check = (machine: FakeMachine, ...argv: readonly string[]) =>
  runOn(machine, 'check', ...argv, '-o', 'json');

/** The rules of the findings that count. */
function rulesOf(stdout: string): readonly string[] {
  return readReport(stdout)
    .findings.filter(({ suppression }) => suppression?.expired !== false)
    .map(({ rule }) => rule);
}

/** The ranges of the first cluster. */
function cidrsOf(stdout: string): readonly Cidr[] {
  const { clusters } = readReport(stdout);
  return (clusters[0]?.ranges ?? []).map(({ cidr }) => parseCidr(cidr));
}

describe('a run that checks', () => {
  it('prints the report to stdout, nothing to stderr, and exits 0', async () => {
    const { code, stdout, stderr } = await check(withSpec, 'lab.yaml');
    expect([code, stderr]).toEqual([0, '']);
    // /18 of /24 blocks: 2^(24 - 18).
    expect(JSON.parse(stdout)).toMatchObject({ clusters: [{ capacity: { nodes: 64 } }] });
  });

  it.each([
    ['error', 0],
    ['warning', 1],
    ['info', 1],
    ['never', 0],
  ])('of one warning exits with --fail-on %s: %i', async (level, expected) => {
    const { code } = await check(withSpec, 'lab.yaml', '--fail-on', level);
    expect(code).toBe(expected);
  });

  it.each(['table', 'yaml', 'json'])('has the same exit code as %s', async (format) => {
    const argv = ['check', 'lab.yaml', '--fail-on=warning', '-o', format];
    expect((await runOn(withSpec, ...argv)).code).toBe(1);
  });

  it('reads stdin for -', async () => {
    const { code, stdout } = await check({ stdin: spec }, '-');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ clusters: [{ where: { file: '-' } }] });
  });

  it('takes flags over what the file says', async () => {
    const { stdout } = await check(withSpec, 'lab.yaml', '--nodes', '50');
    expect(JSON.parse(stdout)).toMatchObject({ clusters: [{ demand: { nodes: 50 } }] });
  });

  it('checks a list of ranges against each other', async () => {
    const files = { 'list.txt': '10.0.0.0/16 office\n10.0.4.0/24 lab\n' };
    const { code, stdout } = await check({ files }, 'list.txt');
    expect([code, rulesOf(stdout)]).toEqual([1, ['range-overlap']]);
  });

  it('names overlaps with what --used and --existing say', async () => {
    const files = { 'lab.yaml': spec, 'other.txt': '10.64.0.0/24 other\n' };
    const used = await check({ files }, 'lab.yaml', '--used', 'office=10.1.0.0/16');
    const existing = await check({ files }, 'lab.yaml', '--existing', 'other.txt');
    expect(rulesOf(used.stdout)).toContain('range-overlap');
    expect(rulesOf(existing.stdout)).toContain('range-overlap');
  });
});

describe('a run that plans', () => {
  it('places ranges and exits 0', async () => {
    const { code, stdout } = await runOn({}, 'plan', '--nodes', '255', '-o', 'json');
    expect(code).toBe(0);
    const { clusters } = readReport(stdout);
    // 255 nodes and one surge node are 256 blocks of /24: a /16.
    expect(clusters[0]?.ranges.find(({ role }) => role === 'pod')?.prefixLength).toBe(16);
  });

  it('gives a spec that planned again stays as it is', async () => {
    const first = await runOn({}, 'plan', '--nodes', '50', '--services', '62', '-o', 'spec');
    const again = await runOn(
      { files: { 'spec.yaml': first.stdout } },
      'plan',
      'spec.yaml',
      '-o',
      'spec',
    );
    expect(first.code).toBe(0);
    expect(again).toEqual(first);
  });

  it('keeps clear of the clusters of another input', async () => {
    const argv = ['--within', '10.64.0.0/17', '--service-range', 'google-managed'];
    const { stdout } = await runOn(
      withSpec,
      'plan',
      '--nodes=10',
      ...argv,
      '--existing=lab.yaml',
      '-o=json',
    );
    // The lower half, 10.64.0.0/18, has the Pods of the other cluster.
    const upperHalf = parseCidr('10.64.64.0/18');
    const placed = cidrsOf(stdout).filter((cidr) => cidr.text !== '34.118.224.0/20');
    expect(placed).toHaveLength(2);
    for (const cidr of placed) expect(contains(upperHalf, cidr)).toBe(true);
  });

  it('exits 1 with the finding when there is no space', async () => {
    const argv = ['--nodes=200', '--within=10.0.0.0/20', '-o=json'];
    const { code, stdout } = await runOn({}, 'plan', ...argv);
    expect([code, rulesOf(stdout)]).toEqual([1, expect.arrayContaining(['pod-range-exhausted'])]);
  });
});

describe('accepted risks', () => {
  it('of a spec count no more, and are counted as suppressed', async () => {
    const files = { 'lab.yaml': spec + suppress('2097-01-31') };
    const { code, stdout } = await check({ files }, 'lab.yaml', '--fail-on', 'warning');
    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      { summary: { warnings: 0, suppressed: 1 } },
    ]);
  });

  it('that have expired count again and are named on stderr', async () => {
    const files = { 'lab.yaml': spec + suppress('2020-01-31') };
    const { code, stderr } = await check({ files }, 'lab.yaml', '--fail-on', 'warning');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^lab\.yaml:\d+:\d+: the suppression of docker-bridge-range at lab expired on 2020-01-31, /,
    );
  });

  it('expire by --today', async () => {
    const files = { 'lab.yaml': spec + suppress('2027-06-30') };
    const codes = ['2027-06-30', '2027-07-01'].map(
      async (today) =>
        (await check({ files }, 'lab.yaml', '--fail-on=warning', '--today', today)).code,
    );
    expect(await Promise.all(codes)).toEqual([0, 1]);
  });

  it('by --ignore take a rule out of the verdict', async () => {
    const argv = ['lab.yaml', '--fail-on=warning', '--ignore', 'docker-bridge-range'];
    expect((await check(withSpec, ...argv)).code).toBe(0);
  });

  it('may name a rule that does not exist, which is a problem with its place', async () => {
    const typo = suppress('2097-01-31').replace('docker-bridge-range', 'docker-brige-range');
    const files = { 'lab.yaml': spec + typo };
    const { code, stderr } = await check({ files }, 'lab.yaml', '--ignore', 'range-overlaps');
    expect(code).toBe(2);
    expect(stderr).toContain('--ignore: "range-overlaps" is no rule\n  fix: write range-overlap (');
    expect(stderr).toMatch(/lab\.yaml:\d+:\d+: "docker-brige-range" is no rule/);
  });
});

describe('the configuration file', () => {
  const config =
    'failOn: warning\nminHeadroom: 10\nwithin: [10.64.0.0/10]\nused: [hq=10.64.0.0/16]\n';
  const files = { 'lab.yaml': spec, 'gke-ip-planner.yaml': config };

  it('is read where it lies in the working directory', async () => {
    expect((await check({ files }, 'lab.yaml')).code).toBe(1);
  });

  it('yields to flags', async () => {
    const argv = ['lab.yaml', '--fail-on', 'never'];
    expect((await check({ files }, ...argv)).code).toBe(0);
  });

  it('says where ranges are placed and what to keep clear of', async () => {
    const { stdout } = await runOn({ files }, 'plan', '--nodes=9', '-o=json');
    const [space, used] = [parseCidr('10.64.0.0/10'), parseCidr('10.64.0.0/16')];
    const placed = cidrsOf(stdout);
    expect(placed).toHaveLength(3);
    expect(placed.every((cidr) => contains(space, cidr) && !overlaps(used, cidr))).toBe(true);
  });

  it('must be there when it is named', async () => {
    const { code, stderr } = await check(withSpec, 'lab.yaml', '--config', 'my.yaml');
    expect([code, stderr]).toEqual([2, 'my.yaml: there is no such file\n  fix: check the path\n']);
  });

  it('is refused with its place where it is malformed', async () => {
    const broken = { ...files, 'gke-ip-planner.yaml': 'failOnn: warning\n' };
    const { code, stdout, stderr } = await check({ files: broken }, 'lab.yaml');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^gke-ip-planner\.yaml:1:1: .*failOnn/);
  });
});

describe('outputs', () => {
  it('go to files beside stdout', async () => {
    const argv = ['--pod-range=10.4.0.0/16', '-o', 'table', '-o', 'json=r.json'];
    const { stdout, written } = await runOn({}, 'check', ...argv);
    expect(JSON.parse(written['r.json'] ?? '')).toMatchObject({ schemaVersion: 1 });
    expect(stdout).toContain('256');
    expect(stdout).not.toContain('schemaVersion');
  });

  it('leave stdout empty when all go to files', async () => {
    const { code, stdout } = await check({}, '--pod-range=10.4.0.0/16', '-o', 'yaml=r.yaml');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1 });
    const only = await runOn({}, 'check', '--pod-range=10.4.0.0/16', '-o=yaml=r.yaml');
    expect([only.stdout, Object.keys(only.written)]).toEqual(['', ['r.yaml']]);
  });

  it('have colours on a terminal only, and never in a file', async () => {
    const argv = ['check', '--pod-range=10.4.0.0/16', '-o=table', '-o=table=t.txt'];
    const stdout = { isTerminal: true, columns: 100 };
    const terminal = await runOn({ stdout, env: { TERM: 'xterm' } }, ...argv);
    expect(terminal.stdout).toContain('\u001b[');
    expect(terminal.written['t.txt']).not.toContain('\u001b[');
    expect((await runOn({ stdout }, ...argv, '--no-color')).stdout).not.toContain('\u001b[');
    expect((await runOn({}, ...argv)).stdout).not.toContain('\u001b[');
  });

  it.each([
    ['pdf', '--output: "pdf" is no format here\n  fix: write one of table, yaml, json'],
    ['jsn', '--output: "jsn" is no format here\n  fix: write json (write one of table'],
    ['spec', '--output: "spec" is no format here'],
    ['json=', '--output: "json=" names no file\n  fix: write json=<file>, or json'],
  ])('of check refuse %s', async (output, message) => {
    const { code, stdout, stderr } = await runOn(
      {},
      'check',
      '--pod-range=10.4.0.0/16',
      '-o',
      output,
    );
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it.each([
    [['json', 'yaml'], 'the standard output'],
    [['json=r', 'yaml=./r'], '"r"'],
    [['json', 'yaml=-'], 'the standard output'],
  ])('refuse one target for two: %j', async (outputs, target) => {
    const argv = outputs.flatMap((output) => ['-o', output]);
    const { code, stderr } = await runOn({}, 'check', '--pod-range=10.4.0.0/16', ...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(`two outputs go to ${target}`);
  });

  it.each([
    ['ENOSPC', 'there is no space left'],
    ['EISDIR', 'is a folder'],
    ['EACCES', 'may not be written'],
    ['EROFS', 'is on a read-only file system'],
    ['ENOENT', 'its folder does not exist'],
    ['EIO', 'cannot be written (EIO)'],
  ])('that fail with %s are named, and stdout stays empty', async (code, what) => {
    const machine = { refuse: new IoError('out/r.json', code) };
    const argv = ['--pod-range=10.4.0.0/16', '-o=table', '-o=json=out/r.json'];
    const result = await runOn(machine, 'check', ...argv);
    expect([result.code, result.stdout]).toEqual([2, '']);
    expect(result.stderr).toMatch(/^out\/r\.json: /);
    expect(result.stderr).toContain(what);
  });
});

describe('what cannot be checked', () => {
  it('names every problem of flags and inputs in one run', async () => {
    const files = {
      'a.yaml': 'networks: [\n',
      'b.yaml': spec.replace('nodes: 10\n', 'nods: 10\n'),
    };
    const argv = ['a.yaml', 'b.yaml', 'c.yaml', '--mtu=x', '--pod-rnge', '10.4.0.0/16', '-o=pdf'];
    const { code, stdout, stderr } = await runOn({ files }, 'check', ...argv, '--fail-on=bad');
    expect([code, stdout]).toEqual([2, '']);
    const named = ['a.yaml:', 'b.yaml:8:', 'c.yaml: ', '--mtu: ', '--pod-rnge: ', '--output: '];
    for (const place of [...named, '--fail-on: ']) expect(stderr).toContain(place);
  });

  it.each([
    ['ENOENT', 'there is no such file'],
    ['EISDIR', 'is a folder'],
    ['EACCES', 'may not be read'],
    ['EFBIG', 'is larger than 512 MB'],
    ['EIO', 'cannot be read (EIO)'],
  ])('an input that fails with %s', async (code, what) => {
    const machine = { files: { 'x.yaml': new IoError('x.yaml', code) } };
    const { stderr, ...result } = await check(machine, 'x.yaml');
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(stderr).toContain(`x.yaml: ${what}`);
  });

  it.each([
    ['UTF-16', [0xff, 0xfe, 0x6e, 0x00], 'x: is UTF-16 text'],
    ['packed', [0x1f, 0x8b, 0x08, 0x00], 'x: is packed with gzip'],
    ['binary', [0x6e, 0x00, 0x01], 'x: is a binary file'],
    ['Latin-1', [0x61, 0x0a, 0x62, 0xe9, 0x0a], 'x:2:2: is not valid UTF-8'],
  ])('an input that is %s', async (_, bytes, message) => {
    const { code, stderr } = await check({ files: { x: Uint8Array.from(bytes) } }, 'x');
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('a range in the place of a file, with the flags that take ranges', async () => {
    expect((await check({}, '10.0.0.0/8')).stderr).toBe(
      '10.0.0.0/8: there is no such file\n' +
        '  fix: name a range with --node-range, --pod-range or another flag\n',
    );
  });

  it('an empty name, and an input given twice', async () => {
    expect((await check({}, '')).stderr).toContain('an input has an empty name');
    expect((await check({ stdin: spec }, '-', '-')).stderr).toContain('stdin (-): is given more');
  });

  it('a plan without a number of nodes', async () => {
    const { code, stderr } = await runOn({}, 'plan', '--max-pods-per-node', '32');
    expect([code, stderr]).toEqual([
      2,
      '--nodes: is missing: a plan needs the number of nodes\n' +
        '  fix: add --nodes <n>, or --zones <n> with --nodes-per-zone <n>, or --pods <n>, or name a spec\n',
    ]);
  });

  it('a number of nodes without a number, once', async () => {
    const { stderr } = await runOn({}, 'plan', '--nodes');
    expect(stderr).toBe('--nodes: has no value\n  fix: write --nodes <n>\n');
  });

  it('nothing at all', async () => {
    expect((await runOn({}, 'check')).stderr).toContain('check: has nothing to check');
    const { code, stdout, stderr } = await runOn({});
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: gke-ip-planner');
  });

  it.each(['2027-02-29', '2027-13-01', '27-01-01', 'tomorrow'])(
    'a date such as %s',
    async (day) => {
      const { stderr } = await check(withSpec, 'lab.yaml', '--today', day);
      expect(stderr).toBe(`--today: "${day}" is no date\n  fix: write it as 2027-06-30\n`);
    },
  );

  it('writes no escape codes of the input to the terminal', async () => {
    const { stderr } = await check({}, 'a\u001b[31m.yaml', '--cni', 'x\u001b]0;y\u0007');
    expect(stderr).not.toContain('\u001b');
    expect(stderr).not.toContain('\u0007');
  });
});

describe('a bug', () => {
  it('exits 3 with its stack and where to report it', async () => {
    const broken = vi.fn(() => {
      throw new TypeError('x is not a function');
    });
    const machine = { files: new Proxy({}, { get: broken }) };
    const { code, stdout, stderr } = await check(machine, 'lab.yaml');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('Please report it with this text to the maintainers');
    expect(stderr).toMatch(/TypeError: x is not a function\n +at /);
  });
});

describe('report', () => {
  it('renders a saved report in another format, with the same verdict', async () => {
    const saved = await check(withSpec, 'lab.yaml');
    const machine = { files: { 'r.json': saved.stdout } };
    const { code, stdout } = await runOn(machine, 'report', 'r.json', '-o', 'json');
    expect([code, JSON.parse(stdout)]).toEqual([0, JSON.parse(saved.stdout)]);
    const direct = await runOn(withSpec, 'check', 'lab.yaml');
    const again = await runOn(machine, 'report', 'r.json', '--fail-on', 'warning');
    expect([again.code, again.stdout]).toEqual([1, direct.stdout]);
  });

  it('names what is no report, together with wrong flags', async () => {
    const files = { 'r.json': '{"schemaVersion": 9}' };
    const { code, stderr } = await runOn({ files }, 'report', 'r.json', '-o', 'pdf');
    expect(code).toBe(2);
    expect(stderr).toMatch(/--output: "pdf"[^]*r\.json/);
  });
});

describe('rules', () => {
  it('lists every rule with severity and title, sorted', async () => {
    const { stdout } = await runOn({}, 'rules');
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(rules.map(({ id }) => id).toSorted());
    for (const { title } of rules) expect(stdout).toContain(title);
  });

  it('explains one', async () => {
    const { stdout } = await runOn({}, 'rules', 'range-overlap');
    const rule = rules.find(({ id }) => id === 'range-overlap');
    for (const part of [rule?.title, rule?.why, rule?.fix, rule?.docs, rule?.severity]) {
      expect(stdout).toContain(part);
    }
  });

  it.each([[[]], [['pod-range-size']]])(
    '%j fit a terminal, and a pipe breaks no line',
    async (id) => {
      const terminal = { stdout: { isTerminal: true, columns: 70 } };
      const { stdout } = await runOn(terminal, 'rules', ...id);
      const wide = stdout.split('\n').filter((line) => line.length > 70);
      expect(wide.filter((line) => !line.includes('https://'))).toEqual([]);
      const piped = await runOn({}, 'rules', ...id);
      expect(stdout.replaceAll(/\s+/g, ' ')).toBe(piped.stdout.replaceAll(/\s+/g, ' '));
    },
  );

  it('are data in JSON and YAML', async () => {
    const { stdout } = await runOn({}, 'rules', '-o', 'json');
    expect(JSON.parse(stdout)).toHaveLength(rules.length);
    expect((await runOn({}, 'rules', 'range-overlap', '-o', 'yaml')).stdout).toMatch(
      /^id: range-overlap\n/,
    );
  });

  it('suggests the id that was meant', async () => {
    const { code, stdout, stderr } = await runOn({}, 'rules', 'range-overlp');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('"range-overlp" is no rule\n  fix: write range-overlap (');
  });
});
