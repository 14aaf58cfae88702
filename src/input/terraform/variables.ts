/**
 * Who gives the variables of a root module their values: the last one that does wins.
 * https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 */
import type { Problem, SourceLocation } from '../../errors.ts';
import { fileIn, type FileTree } from '../file-tree.ts';
import type { InputText } from '../input.ts';
import { literal, loadVariables } from '../tfvars/load.ts';
import type { Attribute, Expression } from './ast.ts';
import type { Configuration } from './configuration.ts';
import { made } from './make.ts';
import { parseHcl } from './parse.ts';
import type { Run } from './run.ts';
import type { Value } from './value.ts';

/** `--var name=value`, or an environment variable `TF_VAR_name`. */
export interface VariableSetting {
  readonly name: string;
  readonly text: string;
  readonly at: SourceLocation;
}

export interface VariableSources {
  /** `--var-file`, and files of variables among the inputs, in the order given. */
  readonly files: readonly InputText[];
  /** `--var`, in the order given. */
  readonly settings: readonly VariableSetting[];
  /** `TF_VAR_…`, where the user asks for them. */
  readonly environment: readonly VariableSetting[];
}

/** How a value is found by the name of its variable. */
export type Given = (name: string) => Value | undefined;

/** Reads all of them; problems of any go to `report`. */
export function givenVariables(
  { files, settings, environment }: VariableSources,
  tree: FileTree,
  root: string,
  configuration: Configuration,
  { report, accept }: Pick<Run, 'report' | 'accept'>,
): Given {
  const texts = [...automaticFiles(tree, root, report), ...files];
  const layers = [
    settingsLayer(environment, configuration, report),
    ...texts.map((text) => variablesIn(text, { report, accept })),
    settingsLayer(settings, configuration, report),
  ].toReversed();
  return (name) => layers.find((layer) => layer.has(name))?.get(name);
}

function variablesIn(text: InputText, { report, accept }: Pick<Run, 'report' | 'accept'>) {
  const { variables, problems, suppressions = [] } = loadVariables(text);
  for (const problem of problems) report(problem);
  for (const suppression of suppressions) accept(suppression);
  return variables;
}

/** Files that Terraform reads by itself: terraform.tfvars, its JSON form, then *.auto.tfvars by name. */
function automaticFiles(
  tree: FileTree,
  root: string,
  report: (problem: Problem) => void,
): readonly InputText[] {
  const names = tree.files(root);
  if (typeof names === 'string') return [];
  const automatic = names.filter((name) => /\.auto\.tfvars(\.json)?$/.test(name));
  const usual = ['terraform.tfvars', 'terraform.tfvars.json'].filter((name) =>
    names.includes(name),
  );
  return [...usual, ...automatic].flatMap((name) => {
    const read = tree.read(fileIn(root, name));
    if ('text' in read) return [read];
    report(read);
    return [];
  });
}

function settingsLayer(
  settings: readonly VariableSetting[],
  { variables }: Configuration,
  report: (problem: Problem) => void,
): ReadonlyMap<string, Value> {
  return new Map(
    settings.map((setting) => {
      const type = argument(variables.get(setting.name)?.body.attributes, 'type');
      return [setting.name, settingValue(setting, type, report)];
    }),
  );
}

function argument(attributes: readonly Attribute[] | undefined, name: string) {
  return attributes?.find((each) => each.name === name)?.value;
}

/** Lists and maps are written as in HCL; anything else is a text, which a type may convert. */
function settingValue(
  { name, text, at }: VariableSetting,
  type: Expression | undefined,
  report: (problem: Problem) => void,
): Value {
  const isText = type === undefined || (type.kind === 'name' && type.name !== 'any');
  if (isText || !/^\s*[[{]/.test(text)) return made(text, at);
  const problems: Problem[] = [];
  const parsed = parseHcl(at.file, `${name} = ${text}`);
  const [attribute] = parsed.body.attributes;
  const value = attribute === undefined ? undefined : literal(attribute.value, problems);
  for (const { what, fix } of [...parsed.problems, ...problems]) report({ what, fix, where: at });
  return made(value?.content ?? text, at);
}
