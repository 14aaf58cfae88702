import { expect } from 'vitest';
import type { ClusterSpec } from '../../../src/gke/cluster.ts';
import { treeOfFiles } from '../../../src/input/file-tree.ts';
import { emptyResult, type InputResult } from '../../../src/input/input.ts';
import { joinInputs } from '../../../src/input/join.ts';
import { readTerraform } from '../../../src/input/terraform/folder.ts';

export type Files = Readonly<Record<string, string>>;

/** What a root module says, joined. */
export function readFolder(files: Files): InputResult {
  const tree = treeOfFiles(Object.entries(files).map(([name, text]) => ({ name, text })));
  const module = readTerraform({ tree, folder: '.' }, { files: [], settings: [], environment: [] });
  return joinInputs([module?.read() ?? emptyResult]);
}

/** The clusters of a root module that is free of problems. */
export function clustersOf(files: Files): readonly ClusterSpec[] {
  const result = readFolder(files);
  expect(result.problems).toEqual([]);
  return result.networks.flatMap(({ clusters }) => clusters);
}

/** Blocks of the nodes, Pods and Services. */
export function blocksOf({ ranges: { nodes, pods, services } }: ClusterSpec) {
  return [nodes, pods, services].map((range) =>
    typeof range === 'object' ? range.cidr?.text : range,
  );
}

/** Nodes of each pool. */
export function nodesOf({ nodePools }: ClusterSpec) {
  return Object.fromEntries(nodePools.map(({ name, nodes }) => [name, nodes]));
}
