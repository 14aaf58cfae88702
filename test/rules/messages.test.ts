import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/rules/rule.ts';
import { checkFile, fixtureFiles, fixtureIds } from './fixtures.ts';

const files = [
  ...fixtureIds().flatMap((id) => fixtureFiles(id)),
  ...readdirSync('fixtures/inputs')
    .filter((name) => /^(spec|gcloud-)/.test(name))
    .map((name) => `fixtures/inputs/${name}`),
];

/** Every text a reader sees, each number as text. */
function textsOf({ message, fix, docs, related, facts, ranges }: Finding): readonly string[] {
  return [
    message,
    fix,
    docs,
    ...related.map((other) => other.message),
    ...Object.entries(facts).flatMap(([key, value]) => [key, String(value)]),
    ...ranges,
  ];
}

describe.each(files)('findings about %s', (file) => {
  const findings = checkFile(file);

  it('contain nothing that only a program understands', () => {
    const leaks = findings.flatMap(textsOf).filter((text) => {
      return /\bundefined\b|\bNaN\b|Infinity|\[object|\bnull,|=>/.test(text);
    });
    expect(leaks).toEqual([]);
  });

  it('are one line each, without space at the ends or twice', () => {
    const odd = findings
      .flatMap(({ message, fix, related }) => [
        message,
        fix,
        ...related.map((other) => other.message),
      ])
      .filter((text) => text === '' || text !== text.trim() || /\n| {2}/.test(text));
    expect(odd).toEqual([]);
  });

  it('repeat in the sentence what their facts say of the range', () => {
    for (const { message, facts } of findings)
      for (const key of [
        'range',
        'cidr',
        'reserved',
        'shared',
        'mtu',
        'podMtu',
        'missing',
        'capacity',
      ])
        if (facts[key] !== undefined) expect(message).toContain(String(facts[key]));
  });
});
