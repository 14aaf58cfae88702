import { describe, expect, it } from 'vitest';
import { cluster, network, other } from '../gke/builders.ts';
import { about, count, findingsOf } from './findings.ts';

const pods = (text: string) => ({ ranges: { pods: text } });

describe('public addresses used privately', () => {
  it.each([
    ['100.63.255.0/24', 'whole'],
    ['100.128.0.0/24', 'whole'],
    ['9.0.0.0/8', 'whole'],
    ['11.0.0.0/8', 'whole'],
    ['172.15.255.0/24', 'whole'],
    ['172.32.0.0/24', 'whole'],
    ['192.167.255.0/24', 'whole'],
    ['192.169.0.0/24', 'whole'],
    ['172.0.0.0/9', 'part'],
    ['100.0.0.0/9', 'part'],
  ])('%s is public in its %s', (text, share) => {
    const [finding, ...more] = about('public-range', pods(text));
    expect(more).toEqual([]);
    expect(finding?.severity).toBe('warning');
    expect(finding?.facts).toMatchObject({ range: text, share });
    expect(finding?.message).toContain(text);
    expect(count('non-rfc1918-range', pods(text))).toBe(0);
  });

  it.each(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'])('%s is private', (text) => {
    expect(count('public-range', pods(text))).toBe(0);
    expect(count('non-rfc1918-range', pods(text))).toBe(0);
  });

  it('of somebody else, on-premises or a peer, are their business', () => {
    const ranges = [
      other('8.8.8.0/24', 'office', 'on-premises'),
      other('9.9.9.0/24', 'partner', 'peer'),
    ];
    expect(findingsOf('public-range', [network({ ranges })])).toEqual([]);
    const own = [other('8.8.8.0/24', 'lab', 'load-balancer')];
    expect(findingsOf('public-range', [network({ ranges: own })])).toHaveLength(1);
  });

  it('that VPC refuses anyway are not warned of twice', () => {
    expect(count('public-range', pods('199.36.153.8/30'))).toBe(0);
  });
});

describe('private space outside RFC 1918', () => {
  it.each([
    ['100.64.0.0/10', '100.64.0.0/10'],
    ['100.64.0.0/24', '100.64.0.0/10'],
    ['100.127.255.0/24', '100.64.0.0/10'],
    ['240.0.0.0/24', '240.0.0.0/4'],
    ['255.255.254.0/24', '240.0.0.0/4'],
    ['198.18.0.0/16', '198.18.0.0/15'],
    ['192.0.0.0/24', '192.0.0.0/24'],
    ['203.0.113.0/24', '203.0.113.0/24'],
  ])('%s lies in %s', (text, block) => {
    const [finding, ...more] = about('non-rfc1918-range', pods(text));
    expect(more).toEqual([]);
    expect(finding?.severity).toBe('info');
    expect(finding?.facts).toMatchObject({ range: text, block });
    expect(finding?.message).toContain(block);
    expect(count('public-range', pods(text))).toBe(0);
  });

  it('concerns what clusters use, not what is only there', () => {
    const ranges = [other('100.64.0.0/16', 'lab')];
    expect(findingsOf('non-rfc1918-range', [network({ ranges })])).toEqual([]);
    const clusters = [cluster(pods('100.64.0.0/16'))];
    expect(findingsOf('non-rfc1918-range', [network({ clusters, ranges })])).toHaveLength(1);
  });
});
