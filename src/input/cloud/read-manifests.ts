/** Manifests of several files as networks: a team keeps one file for each resource. */
import type { ParsedDocument } from '../document.ts';
import { readGoogleResources } from '../google/read.ts';
import { emptyResult, type InputResult } from '../input.ts';
import { withImpliedClusters } from './implied-cluster.ts';
import { manifestsOf } from './manifest.ts';
import { resourcesOf } from './manifests.ts';

export function readManifests(documents: readonly ParsedDocument[]): InputResult {
  const manifests = documents.flatMap((document) => manifestsOf(document));
  if (manifests.length > 0) return readGoogleResources(withImpliedClusters(resourcesOf(manifests)));
  const reason =
    'no manifest here is of a cluster, a node pool, a subnet or a network of Google Cloud';
  const notChecked = documents.map(({ name, locate }) => ({
    what: name,
    reason,
    where: locate([]),
  }));
  return { ...emptyResult, notChecked };
}
