/** What the files of one module declare. https://developer.hashicorp.com/terraform/language/files */
import type { Problem, SourceLocation } from '../../errors.ts';
import { formatLocation } from '../../errors.ts';
import type { Attribute, Block, Body, Expression } from './ast.ts';

export interface Declaration {
  readonly name: string;
  readonly body: Body;
  readonly at: SourceLocation;
}

export interface ResourceDeclaration extends Declaration {
  readonly type: string;
  readonly mode: 'managed' | 'data';
}

/** A module: the declarations of all its files together. */
export interface Configuration {
  readonly variables: ReadonlyMap<string, Declaration>;
  readonly locals: ReadonlyMap<string, Expression>;
  readonly outputs: ReadonlyMap<string, Declaration>;
  readonly modules: ReadonlyMap<string, Declaration>;
  /** By `google_container_cluster.prod`, of data sources `data.google_compute_subnetwork.nodes`. */
  readonly resources: ReadonlyMap<string, ResourceDeclaration>;
  readonly providers: readonly string[];
  /** Where the default provider of Google's puts resources that name no project. */
  readonly project: Expression | undefined;
  readonly problems: readonly Problem[];
}

/** Joins the files of a module; what is declared twice is a problem, as it is for Terraform. */
export function configurationOf(bodies: readonly Body[]): Configuration {
  const problems: Problem[] = [];
  const blocks = bodies.flatMap((body) => body.blocks);
  const named = (type: string) =>
    collect(
      blocks.filter((block) => block.type === type && block.labels.length === 1),
      ({ labels: [name = ''], body, at }) => [name, { name, body, at }],
      (name) => `${type} "${name}"`,
      problems,
    );
  return {
    variables: named('variable'),
    outputs: named('output'),
    modules: named('module'),
    locals: localsOf(blocks, problems),
    resources: collect(
      blocks.filter(
        ({ type, labels }) => (type === 'resource' || type === 'data') && labels.length === 2,
      ),
      resourceOf,
      (address) => address,
      problems,
    ),
    providers: blocks.flatMap(({ type, labels }) => (type === 'provider' ? labels : [])),
    project: blocks.filter(isDefaultProvider).flatMap(({ body }) => argumentOf(body, 'project'))[0],
    problems,
  };
}

/** One with an alias is only for the resources that ask for it. */
function isDefaultProvider({ type, labels, body }: Block): boolean {
  return type === 'provider' && labels[0] === 'google' && argumentOf(body, 'alias').length === 0;
}

function argumentOf({ attributes }: Body, name: string): readonly Expression[] {
  return attributes.filter((each) => each.name === name).map(({ value }) => value);
}

function resourceOf({ type: keyword, labels, body, at }: Block): [string, ResourceDeclaration] {
  const [type = '', name = ''] = labels;
  const mode = keyword === 'data' ? 'data' : 'managed';
  const address = mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
  return [address, { type, name, mode, body, at }];
}

function localsOf(blocks: readonly Block[], problems: Problem[]): ReadonlyMap<string, Expression> {
  const attributes = blocks
    .filter(({ type }) => type === 'locals')
    .flatMap(({ body }) => body.attributes);
  const entries = collect<Attribute, Attribute>(
    attributes,
    (attribute) => [attribute.name, attribute],
    (name) => `local.${name}`,
    problems,
  );
  return new Map([...entries].map(([name, { value }]) => [name, value]));
}

/** The first of each name; further ones are problems at their places. */
function collect<
  Thing extends { readonly at: SourceLocation },
  Entry extends { readonly at: SourceLocation },
>(
  things: readonly Thing[],
  entryOf: (thing: Thing) => readonly [string, Entry],
  label: (name: string) => string,
  problems: Problem[],
): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  for (const thing of things) {
    const [name, entry] = entryOf(thing);
    const first = found.get(name);
    if (first === undefined) found.set(name, entry);
    else
      problems.push({
        what: `${label(name)} is declared a second time; first in ${formatLocation(first.at)}`,
        fix: 'keep one of the two',
        where: thing.at,
      });
  }
  return found;
}
