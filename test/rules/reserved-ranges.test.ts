import { describe, expect, it } from 'vitest';
import type { RangeRole } from '../../src/gke/cluster.ts';
import { cluster, network, other } from '../gke/builders.ts';
import { about, count, findingsOf } from './findings.ts';

const pods = (text: string) => ({ ranges: { pods: text } });
const otherRange = (rule: string, text: string, role: RangeRole = 'other') =>
  findingsOf(rule, [network({ ranges: [other(text, 'lab', role)] })]).length;

describe('ranges that VPC refuses', () => {
  it('are those it is asked for, not what others have elsewhere', () => {
    expect(otherRange('prohibited-range', '127.0.0.0/8', 'on-premises')).toBe(0);
    expect(otherRange('prohibited-range', '127.0.0.0/8', 'peer')).toBe(0);
    const keepClear = [other('224.0.0.0/4', 'multicast')];
    expect(findingsOf('prohibited-range', [network()], { keepClear })).toEqual([]);
  });

  it.each([
    '0.0.0.0/8',
    '0.255.255.0/24',
    '127.0.0.0/8',
    '127.255.0.0/24',
    '169.254.0.0/16',
    '169.254.255.0/24',
    '224.0.0.0/4',
    '239.255.255.0/24',
    '255.255.255.255/32',
    '199.36.153.4/30',
    '199.36.153.8/30',
  ])('%s is one', (text) => {
    expect(count('prohibited-range', pods(text))).toBe(1);
    expect(otherRange('prohibited-range', text)).toBe(1);
  });

  it.each([
    '1.0.0.0/24',
    '126.255.255.0/24',
    '128.0.0.0/24',
    '169.253.255.0/24',
    '169.255.0.0/24',
    '223.255.255.0/24',
    '240.0.0.0/24',
    '255.255.255.254/32',
    '199.36.153.0/30',
    '199.36.153.12/30',
    '192.0.0.0/24',
    '198.18.0.0/15',
    '100.64.0.0/10',
  ])('%s beside them is none', (text) => {
    expect(count('prohibited-range', pods(text))).toBe(0);
  });

  it('a range around both Google API blocks meets both, and each is named', () => {
    const findings = about('prohibited-range', pods('199.36.153.0/24'));
    expect(findings.map(({ facts }) => facts['reserved'])).toEqual([
      '199.36.153.4/30',
      '199.36.153.8/30',
    ]);
  });

  it('all of 240.0.0.0/4 includes the broadcast address', () => {
    const [finding] = about('prohibited-range', pods('240.0.0.0/4'));
    expect(finding?.facts['reserved']).toBe('255.255.255.255/32');
  });
});

describe('the Docker bridge', () => {
  it.each(['172.17.0.0/16', '172.17.255.240/28', '172.16.0.0/12', '172.16.0.0/14'])(
    'meets %s',
    (text) => {
      const [finding, ...more] = about('docker-bridge-range', pods(text));
      expect(more).toEqual([]);
      expect(finding?.severity).toBe('warning');
      expect(finding?.message).toContain('172.17.0.0/16');
    },
  );

  it.each(['172.16.0.0/16', '172.18.0.0/15', '172.16.0.0/28'])('does not meet %s', (text) => {
    expect(count('docker-bridge-range', pods(text))).toBe(0);
  });

  it('also meets what the cluster must reach, on-premises and kept clear of', () => {
    expect(otherRange('docker-bridge-range', '172.17.4.0/24', 'on-premises')).toBe(1);
    const keepClear = [other('172.17.4.0/24', 'registry')];
    expect(findingsOf('docker-bridge-range', [network()], { keepClear })).toHaveLength(1);
  });
});

describe('the Services range that GKE manages', () => {
  it.each(['34.118.224.0/20', '34.118.239.255/32', '34.118.0.0/16'])('meets %s', (text) => {
    expect(otherRange('managed-service-range', text, 'peer')).toBe(1);
    expect(count('managed-service-range', pods(text))).toBe(1);
  });

  it.each(['34.118.223.0/24', '34.118.240.0/24'])('does not meet %s', (text) => {
    expect(otherRange('managed-service-range', text, 'peer')).toBe(0);
  });

  it.each(['google-managed', '34.118.224.0/20', '34.118.224.0/22'])(
    'is no news as the Services range of a cluster: %s',
    (services) => {
      for (const rule of ['managed-service-range', 'public-range', 'non-rfc1918-range'])
        expect(count(rule, { ranges: { services } })).toBe(0);
    },
  );
});

const inAuto = (ranges: object) =>
  findingsOf('auto-mode-range', [
    network({ name: 'default', mode: 'auto', clusters: [cluster({ ranges })] }),
  ]);

describe('an auto-mode network', () => {
  it.each(['10.128.0.0/14', '10.255.255.0/24', '10.128.0.0/9', '10.0.0.0/8'])(
    'refuses Pods in %s',
    (text) => {
      const [finding, ...more] = inAuto({ pods: text });
      expect(more).toEqual([]);
      expect(finding?.severity).toBe('error');
      expect(finding?.message).toContain('10.128.0.0/9');
      expect(finding?.message).toContain('default');
    },
  );

  it.each(['10.124.0.0/14', '10.127.255.0/24', '11.0.0.0/24'])('accepts Pods in %s', (text) => {
    expect(inAuto({ pods: text })).toEqual([]);
  });

  it('has its own /20 subnets there, which nodes may use', () => {
    expect(inAuto({ nodes: '10.132.0.0/20' })).toEqual([]);
    expect(inAuto({ nodes: '10.132.0.0/24' })).toHaveLength(1);
  });

  it('does not concern a custom-mode network that reaches none', () => {
    expect(count('auto-mode-range', pods('10.128.0.0/14'))).toBe(0);
    const apart = [
      network({ name: 'default', mode: 'auto' }),
      network({ name: 'prod', clusters: [cluster(pods('10.128.0.0/14'))] }),
    ];
    expect(findingsOf('auto-mode-range', apart)).toEqual([]);
  });

  it.each([
    [['default'], []],
    [[], ['prod']],
  ])('concerns the networks connected with it (%j, %j), nodes included', (prod, auto) => {
    const ranges = { nodes: '10.132.0.0/20', pods: '10.128.0.0/14' };
    const networks = [
      network({ name: 'prod', connected: prod, clusters: [cluster({ ranges })] }),
      network({ name: 'default', mode: 'auto', connected: auto }),
    ];
    const findings = findingsOf('auto-mode-range', networks);
    expect(findings).toHaveLength(2);
    for (const { message } of findings)
      expect(message).toContain('connected auto-mode network default');
  });

  it('cannot be connected with another one: they take the same subnets', () => {
    const clusters = [cluster({ ranges: { nodes: '10.132.0.0/20' } })];
    const networks = [
      network({ name: 'a', mode: 'auto', connected: ['b'], clusters }),
      network({ name: 'b', mode: 'auto' }),
    ];
    expect(findingsOf('auto-mode-range', networks)).toHaveLength(1);
  });
});
