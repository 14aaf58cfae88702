/**
 * Kubernetes manifests that describe resources of Google Cloud: those of Config Connector
 * (https://cloud.google.com/config-connector/docs/reference/overview), of the Crossplane provider that is
 * made from Google's Terraform provider (https://marketplace.upbound.io/providers/upbound/provider-family-gcp)
 * and of the older one that follows Google's APIs (https://github.com/crossplane-contrib/provider-gcp).
 */
import type { ReadableDocument } from '../reading.ts';
import { isMap, type Route } from '../route.ts';
import { composedBy } from './composition.ts';
import { entriesOf, itemsOf, partAt, textOf, type View, viewOf } from './view.ts';

interface Family {
  /** Of `apiVersion`. */
  readonly group: RegExp;
  /** Where the attributes of the resource stand. */
  readonly spec: Route;
  /** Whose names attributes have: those of the Terraform provider, or of Google's API. */
  readonly shape: 'provider' | 'api';
  /** Types of Google's Terraform provider by kind. All other kinds have no ranges. */
  readonly kinds: Readonly<Record<string, string>>;
}

const crossplaneKinds = {
  Cluster: 'google_container_cluster',
  NodePool: 'google_container_node_pool',
  Network: 'google_compute_network',
  NetworkPeering: 'google_compute_network_peering',
  Subnetwork: 'google_compute_subnetwork',
  GlobalAddress: 'google_compute_global_address',
} as const;

const families: readonly Family[] = [
  {
    group: /^(?:compute|container)\.cnrm\.cloud\.google\.com\//,
    spec: ['spec'],
    shape: 'provider',
    kinds: {
      ContainerCluster: 'google_container_cluster',
      ContainerNodePool: 'google_container_node_pool',
      ComputeNetwork: 'google_compute_network',
      ComputeNetworkPeering: 'google_compute_network_peering',
      ComputeSubnetwork: 'google_compute_subnetwork',
      ComputeAddress: 'google_compute_global_address',
    },
  },
  {
    group: /^(?:compute|container)\.gcp(?:\.m)?\.upbound\.io\//,
    spec: ['spec', 'forProvider'],
    shape: 'provider',
    kinds: crossplaneKinds,
  },
  {
    group: /^(?:compute|container)\.gcp\.crossplane\.io\//,
    spec: ['spec', 'forProvider'],
    shape: 'api',
    kinds: { ...crossplaneKinds, GKECluster: 'google_container_cluster' },
  },
];

/** A manifest of a resource that has ranges. */
export interface Manifest {
  readonly file: string;
  readonly type: string;
  readonly shape: Family['shape'];
  readonly whole: View;
  readonly spec: View;
  /** The name in Kubernetes, by which other manifests refer to it. */
  readonly key: string;
  readonly namespace?: string;
  /** The name in Google Cloud, and where it stands. */
  readonly name: View;
  readonly project?: string;
  readonly labels: ReadonlyMap<string, string>;
}

/** Any Kubernetes object: files of a team hold others beside those of Google Cloud. */
export function isManifest(value: unknown): boolean {
  return (
    isMap(value) && typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string'
  );
}

/** What a document says of resources with ranges. */
export function manifestsOf(document: ReadableDocument): readonly Manifest[] {
  return manifestsIn(document.name, viewOf(document));
}

/** A list holds several objects, a composition those that it makes. */
function manifestsIn(file: string, whole: View): readonly Manifest[] {
  const kind = textOf(partAt(whole, 'kind')) ?? '';
  if (kind.endsWith('List')) {
    return itemsOf(partAt(whole, 'items')).flatMap((item) => manifestsIn(file, item));
  }
  if (kind === 'Composition') {
    return composedBy(whole).flatMap((base) => manifestsIn(file, base));
  }
  const version = textOf(partAt(whole, 'apiVersion')) ?? '';
  const family = families.find(({ group }) => group.test(version));
  const type = family !== undefined && ownValue(family.kinds, kind);
  if (!family || !type) return [];
  const manifest = manifestAt(whole, family);
  return manifest === undefined ? [] : [{ file, type, ...manifest }];
}

function ownValue(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function manifestAt(whole: View, family: Family): Omit<Manifest, 'file' | 'type'> | undefined {
  const spec = partAt(whole, ...family.spec);
  const own = partAt(whole, 'metadata', 'name') ?? partAt(whole, 'metadata', 'generateName');
  const key = textOf(own);
  if (spec === undefined || own === undefined || key === undefined) return undefined;
  const annotations = partAt(whole, 'metadata', 'annotations');
  const given = [
    partAt(spec, 'resourceID'),
    partAt(annotations, 'crossplane.io/external-name'),
    own,
  ].find((each) => textOf(each) !== undefined);
  const namespace = textOf(partAt(whole, 'metadata', 'namespace'));
  const project = projectOf(spec, annotations);
  const labels = entriesOf(partAt(whole, 'metadata', 'labels'));
  return {
    shape: family.shape,
    whole,
    spec,
    key,
    name: given ?? own,
    ...(namespace === undefined ? {} : { namespace }),
    ...(project === undefined ? {} : { project }),
    labels: new Map(labels.map(([label, value]) => [label, textOf(value) ?? ''])),
  };
}

/** A namespace may stand for a project as well, which only the cluster that holds it knows. */
function projectOf(spec: View, annotations: View | undefined): string | undefined {
  return [
    partAt(annotations, 'cnrm.cloud.google.com/project-id'),
    partAt(spec, 'projectRef', 'external'),
    partAt(spec, 'project'),
  ]
    .map(textOf)
    .find((text) => text !== undefined);
}
