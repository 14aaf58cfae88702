/** A module of a Cluster Toolkit blueprint, and the resource that it makes. */
import { partAt, plainOf, scalarAt, textOf, type View } from './view.ts';

export type ModuleKind = 'network' | 'cluster' | 'pool' | 'further-networks';

export interface Module extends Pick<View, 'at'> {
  readonly kind: ModuleKind;
  readonly id: string;
  /** The ids of the modules whose outputs are its settings. */
  readonly use: readonly string[];
  readonly settings: View;
}

/** A resource of Google's Terraform provider. */
export interface Draft {
  readonly type: string;
  readonly address: string;
  readonly attributes: View;
}

/** The setting, or what the module's own default is. */
export function setting({ settings, at }: Module, key: string, otherwise?: unknown): View {
  const given = partAt(settings, key);
  const value = given === undefined ? undefined : plainOf(given);
  if (given !== undefined && value !== null) return given;
  return scalarAt({ at }, otherwise);
}

/** Names are made from that of the deployment, whose underscores no resource may have. */
export function deploymentName(module: Module): string {
  return (textOf(partAt(module.settings, 'deployment_name')) ?? '').replaceAll('_', '-');
}

export function addressOf(type: string, id: string): string {
  return `${type}.${id.replaceAll(/[^\w-]/g, '-')}`;
}

/** The module of that kind that another one uses, or that its settings refer to by `$(id.output)`. */
export function usedBy(
  module: Module,
  kind: ModuleKind,
  modules: readonly Module[],
): Module | undefined {
  const candidates = modules.filter((each) => each.kind === kind);
  const referred = candidates.find(({ id }) =>
    referenceKeys.some((key) => textOf(partAt(module.settings, key))?.startsWith(`$(${id}.`)),
  );
  return candidates.find(({ id }) => module.use.includes(id)) ?? referred;
}

const referenceKeys = ['network_id', 'subnetwork_self_link', 'cluster_id'] as const;
