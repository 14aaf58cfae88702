import { concat } from '../../src/input/concat.ts';
import { readInputs } from '../../src/input/index.ts';
import type { InputResult, InputText } from '../../src/input/input.ts';

/** What one input says that is read alone. */
export function readInput(input: InputText): InputResult {
  return concat(readInputs([input]));
}
