/** The modules that a module calls: local ones are followed, public ones are known by their interface. */
import type { SourceLocation } from '../../errors.ts';
import { joinPath } from '../file-tree.ts';
import { expandByInterface, expandModule, expandUnseen } from '../google/modules/index.ts';
import type { GoogleResource } from '../google/resource.ts';
import { isUnknown, Unknown } from '../unknown.ts';
import { bodyValue } from './blocks.ts';
import { type Called, moduleOf, outputOf, unknownModule } from './called.ts';
import type { Configuration, Declaration } from './configuration.ts';
import { evaluate } from './evaluate.ts';
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
import { settled } from './settle.ts';
import { fail } from './stop.ts';
import type { Value } from './value.ts';

/** One of the instances of a call. */
interface OneCall {
  readonly declaration: Declaration;
  readonly instance: Instance;
  readonly address: string;
  /** What decides how often it is called, where nobody knows that. */
  readonly open: readonly string[];
}

interface Call {
  readonly instances: Instances;
  readonly calledAs: ReadonlyMap<Instance, Called>;
}

export class ModuleCalls {
  readonly #run: Run;
  readonly #caller: Module;
  readonly #calls = new Map<string, Call>();

  constructor(run: Run, caller: Module) {
    this.#run = run;
    this.#caller = caller;
  }

  /** The resources of all modules that are called from here, at any depth. */
  resources(): readonly GoogleResource[] {
    return [...this.#caller.given.configuration.modules].flatMap(([name, declaration]) => {
      const { instances, calledAs } = this.#callOf(declaration);
      const what = this.#caller.addressOf(`module.${name}`);
      leaveOutOpen(this.#run, what, declaration, instances);
      return [...calledAs.values()].flatMap((called) => called.resources());
    });
  }

  /** `module.network["eu"].subnets`; the steps behind an output are left. */
  resolve(name: string, path: Path, at: SourceLocation): Resolution {
    const declaration = this.#caller.given.configuration.modules.get(name);
    const address = this.#caller.addressOf(`module.${name}`);
    if (declaration === undefined) {
      const why = `${address} is not declared in the files that are read`;
      return { value: made(new Unknown(why, undefined, this.#run.written(address)), at), steps: 2 };
    }
    const call = this.#callOf(declaration);
    const { kind, all } = call.instances;
    const rest = path.slice(2);
    const [first] = rest;
    if (kind === 'single') return outputOf(call.calledAs.get(all[0]!), rest, 2, at);
    if (first === undefined) return { value: allOutputs(call, at), steps: 2 };
    const instance = all.find(({ key = first }) => String(key) === String(first));
    if (instance === undefined)
      fail('there is no such instance', 'correct the index, or use try() where it may be missing');
    return outputOf(call.calledAs.get(instance), rest.slice(1), 3, at);
  }

  #callOf(declaration: Declaration): Call {
    const { name } = declaration;
    const known = this.#calls.get(name);
    if (known !== undefined) return known;
    const address = this.#caller.addressOf(`module.${name}`);
    const instances = instancesOf(this.#run, address, declaration, this.#caller.scope);
    const call = this.#calledIn(declaration, address, instances);
    this.#calls.set(name, call);
    return call;
  }

  #calledIn(declaration: Declaration, address: string, instances: Instances): Call {
    const calledAs = instances.all.map(
      (instance) =>
        [
          instance,
          this.#calledWithin({
            declaration,
            instance,
            address: `${address}${indexText(instance.key)}`,
            open: [...this.#caller.open, ...openOf(address, instances)],
          }),
        ] as const,
    );
    return { instances, calledAs: new Map(calledAs) };
  }

  /** Modules that call each other in numbers are too much work at some point. */
  #calledWithin(call: OneCall): Called {
    const { address, declaration, instance } = call;
    const { budget, written } = this.#run;
    const { content } = settled(declaration.at, instance.scope, () => {
      budget.spend(stepsPerModule, declaration.at);
      return made(null, declaration.at);
    });
    return isUnknown(content) ? unknownModule(content, written(address)) : this.#called(call);
  }

  #called(call: OneCall): Called {
    const { declaration, instance, address } = call;
    const { body, at } = declaration;
    const source = body.attributes.find(({ name }) => name === 'source')?.value;
    const text = source === undefined ? undefined : evaluate(source, instance.scope).content;
    if (typeof text !== 'string') return this.#unseen(call, '', 'its source is not known');
    if (!/^\.\.?(\/|$)/.test(text)) {
      const reason = 'its source is not read: check a plan (terraform show -json) instead';
      return this.#public(expandModule, text, call) ?? this.#unseen(call, text, reason);
    }
    const folder = joinPath(this.#caller.given.folder, text);
    const configuration = this.#run.configurationIn(folder);
    if (typeof configuration === 'string') return this.#unread(call, text, refusals[configuration]);
    if (this.#caller.callers.includes(folder)) {
      this.#run.report({
        what: `module ${address} calls itself`,
        fix: 'correct its source',
        where: at,
      });
      return unknownModule(new Unknown('it calls itself'), this.#run.written(address));
    }
    return this.#local(call, folder, configuration);
  }

  #local(
    { declaration: { body }, instance, address, open }: OneCall,
    folder: string,
    configuration: Configuration,
  ): Called {
    const input = (name: string) => {
      const attribute = body.attributes.find((each) => each.name === name);
      return attribute === undefined ? undefined : evaluate(attribute.value, instance.scope);
    };
    const hasProviders = body.attributes.some(({ name }) => name === 'providers');
    const given = { address, folder, configuration, open, input, hasProviders };
    const module = this.#run.openModule(given, this.#caller);
    return {
      output: (name, at) => module.output(name, at),
      outputs: (at) => module.outputs(at),
      resources: () => module.allResources(),
    };
  }

  #public(
    expand: typeof expandModule,
    source: string,
    { declaration, instance, address, open }: OneCall,
  ): Called | undefined {
    const names = declaration.body.attributes.map(({ name }) => name);
    const inputsOf = () => bodyValue(declaration, instance.scope);
    const expanded = expand({ source, address, names, inputsOf });
    if (expanded === undefined) return undefined;
    const resources = expanded.resources.map((resource) => ({ ...resource, open }));
    return {
      ...moduleOf(expanded.outputs, this.#run.written(address)),
      resources: () => resources,
    };
  }

  /** A folder of a public module, in its own repository, has the arguments of that module. */
  #unread(call: OneCall, source: string, reason: string): Called {
    const expanded = this.#public(expandByInterface, source, call);
    if (expanded === undefined) return this.#unseen(call, source, reason);
    const { address, declaration } = call;
    const what = `${address}: what it adds to the public module whose arguments it has`;
    this.#run.leaveOut({ what, reason, where: declaration.at });
    return expanded;
  }

  /** A module that cannot be seen into is worth a word where its arguments speak of networks. */
  #unseen(call: OneCall, text: string, reason: string): Called {
    const { address, declaration } = call;
    const { body, at } = declaration;
    const words = [address, ...body.attributes.map(({ name }) => name)];
    if (words.some((word) => speaking.test(word))) {
      this.#run.leaveOut({ what: address, reason, where: at });
    }
    const why = new Unknown(`an output of ${address}: ${reason}`);
    return this.#public(expandUnseen, text, call) ?? unknownModule(why, this.#run.written(address));
  }
}

/** Of the million that there are: ten thousand calls. */
const stepsPerModule = 100;

const speaking = /gke|k8s|kubernetes|cluster|network|vpc|subnet|cidr|ip_range/i;

const refusals = {
  missing: 'its folder is not among the inputs',
  outside:
    'its source leads out of the folder that is read: name a folder around both, or allow it with --modules-within',
} as const;

function allOutputs({ instances, calledAs }: Call, at: SourceLocation): Value {
  const values = instances.all.map(
    (instance) => calledAs.get(instance)?.outputs(at) ?? made(null, at),
  );
  if (instances.kind === 'count') return made(values, at);
  return made(
    mapOf(values.map((value, index) => [nameOfInstance(instances.all[index]), value])),
    at,
  );
}
