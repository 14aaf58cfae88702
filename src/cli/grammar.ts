import { loadGrammar } from '../input/terraform/grammar.ts';
import { hclName, looksLikeHcl } from '../input/terraform/looks-like-hcl.ts';
import type { InputText } from '../input/input.ts';
import { isHclVariables } from '../input/tfvars/load.ts';
import type { Io } from './io.ts';

/** Loads the grammar of HCL, a part of a short run's time, where one of the texts needs it. */
export async function loadGrammarFor(
  texts: readonly InputText[],
  always: boolean,
  io: Io,
): Promise<void> {
  if (always || texts.some((input) => isHcl(input))) {
    await loadGrammar(io.readAsset);
  }
}

function isHcl(input: InputText): boolean {
  return hclName.test(input.name) || isHclVariables(input) || looksLikeHcl(input.text);
}
