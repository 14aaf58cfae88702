import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportRenderers } from '../../src/report/index.ts';
import { readReport } from '../../src/report/read-report.ts';
import { type FakeMachine, runOn } from './fake-io.ts';

/** One cluster of 60 nodes: 61 blocks of /24 at the peak, so that a /18 holds it and a /19 does not. */
function spec(pods: string, more: object = {}): string {
  const ranges = { nodes: '10.1.0.0/24', pods, services: '10.1.8.0/24' };
  const cluster = { name: 'a', location: 'us-west1', nodes: 60, services: 100, ranges, ...more };
  return JSON.stringify({ networks: [{ name: 'v', clusters: [cluster] }] });
}

const [wide, enough, small] = [spec('10.64.0.0/16'), spec('10.64.0.0/18'), spec('10.64.0.0/19')];

async function saved(text: string, format = 'json'): Promise<string> {
  const { stdout } = await runOn({ files: { s: text } }, 'check', 's', '-o', format);
  return stdout;
}

const diff = (before: string, after: string, ...flags: readonly string[]) =>
  runOn({ files: { before, after } }, 'diff', 'before', 'after', ...flags);

async function reportOf(before: string, after: string, ...flags: readonly string[]) {
  const { stdout } = await diff(before, after, '-o', 'json', ...flags);
  return readReport(stdout);
}

const rulesOf = (findings: readonly { readonly rule: string }[]) =>
  findings.map(({ rule }) => rule);

describe('diff', () => {
  it('shows capacity before and after, and passes where nothing new is wrong', async () => {
    const { code, stdout, stderr } = await diff(wide, enough);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ {2}nodes +251 +64 +-187$/m);
    expect(stdout).toMatch(/bound by +node-range +pod-range +changed/);
    expect(stdout).toMatch(/^ {2}pod +10\.64\.0\.0\/16 +10\.64\.0\.0\/18 +changed$/m);
  });

  it('fails on what the change brings, and names it with its place', async () => {
    const { code, stdout } = await diff(enough, small);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^New findings\n {2}error +pod-range-exhausted after:1:/m);
  });

  it('passes where the same was wrong before, and where it is fixed', async () => {
    const grown = spec('10.64.0.0/19', { nodes: 70 });
    const same = await reportOf(small, grown);
    expect(same.findings.map(({ rule, baseline }) => [rule, baseline])).toContainEqual([
      'pod-range-exhausted',
      'unchanged',
    ]);
    expect((await diff(small, grown)).code).toBe(0);
    const fixed = await reportOf(small, enough);
    expect(rulesOf(fixed.changes?.fixed ?? [])).toContain('pod-range-exhausted');
    expect((await diff(small, enough)).code).toBe(0);
  });

  it('counts a range that was changed and is still wrong as new', async () => {
    expect((await diff(small, spec('10.64.0.0/20'))).code).toBe(1);
  });

  it('tells node pools apart: one that is fixed makes no room for another', async () => {
    const pools = (first: number, second: number) =>
      spec('10.64.0.0/16', {
        nodes: undefined,
        nodePools: [
          { name: 'first', nodes: 3, maxPodsPerNode: first },
          { name: 'second', nodes: 3, maxPodsPerNode: second },
        ],
      });
    expect((await diff(pools(300, 110), pools(400, 110))).code).toBe(0);
    expect((await diff(pools(300, 110), pools(110, 300))).code).toBe(1);
  });

  it('fails from the severity on that is asked for', async () => {
    const codes = await Promise.all(
      ['error', 'warning', 'info', 'never'].map(
        async (level) => (await diff(wide, enough, '--fail-on', level)).code,
      ),
    );
    // 61 of 64 blocks are 95 % of the Pod range: headroom-low, a warning.
    expect(codes).toEqual([0, 1, 1, 0]);
  });

  it.each([
    ['json', 'json'],
    ['yaml', 'yaml'],
    ['json', 'spec'],
    ['spec', 'json'],
  ])('reads a side as %s and the other as %s', async (one, other) => {
    const as = (text: string, format: string) => (format === 'spec' ? text : saved(text, format));
    const sides = [await as(enough, one), await as(small, other)] as const;
    const [direct, { changes, summary }] = await Promise.all([
      reportOf(enough, small),
      reportOf(...sides),
    ]);
    expect(changes?.clusters).toEqual(direct.changes?.clusters);
    expect(summary).toEqual(direct.summary);
    expect((await diff(...sides)).code).toBe(1);
  });

  /* A picture has no findings. */
  const formats = Object.keys(reportRenderers).filter((format) => format !== 'svg');

  it.each(formats)('fails just so in the format %s', async (format) => {
    const { code, stdout } = await diff(enough, small, '-o', format);
    expect(code).toBe(1);
    expect(stdout).toContain('pod-range-exhausted');
  });

  it('reads each side with the flags that check takes', async () => {
    const open = spec('10.64.0.0/19', { nodes: undefined });
    expect((await diff(enough, open)).code).toBe(0);
    expect((await diff(enough, open, '--nodes', '60')).code).toBe(1);
  });

  it('reads a side from the standard input, once', async () => {
    const machine: FakeMachine = { files: { before: enough }, stdin: small };
    expect((await runOn(machine, 'diff', 'before', '-')).code).toBe(1);
    const twice = await runOn(machine, 'diff', '-', '-');
    expect([twice.code, twice.stdout]).toEqual([2, '']);
    expect(twice.stderr).toContain('stdin (-): is given more than once');
  });

  it('leaves out what is ignored, also in saved reports', async () => {
    const ignore = ['--ignore', 'pod-range-exhausted'];
    expect((await diff(enough, small, ...ignore)).code).toBe(0);
    const [before, after] = [await saved(enough), await saved(small)];
    const { findings, summary } = await reportOf(before, after, ...ignore);
    expect(findings.find(({ rule }) => rule === 'pod-range-exhausted')?.suppression?.reason).toBe(
      'ignored with --ignore',
    );
    expect(summary).toMatchObject({ errors: 0, suppressed: 1 });
  });

  it('takes the severity that fails from the configuration', async () => {
    const files = { before: wide, after: enough, 'gke-ip-planner.yaml': 'failOn: warning\n' };
    expect((await runOn({ files }, 'diff', 'before', 'after')).code).toBe(1);
  });

  it('names a suppression of the side after the change that has expired', async () => {
    const until = '2026-01-31';
    const suppress = [{ rule: 'pod-range-exhausted', reason: 'for now', until }];
    const after = JSON.stringify({ ...JSON.parse(small), suppress });
    const { code, stderr } = await diff(small, after, '--today', '2026-02-01');
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^after:1:\d+: the suppression .* expired on 2026-01-31/),
    ]);
  });

  it('fails where a change takes a suppression away', async () => {
    const suppress = [{ rule: 'pod-range-exhausted', reason: 'for now' }];
    const before = JSON.stringify({ ...JSON.parse(small), suppress });
    expect((await diff(before, small)).code).toBe(1);
    expect((await diff(small, before)).code).toBe(0);
  });
});

describe('what diff cannot compare', () => {
  it('is named for both sides at once, with nothing on the standard output', async () => {
    const before = spec('10.64.0.5/19');
    const after = JSON.stringify({ ...JSON.parse(await saved(small)), clusters: [{}] });
    const { code, stdout, stderr } = await diff(before, after, '--fail-on', 'errors');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^--fail-on: [^]*^before:1:\d+: "10\.64\.0\.5\/19" has host bits/m);
    expect(stderr).toMatch(/^after:1:\d+: clusters\[0\]\.name is missing$/m);
  });

  it.each([
    [['diff'], "missing required argument 'before'"],
    [['diff', 'a'], "missing required argument 'after'"],
    [['diff', 'a', 'b', 'c'], 'c: is one argument too many\n  fix: name two at most'],
    [['diff', 'a', 'b'], 'a: there is no such file'],
    [['diff', 'a', 'b'], 'b: there is no such file'],
    [['diff', 'a', 'b', '--baseline', 'c'], '--baseline: is no flag of this command'],
  ])('%j: %s', async (argv, message) => {
    const { code, stdout, stderr } = await runOn({}, ...argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('is a flag that comes too late, as both sides are saved', async () => {
    const [before, after] = [await saved(enough), await saved(small)];
    const flags = ['--nodes', '5', '--ignore', 'range-overlaps'];
    const { code, stderr } = await diff(before, after, ...flags);
    expect(code).toBe(2);
    expect(stderr).toContain('--nodes: comes too late: both sides are saved reports');
    expect(stderr).toContain('--ignore: "range-overlaps" is no rule');
  });
});

/** Up to three clusters, some of whose ranges are too small, reserved or overlap. */
const anySpec = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      nodes: fc.integer({ min: 1, max: 80 }),
      pods: fc.constantFrom('10.64.0.0/16', '10.64.0.0/18', '10.64.0.0/20', '172.17.0.0/18'),
      services: fc.constantFrom('10.1.8.0/24', '10.1.9.0/24', '10.64.32.0/20'),
    }),
    { selector: ({ name }) => name, maxLength: 3 },
  )
  .map((clusters) =>
    JSON.stringify({
      networks: [
        {
          name: 'v',
          clusters: clusters.map(({ name, nodes, pods, services }, index) => ({
            name,
            nodes,
            ranges: { nodes: `10.${index}.0.0/24`, pods, services },
          })),
        },
      ],
    }),
  );

describe('the laws of diff', () => {
  it('nothing is new or fixed between a thing and itself', async () => {
    await fc.assert(
      fc.asyncProperty(anySpec, async (text) => {
        const machine = { files: { a: text } };
        const { code, stdout } = await runOn(machine, 'diff', 'a', 'a', '-o', 'json');
        const { changes, findings } = readReport(stdout);
        expect(code).toBe(0);
        expect(changes?.fixed).toEqual([]);
        expect(findings.filter(({ baseline }) => baseline !== 'unchanged')).toEqual([]);
        expect(changes?.clusters.filter(({ change }) => change !== 'unchanged')).toEqual([]);
        expect(changes?.networks.filter(({ change }) => change !== 'unchanged')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('what is new one way is fixed the other way', async () => {
    await fc.assert(
      fc.asyncProperty(anySpec, anySpec, async (a, b) => {
        const machine = { files: { a, b } };
        const there = readReport((await runOn(machine, 'diff', 'a', 'b', '-o', 'json')).stdout);
        const back = readReport((await runOn(machine, 'diff', 'b', 'a', '-o', 'json')).stdout);
        const fresh = there.findings.filter(({ baseline }) => baseline === 'new');
        const withoutPositions = fresh.map(
          ({ baseline: _state, clusters: _clusters, networks: _networks, ...finding }) => finding,
        );
        expect(withoutPositions).toEqual(back.changes?.fixed);
        expect(there.summary.unchanged).toBe(back.summary.unchanged);
      }),
      { numRuns: 60 },
    );
  });
});
