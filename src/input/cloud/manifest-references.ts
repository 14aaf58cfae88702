/** What `networkRef`, `networkSelector` and their like mean, in the words of Google's provider. */
import { resourceName } from '../resource-path.ts';
import { Unknown } from '../unknown.ts';
import type { Manifest } from './manifest.ts';
import { entriesOf, partAt, plainOf, scalarAt, textOf, type View } from './view.ts';

/** The type that an attribute refers to, by its name without `Ref`. */
const targetTypes: Readonly<Record<string, string>> = {
  cluster: 'google_container_cluster',
  network: 'google_compute_network',
  peerNetwork: 'google_compute_network',
  subnetwork: 'google_compute_subnetwork',
  privateEndpointSubnetwork: 'google_compute_subnetwork',
};

/** `google_compute_network.prod["team"]`: manifests of one name may live in several namespaces. */
export function addressOf({ type, key, namespace }: Manifest): string {
  const name = key.replaceAll(/[^\w-]/g, '-');
  return `${type}.${name}${namespace === undefined ? '' : `["${namespace}"]`}`;
}

/** What manifests refer to each other with. */
export type References = (from: Manifest, attribute: string, reference: View) => View;

/**
 * Makes references of manifests, given all of them: the address of the manifest that is meant, or the
 * name where none of them is.
 */
export function referencesAmong(manifests: readonly Manifest[]): References {
  return (from, attribute, reference) => {
    const external = textOf(partAt(reference, 'external'));
    if (external !== undefined) return scalarAt(reference, external);
    const candidates = manifests.filter(({ type }) => type === targetTypes[attribute]);
    const name = partAt(reference, 'name');
    const key = textOf(name);
    if (name === undefined || key === undefined) return selected(from, candidates, reference);
    const namespace = textOf(partAt(reference, 'namespace')) ?? from.namespace;
    const named = candidates.filter((manifest) => manifest.key === key);
    const same = named.filter((manifest) => manifest.namespace === namespace);
    const [target, ...others] = same.length > 0 ? same : named;
    const known = target !== undefined && others.length === 0;
    return scalarAt(name, known ? addressOf(target) : key);
  };
}

/** Crossplane chooses by labels, or by the composition that made both. */
function selected(from: Manifest, candidates: readonly Manifest[], selector: View): View {
  const wanted = entriesOf(partAt(selector, 'matchLabels'));
  const controller = plainOf(partAt(selector, 'matchControllerRef') ?? scalarAt(selector, false));
  const matching = candidates.filter(
    ({ labels, file }) =>
      wanted.every(([label, value]) => labels.get(label) === textOf(value)) &&
      (controller !== true || file === from.file),
  );
  const [target, ...others] = matching;
  if (target !== undefined && others.length === 0) return scalarAt(selector, addressOf(target));
  const why = 'chosen by labels that no manifest here has, or several have';
  return scalarAt(selector, new Unknown(why));
}

/** The attribute that a key refers with: `network` of `networkRef` and `networkSelector`. */
export function referringAttribute(key: string): string | undefined {
  const attribute = key.replace(/(?:Ref|Selector)$/, '');
  return attribute === key || attribute === '' ? undefined : attribute;
}

/** A bare name of a network means one of the project of the resource itself. */
export function networkPath(view: View, project: string | undefined): View {
  const text = textOf(view);
  if (text === undefined || project === undefined || text.includes('/') || text.includes('.')) {
    return view;
  }
  return scalarAt(view, `projects/${project}/global/networks/${resourceName(text)}`);
}
