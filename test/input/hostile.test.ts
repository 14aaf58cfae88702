import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readConfig } from '../../src/input/config.ts';
import { readInput } from './read-input.ts';
import { joinInputs } from '../../src/input/join.ts';
import { loadGrammarForTests } from './terraform/grammar-files.ts';

beforeAll(loadGrammarForTests);

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/inputs/${name}`, import.meta.url), 'utf8'));

const values = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom('10.0.0.0/8', '10.0.0.1/8', 'fd00::/64', '<cidr>', '', 1.5, 1e21, -1),
);

/** Every route of a value. */
function routesOf(value: unknown, route: readonly string[] = []): (readonly string[])[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [route, ...inside.flatMap(([key, each]) => routesOf(each, [...route, key]))];
}

/** A copy with another value at the route. */
function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy: unknown = structuredClone(value);
  if (typeof copy !== 'object' || copy === null) return by;
  Reflect.set(copy, key, replaced(Reflect.get(copy, key), rest, by));
  return copy;
}

test.each(['spec.json', 'gcloud-clusters.json', 'gcloud-subnets.json', 'gcloud-networks.json'])(
  'whatever stands in the place of a value of %s, problems have a place and nothing is thrown',
  (name) => {
    const original = fixture(name);
    const routes = fc.constantFrom(...routesOf(original));
    fc.assert(
      fc.property(routes, values, fc.boolean(), (route, by, asYaml) => {
        const changed = replaced(original, route, by);
        const text = asYaml ? stringify(changed) : JSON.stringify(changed);
        const result = joinInputs([readInput({ name: asYaml ? 'a.yaml' : 'a.json', text })]);
        for (const { what, fix, where } of result.problems) {
          expect([what, fix]).not.toContain('');
          expect(where?.line).toBeGreaterThan(0);
          expect(where?.column).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200 },
    );
  },
);

test('whatever a text holds, it is read or refused', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom('[', '{', '"', ':', ',', '\n', ' ', '-', '1', '.', '/', 'a', '#', ';'),
      maxLength: 60,
    }),
  );
  const names = fc.constantFrom('-', 'a.yaml', 'a.json', 'a.csv', 'a.txt');
  fc.assert(
    fc.property(text, names, (content, name) => {
      const { problems } = readInput({ name, text: content });
      for (const { where } of problems) expect(where).toMatchObject({ file: name });
      readConfig({ name, text: content });
    }),
    { numRuns: 1000 },
  );
});
