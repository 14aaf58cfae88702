/** What the README tells users to put into CI: runs of the planner, and steps that take up what they wrote. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { name, version } from '../../package.json';
import { type PlayedFence, playDocument } from './session.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const fences = await playDocument(readme);

/** The block that shows a file, played, and its content. */
function recipe(file: string) {
  const fence = fences.find(({ body }) => body.startsWith(`# ${file}\n`));
  if (fence === undefined) throw new Error(`the README shows no ${file}`);
  return { fence, content: parse(fence.body) };
}

function wroteIn({ played }: PlayedFence): readonly string[] {
  return played.flatMap(({ wrote }) => wrote);
}

describe('recipes', () => {
  it('install the package by the name that packing it gives', () => {
    expect(new Set(readme.match(/[\w.-]+\.tgz/g))).toEqual(new Set([`${name}-${version}.tgz`]));
  });

  it('upload to code scanning the file that the run wrote, and may do so', () => {
    const { fence, content } = recipe('.github/workflows/gke-ip-ranges.yaml');
    const upload = content.jobs.check.steps.at(-1);
    expect(upload.uses).toContain('github/codeql-action/upload-sarif@');
    expect(wroteIn(fence)).toContain(upload.with.sarif_file);
    expect(upload.if).toBe('always()');
    expect(content.permissions['security-events']).toBe('write');
  });

  it('comment on a pull request with what changed since the other checkout, and may do so', () => {
    const { fence, content } = recipe('.github/workflows/gke-ip-ranges-comment.yaml');
    const { steps } = content.jobs.comment;
    const checkout = steps[1];
    expect(fence.played.map(({ argv }) => argv.slice(0, 3))).toEqual([
      ['diff', `${checkout.with.path}/infra/prod`, 'infra/prod'],
    ]);
    expect(fence.played[0]?.code).toBe(0);
    const [, file] = /--body-file (\S+)/.exec(steps.at(-1).run) ?? [];
    expect(wroteIn(fence)).toContain(file);
    expect(content.permissions['pull-requests']).toBe('write');
  });

  it('give GitLab the test report that the run wrote, whatever its verdict', () => {
    const { fence, content } = recipe('.gitlab-ci.yml');
    const { artifacts } = content['gke-ip-ranges'];
    expect(wroteIn(fence)).toContain(artifacts.reports.junit);
    expect(artifacts.when).toBe('always');
  });

  it('check in Atlantis what a step before has written, so that a finding fails the plan', () => {
    const { fence, content } = recipe('repos.yaml');
    const [{ workflow }] = content.repos;
    const steps = content.workflows[workflow].plan.steps;
    expect(steps.slice(0, 3)).toEqual(['init', 'plan', 'show']);
    expect(steps[3].run).toBe(fence.played[0]?.line);
    expect(fence.played[0]?.code).toBe(0);
  });

  it('fail where the folder of the README has a range that is too small', () => {
    const codes = ['.github/workflows/gke-ip-ranges.yaml', '.gitlab-ci.yml'].map(
      (file) => recipe(file).fence.played[0]?.code,
    );
    expect(codes).toEqual([1, 1]);
  });
});
