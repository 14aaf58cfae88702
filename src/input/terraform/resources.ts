/** The resources and data sources of a module, for references to them and as resources to check. */
import { defined } from '../../defined.ts';
import type { SourceLocation } from '../../errors.ts';
import { isGoogleType } from '../google/read.ts';
import type { GoogleResource } from '../google/resource.ts';
import { startReading } from '../reading.ts';
import { isUnknown, Unknown } from '../unknown.ts';
import { namesIn, partOfBody } from './blocks.ts';
import type { ResourceDeclaration } from './configuration.ts';
import {
  indexText,
  type Instance,
  type Instances,
  instancesOf,
  leaveOutOpen,
  nameOfInstance,
  openOf,
} from './instances.ts';
import { made, mapOf } from './make.ts';
import type { Module } from './module.ts';
import type { Run } from './run.ts';
import type { Path, Resolution } from './scope.ts';
import { fail } from './stop.ts';
import { documentOf, isList, isMapContent, type Value } from './value.ts';

/** What a resource has once it exists, and other resources mean it by. */
const identities = new Set(['id', 'self_link', 'name']);

export class Resources {
  readonly #run: Run;
  readonly #module: Module;

  constructor(run: Run, module: Module) {
    this.#run = run;
    this.#module = module;
  }

  /** Every resource of Google's that says something about addresses. */
  all(): readonly GoogleResource[] {
    const { resources } = this.#module.given.configuration;
    return [...resources].flatMap(([name, declaration]) =>
      isGoogleType(declaration.type) ? this.#resourcesOf(name, declaration) : [],
    );
  }

  #resourcesOf(name: string, declaration: ResourceDeclaration): readonly GoogleResource[] {
    const address = this.#module.addressOf(name);
    const instances = this.#instancesOf(name, declaration);
    leaveOutOpen(this.#run, address, declaration, instances);
    const open = [...this.#module.open, ...openOf(address, instances)];
    return instances.all.map((instance) => {
      const own = `${address}${indexText(instance.key)}`;
      const value = withReferences(this.#whole(name, declaration, instance), own);
      const reading = startReading(documentOf(value, own));
      const project = this.#providerProject(declaration, value);
      const resource = { type: declaration.type, address: own, reading, route: [], open };
      return { ...resource, ...defined({ project }) };
    });
  }

  /** Nothing where the resource names a project, or a provider that is not the default one. */
  #providerProject({ body }: ResourceDeclaration, { content }: Value): string | undefined {
    const named = isMapContent(content) ? content.get('project')?.content : undefined;
    const isElsewhere = body.attributes.some(({ name }) => name === 'provider');
    return (named ?? '') !== '' || isElsewhere ? undefined : this.#module.project;
  }

  /** `google_compute_subnetwork.nodes[0].id`, or `data.…`; the steps behind an attribute are left. */
  resolve(path: Path, at: SourceLocation): Resolution | undefined {
    const start = path[0] === 'data' ? 1 : 0;
    const [type, label] = path.slice(start);
    if (typeof type !== 'string' || typeof label !== 'string') return undefined;
    const name = path.slice(0, start + 2).join('.');
    const declaration = this.#module.given.configuration.resources.get(name);
    if (declaration === undefined) {
      const own = this.#module.addressOf(name);
      const why = `${own} is not declared in the files that are read`;
      const unknown = new Unknown(why, undefined, this.#run.written(own));
      return { value: made(unknown, at), steps: start + 2 };
    }
    const instances = this.#instancesOf(name, declaration);
    return this.#resolveIn(name, declaration, instances, path.slice(start + 2), start + 2);
  }

  #resolveIn(
    name: string,
    declaration: ResourceDeclaration,
    { kind, all }: Instances,
    rest: Path,
    steps: number,
  ): Resolution {
    const [first] = rest;
    /* Up to Terraform 0.11 an attribute of what is counted is that of the first one. */
    const isFirst = kind === 'count' && typeof first === 'string';
    const single = kind === 'single' || isFirst ? all[0] : undefined;
    if (single !== undefined && typeof first === 'string')
      return { value: this.#attribute(name, declaration, single, first), steps: steps + 1 };
    // Older configurations write [0] behind what is not counted.
    if (single !== undefined)
      return {
        value: this.#whole(name, declaration, single),
        steps: first === 0 ? steps + 1 : steps,
      };
    if (first === undefined || isFirst)
      return { value: this.#allOf(name, declaration, { kind, all }), steps };
    const instance = all.find(({ key = first }) => String(key) === String(first));
    if (instance === undefined)
      fail('there is no such instance', 'correct the index, or use try() where it may be missing');
    const [, attribute] = rest;
    return typeof attribute === 'string'
      ? { value: this.#attribute(name, declaration, instance, attribute), steps: steps + 2 }
      : { value: this.#whole(name, declaration, instance), steps: steps + 1 };
  }

  #instancesOf(name: string, declaration: ResourceDeclaration): Instances {
    const address = this.#module.addressOf(name);
    return instancesOf(this.#run, address, declaration, this.#module.scope);
  }

  #allOf(name: string, declaration: ResourceDeclaration, { kind, all }: Instances): Value {
    const values = all.map((instance) => this.#whole(name, declaration, instance));
    if (kind === 'count') return made(values, declaration.at);
    return made(
      mapOf(values.map((value, index) => [nameOfInstance(all[index]), value])),
      declaration.at,
    );
  }

  /** All that its block says; what else it has is known after apply. */
  #whole(name: string, declaration: ResourceDeclaration, instance: Instance): Value {
    const names = new Set([...namesIn(declaration.body), ...identities]);
    const entries = [...names].map(
      (each) => [each, this.#attribute(name, declaration, instance, each)] as const,
    );
    return { ...made(mapOf(entries), declaration.at), rest: restOf(declaration) };
  }

  #attribute(
    name: string,
    declaration: ResourceDeclaration,
    instance: Instance,
    attribute: string,
  ): Value {
    const own = this.#module.addressOf(`${name}${indexText(instance.key)}`);
    const { at, body } = declaration;
    return this.#run.values.get(`${own}.${attribute}`, at, () => {
      const said = partOfBody(body, attribute, instance.scope, restOf(declaration));
      const left = said === undefined || (said.content === null && identities.has(attribute));
      const value = left ? made(restOf(declaration), at) : said;
      const stands = identities.has(attribute) && declaration.type.startsWith('google_');
      return stands && isUnknown(value.content)
        ? made(new Unknown(value.content.why, own, value.content.written), value.at)
        : value;
    });
  }
}

const afterApply = new Unknown('known after apply');
const whenRead = new Unknown('read from the cloud when Terraform runs');

function restOf({ mode }: ResourceDeclaration): Unknown {
  return mode === 'data' ? whenRead : afterApply;
}

/** A name or an id that is not known stands for the resource it belongs to: its address says which. */
function withReferences(value: Value, own: string): Value {
  const { content } = value;
  if (isUnknown(content)) {
    const { reference = own } = content;
    return reference === own ? value : { ...value, content: reference };
  }
  if (isList(content)) {
    return { ...value, content: content.map((part) => withReferences(part, own)) };
  }
  if (!isMapContent(content)) return value;
  const entries = [...content].map(([key, part]) => [key, withReferences(part, own)] as const);
  return { ...value, content: mapOf(entries) };
}
