import { describe, expect, it } from 'vitest';
import { runOn } from './fake-io.ts';

const variables = (comment: string) =>
  [
    'region = "europe-west1"',
    'subnet_cidr = "10.0.0.0/24"',
    'pods_cidr = "10.4.0.0/20"',
    `services_cidr = "10.4.8.0/24"${comment}`,
  ].join('\n');
const check = (comment: string) =>
  runOn({ files: { 'prod.tfvars': variables(comment) } }, 'check', 'prod.tfvars');

describe('a comment in a file of variables', () => {
  it('accepts what is wrong on its line, until the day has passed', async () => {
    expect((await check('')).code).toBe(1);
    const accepted = await check(' # gke-ip-planner: ignore range-overlap until=2026-11-21 moving');
    expect(accepted.code).toBe(0);
    expect(accepted.stdout).toContain('suppressed until 2026-11-21: moving');
    const expired = await check(' # gke-ip-planner: ignore range-overlap until=2026-11-20 moving');
    expect(expired.code).toBe(1);
    expect(expired.stderr).toContain('prod.tfvars:4:31: the suppression of range-overlap expired');
  });

  it('accepts nothing on another line', async () => {
    const other =
      ' # none\n# gke-ip-planner: ignore range-overlap moving\nlocation = "europe-west1"\n';
    expect((await check(other)).code).toBe(1);
  });

  it.each([
    ['range-overlop moving', '"range-overlop" is no rule'],
    ['range-overlap', 'the comment gives no reason'],
    ['range-overlap until=2026-13-01 moving', 'the comment has no day behind "until="'],
  ])('that is malformed stops the run: %s', async (words, problem) => {
    const { code, stdout, stderr } = await check(` # gke-ip-planner: ignore ${words}`);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`prod.tfvars:4:31: ${problem}`);
  });
});
