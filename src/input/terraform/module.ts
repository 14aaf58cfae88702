/**
 * One module as it is called: its variables, locals, resources, calls and outputs, each evaluated when
 * somebody asks for it. https://developer.hashicorp.com/terraform/language/modules
 */
import type { SourceLocation } from '../../errors.ts';
import type { GoogleResource } from '../google/resource.ts';
import { Unknown } from '../unknown.ts';
import type { Configuration, Declaration } from './configuration.ts';
import { constrained } from './constraints.ts';
import { evaluate } from './evaluate.ts';
import { made, mapOf } from './make.ts';
import { ModuleCalls } from './module-calls.ts';
import { Resources } from './resources.ts';
import type { Path, Resolution, Scope } from './scope.ts';
import type { Run } from './run.ts';
import type { Value } from './value.ts';

export interface ModuleGiven {
  /** `module.gke["a"]`, or nothing for the root. */
  readonly address: string;
  /** The folder of its files. */
  readonly folder: string;
  readonly configuration: Configuration;
  /** What decides how often it is called, where nobody knows that. */
  readonly open: readonly string[];
  /** What a caller or a file of variables gives. */
  readonly input: (name: string) => Value | undefined;
  /** Its caller hands providers to it, which may be others than the caller's own. */
  readonly hasProviders?: boolean;
}

export class Module {
  readonly given: ModuleGiven;
  readonly scope: Scope;
  readonly #resources: Resources;
  readonly #run: Run;
  readonly #calls: ModuleCalls;
  readonly #caller: Module | undefined;

  constructor(run: Run, given: ModuleGiven, caller?: Module) {
    this.#run = run;
    this.#caller = caller;
    this.given = given;
    this.scope = {
      resolve: (path, at) => this.#resolve(path, at),
      report: run.report,
      budget: run.budget,
      readText: (path) => run.readText(path),
    };
    this.#resources = new Resources(run, this);
    this.#calls = new ModuleCalls(run, this);
  }

  /** The folders of this module and of those that call it. */
  get callers(): readonly string[] {
    return [this.given.folder, ...(this.#caller?.callers ?? [])];
  }

  get open(): readonly string[] {
    return this.given.open;
  }

  /** The project of resources that name none, where it is known. */
  get project(): string | undefined {
    const { configuration, hasProviders = false } = this.given;
    const { project } = configuration;
    if (project === undefined) return hasProviders ? undefined : this.#caller?.project;
    const { content } = this.#lazily('provider.google.project', project.at, () =>
      evaluate(project, this.scope),
    );
    return typeof content === 'string' && content !== '' ? content : undefined;
  }

  /** Its own resources and those of the modules that it calls. */
  allResources(): readonly GoogleResource[] {
    return [...this.#resources.all(), ...this.#calls.resources()];
  }

  /** `local.ranges` inside `module.gke` is `module.gke.local.ranges`. */
  addressOf(name: string): string {
    return this.given.address === '' ? name : `${this.given.address}.${name}`;
  }

  output(name: string, at: SourceLocation): Value {
    const declaration = this.given.configuration.outputs.get(name);
    if (declaration === undefined) return this.#undeclared(`output.${name}`, at);
    return this.#lazily(`output.${name}`, declaration.at, () =>
      this.#argument(declaration, 'value', at),
    );
  }

  /** All outputs, for a reference to the module as a whole. */
  outputs(at: SourceLocation): Value {
    const names = [...this.given.configuration.outputs.keys()];
    return made(mapOf(names.map((name) => [name, this.output(name, at)])), at);
  }

  variable(name: string, at: SourceLocation): Value {
    const declaration = this.given.configuration.variables.get(name);
    if (declaration === undefined) return this.#undeclared(`var.${name}`, at);
    return this.#lazily(`var.${name}`, declaration.at, () => this.#valueOf(declaration));
  }

  #valueOf(declaration: Declaration): Value {
    const { name, body, at } = declaration;
    const given = this.given.input(name);
    const nullable = this.#argument(declaration, 'nullable', at).content !== false;
    const type = body.attributes.find((each) => each.name === 'type')?.value;
    const value =
      given === undefined || (given.content === null && !nullable)
        ? this.#default(declaration)
        : given;
    return constrained(value, type, this.scope);
  }

  #default(declaration: Declaration): Value {
    const { name, body, at } = declaration;
    const given = body.attributes.some((each) => each.name === 'default');
    if (given) return this.#argument(declaration, 'default', at);
    return made(new Unknown(`no value is given for var.${name}`), at);
  }

  #argument({ body }: Declaration, name: string, at: SourceLocation): Value {
    const attribute = body.attributes.find((each) => each.name === name);
    return attribute === undefined ? made(null, at) : evaluate(attribute.value, this.scope);
  }

  #local(name: string, at: SourceLocation): Value {
    const expression = this.given.configuration.locals.get(name);
    if (expression === undefined) return this.#undeclared(`local.${name}`, at);
    return this.#lazily(`local.${name}`, expression.at, () => evaluate(expression, this.scope));
  }

  #lazily(name: string, at: SourceLocation, make: () => Value): Value {
    return this.#run.values.get(this.addressOf(name), at, make);
  }

  /** Only some files of a module may be given, so this is no fault of theirs. */
  #undeclared(name: string, at: SourceLocation): Value {
    const own = this.addressOf(name);
    const why = `${own} is not declared in the files that are read`;
    return made(new Unknown(why, undefined, this.#run.written(own)), at);
  }

  #resolve(path: Path, at: SourceLocation): Resolution | undefined {
    const [first, second] = path;
    const name = typeof second === 'string' ? second : undefined;
    switch (first) {
      case 'var':
        return name === undefined ? undefined : { value: this.variable(name, at), steps: 2 };
      case 'local':
        return name === undefined ? undefined : { value: this.#local(name, at), steps: 2 };
      case 'module':
        return name === undefined ? undefined : this.#calls.resolve(name, path, at);
      case 'path':
        return { value: this.#paths(at), steps: 1 };
      case 'terraform':
      case 'self':
        return { value: made(new Unknown('known to Terraform alone'), at), steps: path.length };
      default:
        return this.#resources.resolve(path, at);
    }
  }

  #paths(at: SourceLocation): Value {
    const path = (folder: string) => made(folder, at);
    const { folder } = this.given;
    const { root } = this.#run;
    const unknown = made(new Unknown('known where Terraform runs'), at);
    return made(
      mapOf([
        ['module', path(folder)],
        ['root', path(root)],
        ['cwd', unknown],
      ]),
      at,
    );
  }
}
