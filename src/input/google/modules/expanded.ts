/** What a call of a public module makes, as far as its interface tells. */
import type { SourceLocation } from '../../../errors.ts';
import { startReading } from '../../reading.ts';
import { made, mapOf } from '../../terraform/make.ts';
import { documentOf, isList, isMapContent, type Value } from '../../terraform/value.ts';
import { isUnknown, Unknown } from '../../unknown.ts';
import type { GoogleResource } from '../resource.ts';

export interface ExpandedModule {
  readonly resources: readonly GoogleResource[];
  /** A map of what other parts of the configuration may refer to. */
  readonly outputs: Value;
}

export interface ModuleCall {
  /** The submodule, such as `private-cluster`; nothing for the module itself. */
  readonly submodule: string;
  /** `module.network["eu"]` */
  readonly address: string;
  /** The arguments, each with its place. */
  readonly inputs: Value;
}

/** Attributes and outputs by name; those that are `undefined` are not there. */
export type Entries = Readonly<Record<string, Value | undefined>>;

const afterApply = new Unknown('known after apply');

/** A map at a place. */
export function mapAt(at: SourceLocation, entries: Entries): Value {
  const given = Object.entries(entries).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return made(mapOf(given), at);
}

/** A block, where any of its attributes is given. */
export function blockAt(at: SourceLocation, entries: Entries): Value | undefined {
  const given = Object.values(entries).some((value) => value !== undefined);
  return given ? made([mapAt(at, entries)], at) : undefined;
}

/** Outputs; what else a module puts out is known after apply. */
export function outputsOf(call: ModuleCall, entries: Entries): Value {
  return { ...mapAt(call.inputs.at, entries), rest: afterApply };
}

/** An argument or a part of one. What an unknown one has is unknown too; `null` is nothing. */
export function argument(value: Value, ...keys: readonly string[]): Value | undefined {
  let current: Value | undefined = value;
  for (const key of keys) {
    if (current === undefined || isUnknown(current.content)) return current;
    current = isMapContent(current.content) ? current.content.get(key) : undefined;
  }
  return current?.content === null ? undefined : current;
}

/** The first of several names under which versions of a module know an argument. */
export function firstArgument(
  value: Value,
  ...paths: readonly (readonly string[])[]
): Value | undefined {
  for (const keys of paths) {
    const found = argument(value, ...keys);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function textIn(value: Value | undefined): string | undefined {
  const content = value?.content;
  return typeof content === 'string' && content !== '' ? content : undefined;
}

/** A text, or what is written where the text is not known: a key of what belongs to it. */
export function keyIn(value: Value | undefined): string | undefined {
  const content = value?.content;
  return textIn(value) ?? (isUnknown(content) ? content.written : undefined);
}

/** Whether a flag is set; undefined where nobody can know. */
export function flagIn(value: Value | undefined, otherwise: boolean): boolean | undefined {
  if (value === undefined) return otherwise;
  if (isUnknown(value.content)) return undefined;
  return value.content === true || value.content === 'true';
}

/** The items of a list, or the values of a map; none where nobody can know them. */
export function itemsIn(value: Value | undefined): readonly Value[] {
  const content = value?.content;
  if (content === undefined) return [];
  if (isList(content)) return content;
  return isMapContent(content) ? [...content.values()] : [];
}

export function entriesIn(value: Value | undefined): readonly (readonly [string, Value])[] {
  const content = value?.content;
  return content !== undefined && isMapContent(content) ? [...content] : [];
}

/** A resource of the module: `google_compute_network.network` behind the address of the call. */
export function resourceIn(
  call: ModuleCall,
  local: string,
  at: SourceLocation,
  attributes: Entries,
): GoogleResource {
  const address = `${call.address}.${local}`;
  const type = /google_\w+/.exec(local)?.[0] ?? '';
  const reading = startReading(documentOf(mapAt(at, attributes), address));
  return { type, address, reading, route: [] };
}

/** The id or self link of a resource, whose text is known after apply. */
export function referenceTo(
  { address }: GoogleResource,
  at: SourceLocation,
  written?: string,
): Value {
  return made(new Unknown(afterApply.why, address, written), at);
}

/** The name where it is said; else whom it means, as far as that is known. */
export function nameOrReference(name: Value | undefined, resource: GoogleResource): Value {
  const at = name?.at ?? resource.reading.document.locate(resource.route);
  if (name === undefined) return referenceTo(resource, at);
  return isUnknown(name.content) ? referenceTo(resource, at, name.content.written) : name;
}

/** A network by its name is one of the given project. */
export function networkIn(
  project: Value | undefined,
  network: Value | undefined,
): Value | undefined {
  const name = textIn(network);
  const owner = textIn(project);
  if (network === undefined || name === undefined || owner === undefined) return network;
  if (!/^[a-z][-a-z0-9]*$/.test(name)) return network;
  return made(`projects/${owner}/global/networks/${name}`, network.at);
}
