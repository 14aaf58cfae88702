import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bin } from '../../package.json';
import { runOn } from '../cli/fake-io.ts';
import { fencesOf } from './markdown.ts';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const [hook, ...more] = parse(read('.pre-commit-hooks.yaml'));

/** What the README tells users to write. */
const [recipe] = fencesOf(read('README.md'))
  .filter(({ body }) => body.startsWith('# .pre-commit-config.yaml\n'))
  .map(({ body }) => parse(body).repos[0].hooks[0]);

const network = (pods: string) =>
  [
    'networks:',
    '  - name: v',
    '    clusters:',
    `      - {name: a, nodes: 10, ranges: {nodes: 10.1.0.0/24, pods: ${pods}}}`,
    '',
  ].join('\n');

describe('the hook for pre-commit', () => {
  it('is one, and starts what the package installs', () => {
    expect(more).toEqual([]);
    expect(Object.keys(bin)).toContain(hook.entry.split(' ')[0]);
    expect(hook.language).toBe('node');
  });

  it('is the one that the README names', () => {
    expect(recipe.id).toBe(hook.id);
  });

  it.each([
    ['passes', '10.64.0.0/18', 0],
    ['fails', '10.64.0.0/22', 1],
  ])('%s with the arguments of the README', async (_, pods, code) => {
    const argv = [...hook.entry.split(' ').slice(1), ...recipe.args];
    const files = { 'planned.yaml': network(pods) };
    expect((await runOn({ files }, ...argv)).code).toBe(code);
  });

  it.each(['network.yaml', 'a/b.tfvars', 'main.tf', 'subnets.json', 'prefixes.csv'])(
    'runs where %s changes',
    (file) => {
      expect(new RegExp(hook.files).test(file)).toBe(true);
    },
  );

  it('does not run where a page of documentation changes', () => {
    expect(new RegExp(hook.files).test('README.md')).toBe(false);
  });
});
