import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { checkFile, firstLineOf, fixtureFiles, fixtureIds } from './fixtures.ts';

/** What users and scripts rely on, written out by hand. */
const expected = [
  ['range-overlap', 'error'],
  ['range-role-conflict', 'error'],
  ['prohibited-range', 'error'],
  ['docker-bridge-range', 'warning'],
  ['managed-service-range', 'warning'],
  ['auto-mode-range', 'error'],
  ['public-range', 'warning'],
  ['non-rfc1918-range', 'info'],
  ['node-range-size', 'error'],
  ['pod-range-size', 'error'],
  ['service-range-size', 'error'],
  ['control-plane-range-size', 'error'],
  ['max-pods-per-node', 'error'],
  ['node-range-exhausted', 'error'],
  ['pod-range-exhausted', 'error'],
  ['service-range-exhausted', 'error'],
  ['workload-pods-exhausted', 'error'],
  ['creation-exhausted', 'error'],
  ['headroom-low', 'warning'],
  ['low-max-pods-per-node', 'warning'],
  ['stranded-capacity', 'info'],
  ['node-range-room', 'info'],
  ['limit-exceeded', 'error'],
  ['service-scale', 'error'],
  ['pinned-services', 'warning'],
  ['system-services', 'info'],
  ['secondary-range-count', 'error'],
  ['mtu-mismatch', 'warning'],
  ['vpc-mtu', 'error'],
  ['cni-conflict', 'error'],
  ['control-plane-range-reused', 'error'],
  ['proxy-only-range-size', 'error'],
  ['proxy-only-subnet-count', 'error'],
  ['private-services-access-size', 'error'],
  ['load-balancer-range-size', 'error'],
  ['neighbour-range-exhausted', 'error'],
  ['nat-addresses-exhausted', 'error'],
  ['nat-port-allocation', 'error'],
  ['nat-ports-low', 'warning'],
  ['nat-ranges-uncovered', 'warning'],
  ['masquerade-list-incomplete', 'warning'],
  ['class-e-on-premises', 'warning'],
  ['subnet-range-quota', 'error'],
] as const;
const ids = expected.map(([id]) => id);

describe('the catalogue of rules', () => {
  it('has every rule with its severity, in the order of the documentation', () => {
    expect(rules.map(({ id, severity }) => [id, severity])).toEqual(expected);
  });

  it('gives each rule an id of its own', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it.each(rules)('writes the id $id in kebab-case', ({ id }) => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/);
  });

  it.each(rules)('says of $id in one line what it finds', ({ title }) => {
    expect(title).toMatch(/^\S.{10,98}\S$/);
    expect(title).not.toMatch(/\.$/);
  });

  it.each(rules)('says of $id why it matters and how to fix it, in sentences', ({ why, fix }) => {
    for (const text of [why, fix]) {
      expect(text).toMatch(/^\S[^\n]*\S$/);
      expect(text).toMatch(/\.$/);
    }
  });

  it.each(rules)('links $id to a page of Google', ({ docs }) => {
    const { protocol, hostname } = new URL(docs);
    expect(protocol).toBe('https:');
    expect(hostname).toMatch(/(^|\.)google\.com$/);
  });

  it.each(rules.filter(({ prevents }) => prevents !== undefined))(
    'quotes the error that $id prevents in one line',
    ({ prevents }) => {
      expect(prevents).toMatch(/^\S[^\n]*\S$/);
    },
  );
});

describe('the fixtures of the rules', () => {
  it('are there for every rule and for nothing else', () => {
    expect(fixtureIds()).toEqual(ids.toSorted());
  });

  it.each(ids)('are one that fires and one that is silent: %s', (id) => {
    expect(fixtureFiles(id).map((file) => file.split('/').at(-1))).toEqual([
      'fires.yaml',
      'silent.yaml',
    ]);
  });

  it.each(ids.flatMap((id) => fixtureFiles(id)))('say the fact they show: %s', (file) => {
    expect(firstLineOf(file)).toMatch(/^# [A-Z0-9].*\.$/);
  });

  it.each(expected)('%s fires as %s, at a place in the file', (id, severity) => {
    const file = `fixtures/rules/${id}/fires.yaml`;
    const findings = checkFile(file).filter(({ rule }) => rule === id);
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding.severity).toBe(severity);
      expect(finding.where?.file).toBe(file);
      expect(finding.where?.line).toBeGreaterThan(1);
      expect(finding.where?.path).toMatch(/^networks\[0\]|^networks\[1\]/);
    }
  });

  it.each(ids)('%s is silent about its nearest neighbour', (id) => {
    const findings = checkFile(`fixtures/rules/${id}/silent.yaml`);
    expect(findings.filter(({ rule }) => rule === id)).toEqual([]);
  });
});
