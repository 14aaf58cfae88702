/** What of a module that is called can be seen from outside. */
import type { SourceLocation } from '../../errors.ts';
import type { GoogleResource } from '../google/resource.ts';
import { isUnknown, partWritten, Unknown } from '../unknown.ts';
import { made } from './make.ts';
import type { Path, Resolution } from './scope.ts';
import { isMapContent, type Value } from './value.ts';

/** A module that is called, as far as it can be seen. */
export interface Called {
  readonly output: (name: string, at: SourceLocation) => Value;
  readonly outputs: (at: SourceLocation) => Value;
  readonly resources: () => readonly GoogleResource[];
}

export function unknownModule(why: Unknown, written: string): Called {
  return { ...moduleOf({ content: why, at: { file: '' } }, written), resources: () => [] };
}

/** `written` is how the module itself is written. */
export function moduleOf(outputs: Value, written: string): Pick<Called, 'output' | 'outputs'> {
  return {
    output: (name, at) => {
      const { content, rest } = outputs;
      const known = isMapContent(content) ? content.get(name) : undefined;
      if (known !== undefined) return known;
      const { why } = isUnknown(content)
        ? content
        : (rest ?? new Unknown(`the module has no output ${name}`));
      return made(partWritten(new Unknown(why, undefined, written), `.${name}`), at);
    },
    outputs: (at) => ({ ...outputs, at }),
  };
}

export function outputOf(
  called: Called | undefined,
  rest: Path,
  steps: number,
  at: SourceLocation,
): Resolution {
  const [name] = rest;
  if (called === undefined)
    return { value: made(new Unknown('there is no such module'), at), steps };
  return typeof name === 'string'
    ? { value: called.output(name, at), steps: steps + 1 }
    : { value: called.outputs(at), steps };
}
