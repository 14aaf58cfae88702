import { describe, expect, it } from 'vitest';
import { readSweepFlags } from '../../src/input/sweep-flags.ts';

type Values = Parameters<typeof readSweepFlags>[0];

const problemsOf = (values: Values) =>
  readSweepFlags(values).problems.map(({ what, where }) => `${where?.path}: ${what}`);

describe('the flags of sweep', () => {
  it('take lists of counts and ranges', () => {
    const { axes, problems, target } = readSweepFlags({
      nodes: ['10..30:10'],
      services: ['100,200'],
      growth: ['0,20'],
      years: ['3'],
      'max-pods-per-node': ['32', '64'],
      'node-range': ['10.0.0.0/24,/23..25'],
      'pod-range': ['/14../16'],
      'service-range': ['google-managed,/20'],
      target: ['headroom'],
    });
    expect(problems).toEqual([]);
    expect(target).toBe('headroom');
    expect(axes).toMatchObject({
      nodes: [10, 20, 30],
      services: [100, 200],
      growth: [0, 20],
      maxPodsPerNode: [32, 64],
    });
    expect(axes.nodeRange.map((range) => range?.cidr?.text ?? range?.prefixLength)).toEqual([
      '10.0.0.0/24',
      23,
      24,
      25,
    ]);
    expect(axes.podRange.map((range) => range?.prefixLength)).toEqual([14, 15, 16]);
    expect(axes.serviceRange).toMatchObject(['google-managed', { prefixLength: 20 }]);
  });

  it('leave out of the cluster what is swept, and keep the rest', () => {
    const { spec, network } = readSweepFlags({
      name: ['prod'],
      nodes: ['10'],
      services: ['5'],
      'max-pods-per-node': ['64'],
      'max-surge': ['3'],
      growth: ['10'],
      years: ['2'],
      mtu: ['1500'],
    });
    expect(spec).toMatchObject({ name: 'prod', growth: { percent: 0, years: 2 } });
    expect(spec.services).toBeUndefined();
    expect(spec.maxPodsPerNode).toBeUndefined();
    expect(spec.nodePools).toMatchObject([{ upgrade: { kind: 'surge', maxSurge: 3 } }]);
    expect(spec.nodePools[0]?.nodes).toBeUndefined();
    expect(network).toMatchObject({ mtu: 1500, clusters: [] });
  });

  it('take nodes per zone as one value', () => {
    const { axes, spec } = readSweepFlags({ zones: ['3'], 'nodes-per-zone': ['20'] });
    expect(axes.nodes).toEqual([60]);
    expect(spec.zones).toBe(3);
  });

  it('name a range once that comes twice', () => {
    const { axes } = readSweepFlags({ 'pod-range': ['/16,10.0.0.0/16,/15../16,10.0.0.0/16'] });
    expect(axes.podRange.map((range) => range?.cidr?.text ?? range?.prefixLength)).toEqual([
      16,
      '10.0.0.0/16',
      15,
    ]);
  });

  it.each<[Values, readonly (number | undefined)[]]>([
    [{ nodes: ['100'], pods: ['5000'] }, [50]],
    [{ nodes: ['100'], pods: ['5000'], 'system-pods-per-node': ['7'] }, [57]],
    [{ nodes: ['100,200,250'], pods: ['5000'] }, [20, 25, 50]],
    [{ nodes: ['10,1000'], pods: ['5000'] }, [8, 256]],
    [{ nodes: ['10'], pods: ['5000'], 'gke-version': ['1.22'] }, [110]],
    [{ nodes: ['100'], pods: ['5000'], 'max-pods-per-node': ['32,64'] }, [32, 64]],
    [{ nodes: ['100'], pods: ['5000'], mode: ['autopilot'] }, [undefined]],
    [{ nodes: ['100'], pods: ['5000'], cni: ['kubenet'] }, [undefined]],
    [{ 'pod-range': ['/16'], pods: ['5000'] }, [undefined]],
  ])('%j looks at %j Pods per node', (values, maxPodsPerNode) => {
    const { axes, problems } = readSweepFlags(values);
    expect({ axis: axes.maxPodsPerNode, problems }).toEqual({ axis: maxPodsPerNode, problems: [] });
  });

  it.each<[Values, string]>([
    [{}, 'sweep: has nothing to compare'],
    [{ years: ['3'] }, 'sweep: has nothing to compare'],
    [{ pods: ['5'] }, '--pods: needs the nodes that run them, or ranges that hold them'],
    [{ pods: ['5,6'], nodes: ['1'] }, '--pods: "5,6" is not a whole number'],
    [{ nodes: ['5'], years: ['1,2'] }, '--years: "1,2" is not a whole number'],
    [{ nodes: ['5'], mode: ['fast'] }, '--mode: "fast" is unknown'],
    [{ nodes: ['5'], target: ['price'] }, '--target: "price" is unknown'],
    [{ nodes: ['5'], zones: ['3'] }, '--zones: needs --nodes-per-zone beside it'],
    [
      { nodes: ['5,6'], zones: ['3'], 'nodes-per-zone': ['2'] },
      '--nodes: excludes --nodes-per-zone: both say how many nodes there are',
    ],
    [{ 'pod-range': ['10.0.0.1/16'] }, '--pod-range: "10.0.0.1/16" has host bits set'],
    [{ 'pod-range': ['fd00::/64'] }, '--pod-range: "fd00::/64" is IPv6'],
    [{ 'pod-range': ['/16../14'] }, '--pod-range: "/16../14" goes down'],
    [{ 'pod-range': ['google-managed'] }, '--pod-range: "google-managed" is not a CIDR block'],
    [
      { nodes: ['1..1000'], 'max-pods-per-node': ['8..110'] },
      '--nodes: makes 103000 combinations with the other lists',
    ],
  ])('%j is refused', (values, problem) => {
    expect(problemsOf(values)).toContain(problem);
  });

  it('name all faults at once', () => {
    expect(
      problemsOf({ nodes: ['5..1'], services: ['x'], 'node-range': ['/40'], target: ['y'] }),
    ).toHaveLength(4);
  });
});
