import { describe, expect, test } from 'vitest';
import type { Network } from '../../src/gke/cluster.ts';
import { renderTerraform } from '../../src/report/terraform.ts';
import { bareCluster, devNetwork, fullCluster, prodNetwork } from './samples.ts';
import { isInstalled, judge } from './tools.ts';

const terraform = isInstalled('terraform', 'version');

describe('names', () => {
  const hostile = '${file("/etc/passwd")}%{ if true }"\\\n\u001b';
  const text = renderTerraform(
    [{ ...devNetwork, name: hostile, clusters: [{ ...fullCluster, name: hostile }] }],
    [],
  );

  test('are text: nothing in them is interpolated and no quote ends early', () => {
    expect(text).toContain(
      String.raw`name                    = "$${'$'}{file(\"/etc/passwd\")}%%{ if true }\"\\\n\u001b"`,
    );
    expect(text).not.toMatch(/(^|[^$])\$\{/);
  });

  test('that give one label are told apart', () => {
    const clusters = [
      { ...bareCluster, name: 'a.b' },
      { ...bareCluster, name: 'a-b' },
      { ...bareCluster, name: '1' },
    ];
    const labels = renderTerraform([{ ...devNetwork, clusters }], []).match(/_cluster" "(\w+)"/g);
    expect(labels).toEqual(['_cluster" "a_b"', '_cluster" "a_b_2"', '_cluster" "_1"']);
  });

  test.skipIf(!terraform)('are valid Terraform whatever they hold', () => {
    expect(judge('terraform', ['fmt', '-check', '-'], text)).toMatchObject({ status: 0 });
  });
});

describe.skipIf(!terraform)('terraform fmt (where it is installed)', () => {
  test.each<[string, readonly Network[]]>([
    ['everything said', [prodNetwork]],
    ['little said', [devNetwork]],
    ['two networks', [prodNetwork, devNetwork]],
    ['Autopilot', [{ ...devNetwork, clusters: [{ ...fullCluster, mode: 'autopilot' }] }]],
    ['Calico', [{ ...devNetwork, clusters: [{ ...fullCluster, dataPlane: 'calico' }] }]],
    ['routes', [{ ...devNetwork, clusters: [{ ...fullCluster, dataPlane: 'kubenet' }] }]],
    ['nothing', []],
  ])('has nothing to change with %s', (_, networks) => {
    expect(
      judge('terraform', ['fmt', '-check', '-diff', '-'], renderTerraform(networks, [])),
    ).toMatchObject({
      status: 0,
    });
  });
});
