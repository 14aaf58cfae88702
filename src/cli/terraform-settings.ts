/** How Terraform's variables get their values, as far as flags say. */
import { type FlagReader, placeOfFlag } from '../input/flag-values.ts';
import type { VariableSetting } from '../input/terraform/variables.ts';
import type { Flag } from './catalogue.ts';
import type { Io } from './io.ts';

export interface TerraformSettings {
  /** `--var-file`, in the order given. */
  readonly variableFiles: readonly string[];
  /** `--var`, in the order given. */
  readonly variables: readonly VariableSetting[];
  /** `--var-env`: variables of the environment count, which they do for Terraform always. */
  readonly useEnvironment: boolean;
  /** `--modules-within`: the folder around local modules that may be read. */
  readonly modulesWithin?: string;
}

export function readTerraformSettings(reader: FlagReader<Flag>): TerraformSettings {
  const modulesWithin = reader.text('modules-within');
  return {
    variableFiles: reader.each('var-file'),
    variables: readVariables(reader),
    useEnvironment: reader.has('var-env'),
    ...(modulesWithin === undefined ? {} : { modulesWithin }),
  };
}

/** `<name>=<value>`; what stands in the value is nobody's business, so no message repeats it. */
function readVariables(reader: FlagReader<Flag>): readonly VariableSetting[] {
  return reader.each('var').flatMap((entry) => {
    const split = entry.indexOf('=');
    const name = entry.slice(0, split).trim();
    if (split > 0 && name !== '') {
      return [{ name, text: entry.slice(split + 1), at: placeOfFlag('var') }];
    }
    const what = 'sets no variable: there is no name before a "="';
    return reader.refuse('var', what, 'write it as pods_cidr=10.4.0.0/14') ?? [];
  });
}

const prefix = 'TF_VAR_';

export function variablesOfEnvironment(env: Io['env']): readonly VariableSetting[] {
  return Object.entries(env).flatMap(([key, text]) =>
    key.startsWith(prefix) && text !== undefined
      ? [{ name: key.slice(prefix.length), text, at: { file: 'environment', path: key } }]
      : [],
  );
}
