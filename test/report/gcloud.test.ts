import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClusterSpec, Network } from '../../src/gke/cluster.ts';
import { renderGcloud } from '../../src/report/gcloud.ts';
import { word } from '../../src/report/shell.ts';
import { bareCluster, devNetwork, fullCluster, prodNetwork } from './samples.ts';
import { isInstalled, judge } from './tools.ts';

const bash = isInstalled('bash', '-c', 'true');

function withCluster(changes: Partial<ClusterSpec>, network: Network = devNetwork): string {
  return renderGcloud([{ ...network, clusters: [{ ...bareCluster, ...changes }] }], []);
}

/** The command that starts like this, on one line. */
function commandOf(text: string, start: string): string {
  const command = text.split('\n\n').find((part) => part.startsWith(start));
  return command?.replaceAll(' \\\n  ', ' ').trim() ?? `no ${start}`;
}

describe('everything that was said is created', () => {
  const text = renderGcloud([{ ...prodNetwork, clusters: [fullCluster] }], []);

  test('first the network with its MTU', () => {
    expect(commandOf(text, 'gcloud compute networks create')).toBe(
      'gcloud compute networks create prod-vpc --subnet-mode=custom --mtu=1500',
    );
  });

  test('then the subnet with all its secondary ranges', () => {
    expect(commandOf(text, 'gcloud compute networks subnets create')).toBe(
      'gcloud compute networks subnets create prod-nodes --network=prod-vpc --region=europe-west1 ' +
        '--range=10.0.0.0/20 --secondary-range=' +
        'pods=10.4.0.0/14,pods-batch=10.12.0.0/16,pods-more=10.13.0.0/16,services=10.8.0.0/20',
    );
  });

  test('then the cluster with its first pool', () => {
    expect(commandOf(text, 'gcloud container clusters create')).toBe(
      'gcloud container clusters create prod --location=europe-west1 --network=prod-vpc ' +
        '--subnetwork=prod-nodes --cluster-version=1.30 --node-locations="$ZONES_PROD" ' +
        '--enable-ip-alias --cluster-secondary-range-name=pods ' +
        '--services-secondary-range-name=services --disable-pod-cidr-overprovision ' +
        '--default-max-pods-per-node=64 --enable-dataplane-v2 --enable-private-nodes ' +
        '--master-ipv4-cidr=172.16.0.0/28 --num-nodes=1 --enable-autoscaling --total-min-nodes=0 ' +
        '--total-max-nodes=50 --max-surge-upgrade=1 --max-unavailable-upgrade=0',
    );
  });

  test('then the Pod range that serves all pools', () => {
    expect(commandOf(text, 'gcloud container clusters update')).toBe(
      'gcloud container clusters update prod --location=europe-west1 ' +
        '--additional-pod-ipv4-ranges=pods-more',
    );
  });

  test('then the further pools', () => {
    expect(commandOf(text, 'gcloud container node-pools create batch')).toBe(
      'gcloud container node-pools create batch --location=europe-west1 --cluster=prod ' +
        '--num-nodes=1 --enable-autoscaling --total-min-nodes=0 --total-max-nodes=40 ' +
        '--max-pods-per-node=32 --enable-blue-green-upgrade --pod-ipv4-range=pods-batch ' +
        '--disable-pod-cidr-overprovision',
    );
    expect(text).toContain('node-pools create spot');
  });
});

test('what nobody said is a variable at the top', () => {
  expect(renderGcloud([devNetwork], [])).toMatch(
    /^REGION="\$\{REGION:\?set it to the region of the subnets and clusters, such as europe-west1}"\n\n/,
  );
});

test('an auto-mode network is not created again', () => {
  expect(renderGcloud([{ ...devNetwork, mode: 'auto' }], [])).not.toContain('networks create dev');
});

test('Autopilot has a command of its own and no node pools', () => {
  const text = withCluster({ mode: 'autopilot', location: 'europe-west1' });
  expect(commandOf(text, 'gcloud container')).toBe(
    'gcloud container clusters create-auto dev --location=europe-west1 --network=dev-vpc ' +
      '--subnetwork=dev-nodes --cluster-secondary-range-name=dev-pods',
  );
});

test('a routes-based cluster has one range and no alias ranges', () => {
  const text = withCluster({ dataPlane: 'kubenet' });
  expect(text).toContain('--no-enable-ip-alias');
  expect(text).toContain('--cluster-ipv4-cidr=10.65.0.0/21');
  expect(text).not.toContain('secondary');
});

test('the default pool goes again where every pool has a Pod range of its own', () => {
  const nodePools = [{ ...bareCluster.nodePools[0]!, name: 'batch', podRange: 'pods-batch' }];
  const text = withCluster({ nodePools });
  expect(text).toContain('node-pools create batch');
  expect(text.trimEnd()).toMatch(/node-pools delete default-pool[^]*--quiet$/);
});

test('nothing to create is said in a comment', () => {
  expect(renderGcloud([], [])).toBe('# Nothing to create.\n');
});

describe.skipIf(!bash)('bash (where it is installed)', () => {
  const hostile = `'; touch /tmp/x; $(id) \`id\` "\n# \\`;

  test('accepts the commands, whatever the names hold', () => {
    const clusters = [{ ...fullCluster, name: hostile }, bareCluster];
    for (const networks of [
      [{ ...prodNetwork, name: hostile, clusters }],
      [prodNetwork, devNetwork],
      [
        {
          ...devNetwork,
          clusters: [{ ...bareCluster, name: hostile, ranges: { additionalPods: [] } }],
        },
      ],
    ]) {
      expect(judge('bash', ['-n'], renderGcloud(networks, []))).toEqual({ status: 0, output: '' });
    }
  });

  test('takes every text for one word', () => {
    const texts = fc.sample(fc.string({ unit: 'grapheme-ascii', maxLength: 20 }), {
      numRuns: 200,
      seed: 1,
    });
    const script = [hostile, '', '-x', '~', '$HOME', '*', 'a b', ...texts].map(word).join(' ');
    const { output } = judge('bash', ['-s'], `printf '%s\\n' ${script}\n`);
    const expected = [
      hostile.replace('\n', '\\u000a'),
      '',
      '-x',
      '~',
      '$HOME',
      '*',
      'a b',
      ...texts,
    ];
    expect(output).toBe(`${expected.join('\n')}\n`);
  });
});
