/** Manifests of several files as networks: a team keeps one file for each resource. */
import type { ParsedDocument } from '../document.ts';
import { readGoogleResources } from '../google/read.ts';
import { emptyResult, type InputResult } from '../input.ts';
import { concat } from '../concat.ts';
import { withImpliedClusters } from './implied-cluster.ts';
import { agentListsOf } from './masquerade-agent.ts';
import { manifestsOf } from './manifest.ts';
import { resourcesOf } from './manifests.ts';

export function readManifests(documents: readonly ParsedDocument[]): InputResult {
  const manifests = documents.flatMap((document) => manifestsOf(document));
  const lists = agentListsOf(documents);
  if (manifests.length > 0)
    return concat([readGoogleResources(withImpliedClusters(resourcesOf(manifests))), ...lists]);
  if (lists.length > 0) return concat(lists);
  const reason =
    'no manifest here is of a cluster, a node pool, a subnet or a network of Google Cloud';
  const notChecked = documents.map(({ name, locate }) => ({
    what: name,
    reason,
    where: locate([]),
  }));
  return { ...emptyResult, notChecked };
}
