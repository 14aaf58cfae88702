import type { InputResult } from '../../../../src/input/input.ts';
import { joinInputs } from '../../../../src/input/join.ts';
import { expandModule } from '../../../../src/input/google/modules/index.ts';
import { readGoogleResources } from '../../../../src/input/google/read.ts';
import { isMap } from '../../../../src/input/route.ts';
import { plainOf, type Content, type Value } from '../../../../src/input/terraform/value.ts';
import { isUnknown } from '../../../../src/input/unknown.ts';

/** A value as it would be read, whose column says how deep it stands. */
export function valueOf(plain: unknown, depth = 1): Value {
  return { content: contentOf(plain, depth), at: { file: 'main.tf', line: 1, column: depth } };
}

function contentOf(plain: unknown, depth: number): Content {
  if (Array.isArray(plain)) return plain.map((each) => valueOf(each, depth + 1));
  if (isUnknown(plain) || plain === null) return plain;
  if (isMap(plain)) {
    return new Map(Object.entries(plain).map(([key, each]) => [key, valueOf(each, depth + 1)]));
  }
  if (typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean') {
    return plain;
  }
  throw new Error('no value');
}

interface Call {
  readonly source: string;
  readonly inputs: object;
}

export function expand(source: string, inputs: object, address = 'module.m') {
  const expanded = expandModule({
    source,
    address,
    names: Object.keys(inputs),
    inputsOf: () => valueOf(inputs),
  });
  if (expanded === undefined) throw new Error(`unknown source ${source}`);
  return expanded;
}

/** The outputs as plain values. */
export const outputsOf = (source: string, inputs: object) =>
  plainOf(expand(source, inputs).outputs);

/** What the calls make together. */
export function pictureOf(calls: Readonly<Record<string, Call>>): InputResult {
  const resources = Object.entries(calls).flatMap(
    ([name, { source, inputs }]) => expand(source, inputs, `module.${name}`).resources,
  );
  return joinInputs([readGoogleResources(resources)]);
}
