import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { readTexts } from './read.ts';

/** The documents of a fixture as one list. */
function fixture(name: string): readonly unknown[] {
  const file = new URL(`../../../fixtures/inputs/${name}`, import.meta.url);
  return [...parseAllDocuments(readFileSync(file, 'utf8'))].map((each): unknown => each.toJS());
}

const texts = fc.constantFrom(
  '10.0.0.0/8',
  '10.0.0.1/8',
  'fd00::/64',
  '<cidr>',
  '{{ x }}',
  '',
  'a',
);
const values = fc.oneof(
  texts,
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom<unknown>(null, 1.5, 1e21, -1, 0, [], {}, [[]], { name: 1 }, 'constructor'),
);

function routesOf(value: unknown, route: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [route];
  const inside = Object.entries(value).flatMap(([key, each]) => routesOf(each, [...route, key]));
  return [route, ...inside];
}

/** A copy with another value at the route. */
function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy: unknown = structuredClone(value);
  if (typeof copy !== 'object' || copy === null) return by;
  Reflect.set(copy, key, replaced(Reflect.get(copy, key), rest, by));
  return copy;
}

test.each([
  'assets.jsonl',
  'cluster-toolkit.yaml',
  'config-connector.yaml',
  'crossplane-api.yaml',
  'crossplane.yaml',
  'deployment-manager.yaml',
  'subnets/orchard/apple-nodes.yaml',
])('whatever stands in the place of a value of %s, problems have a place', (name) => {
  const original = fixture(name);
  const routes = fc.constantFrom(
    ...original.flatMap((each, index) => routesOf(each, [`${index}`])),
  );
  fc.assert(
    fc.property(routes, values, (route, by) => {
      const changed = replaced(original, route, by);
      const documents: unknown[] = Array.isArray(changed) ? changed : [];
      const text = documents.map((each) => stringify(each)).join('---\n');
      const { problems, notChecked } = readTexts({ 'a.yaml': text });
      for (const { what, fix, where } of problems) {
        expect([what, fix]).not.toContain('');
        expect(where?.line).toBeGreaterThan(0);
      }
      for (const { what, reason } of notChecked) expect([what, reason]).not.toContain('');
    }),
    { numRuns: 150 },
  );
});
