import { describe, expect, it } from 'vitest';
import { readInput } from './read-input.ts';

const read = (...entries: readonly string[]) =>
  readInput({
    name: 'spec.yaml',
    text: `networks:\n  - name: v\n    ranges:\n${entries.map((entry) => `      - ${entry}\n`).join('')}`,
  });

const wantedOf = (...entries: readonly string[]) => {
  const { networks, problems } = read(...entries);
  expect(problems).toEqual([]);
  return networks[0]?.wanted;
};

const problemsOf = (...entries: readonly string[]) =>
  read(...entries).problems.map(({ what, fix, where }) => `${where?.path}: ${what} (${fix})`);

describe('a range without a block', () => {
  it('is wanted, with all that is said of it', () => {
    expect(
      wantedOf(
        '{role: proxy-only, region: europe-west1, kind: cross-region, prefixLength: 24}',
        '{role: private-services-access, producers: [cloud-sql, filestore]}',
        '{role: load-balancer, name: lb, addresses: 12}',
      ),
    ).toMatchObject([
      {
        role: 'proxy-only',
        region: 'europe-west1',
        prefixLength: 24,
        neighbour: { kind: 'cross-region', isNew: true },
      },
      {
        role: 'private-services-access',
        neighbour: { producers: ['cloud-sql', 'filestore'], isNew: true },
      },
      { role: 'load-balancer', name: 'lb', neighbour: { addresses: 12, isNew: true } },
    ]);
  });

  it('stands for as many ranges as it is written', () => {
    const psa = '{role: private-services-access}';
    expect(wantedOf(psa, psa)).toHaveLength(2);
  });

  it('needs a role that a plan can place, and a size that somebody says or suggests', () => {
    expect(
      problemsOf('{name: office, role: on-premises}', '{name: x}', '{role: load-balancer}'),
    ).toEqual([
      'networks[0].ranges[0]: a range of the role on-premises needs its cidr (write cidr: 10.4.0.0/14)',
      'networks[0].ranges[1]: a range of the role other needs its cidr (write cidr: 10.4.0.0/14)',
      'networks[0].ranges[2]: nobody suggests a size for the role load-balancer (say addresses, how many it has to hold, or prefixLength, or cidr)',
    ]);
  });

  it('is not checked where a placeholder stands in the place of its block', () => {
    const { networks, notChecked, problems } = read('{role: proxy-only, cidr: "<cidr>"}');
    expect(problems).toEqual([]);
    expect(networks[0]?.wanted).toBeUndefined();
    expect(notChecked).toHaveLength(1);
  });
});

describe('a range with a block', () => {
  it('is there already unless it is to be created', () => {
    const { networks } = read(
      '{role: proxy-only, cidr: 10.0.0.0/24, create: true}',
      '{role: proxy-only, cidr: 10.0.1.0/24, backup: true}',
      '{role: on-premises, cidr: 10.1.0.0/16}',
    );
    expect(networks[0]?.ranges.map(({ neighbour }) => neighbour)).toEqual([
      { isNew: true },
      { backup: true },
      undefined,
    ]);
  });

  it('has the size that is said', () => {
    expect(problemsOf('{role: proxy-only, cidr: 10.0.0.0/24, prefixLength: 23}')).toEqual([
      'networks[0].ranges[0]: 10.0.0.0/24 is no /23 (leave prefixLength or cidr out)',
    ]);
    expect(problemsOf('{role: proxy-only, cidr: 10.0.0.0/24, prefixLength: 24}')).toEqual([]);
  });
});

it('what does not go with the role is named with the roles that it goes with', () => {
  expect(
    problemsOf(
      '{role: proxy-only, kind: nat}',
      '{role: load-balancer, kind: regional, addresses: 4}',
      '{role: proxy-only, addresses: 4}',
      '{role: private-service-connect, producers: [other], addresses: 4, backup: true}',
      '{role: on-premises, cidr: 10.0.0.0/8, prefixLength: 8}',
    ),
  ).toEqual([
    'networks[0].ranges[0].kind: a range of the role proxy-only is never nat (write one of regional, cross-region)',
    'networks[0].ranges[1].kind: a range of the role load-balancer is never regional (leave kind out)',
    'networks[0].ranges[2].addresses: addresses says nothing about a range of the role proxy-only (leave it out, or say another role: load-balancer, private-service-connect)',
    'networks[0].ranges[3].producers: producers says nothing about a range of the role private-service-connect (leave it out, or say another role: private-services-access)',
    'networks[0].ranges[3].backup: backup says nothing about a range of the role private-service-connect (leave it out, or say another role: proxy-only)',
    'networks[0].ranges[4].prefixLength: prefixLength says nothing about a range of the role on-premises (leave it out, or say another role: proxy-only, private-service-connect, load-balancer, private-services-access)',
  ]);
});
