/** Text in, networks with their places out, whatever the format. */
import type { Problem } from '../errors.ts';
import { isAssetInventory, readAssetInventory } from './cloud/asset-inventory.ts';
import { isBlueprint, readBlueprint } from './cloud/blueprint.ts';
import { isDeployment, readDeployment } from './cloud/deployment-manager.ts';
import { isManifest } from './cloud/manifest.ts';
import { readManifests } from './cloud/read-manifests.ts';
import { isSubnetFactory, readSubnetFactories } from './cloud/subnet-factory.ts';
import { concat } from './concat.ts';
import { type ParsedDocument, type ParsedText, startOf } from './document.ts';
import { isGcloud, readGcloud } from './gcloud.ts';
import { firstProblems } from './inventory/complaints.ts';
import { emptyResult, type InputResult, type InputText } from './input.ts';
import {
  isDocumentName,
  parseDocuments,
  unreadable,
  withoutByteOrderMark,
} from './parse-documents.ts';
import { isRangesCsv, readRangesCsv } from './ranges-csv.ts';
import { isRangesList, readRangesList } from './ranges-list.ts';
import { isSavedReport, readSavedReport } from './saved-report.ts';
import { isSpec, readSpec } from './spec.ts';
import { readTemplate } from './template.ts';
import { isShown, readShown } from './terraform/shown.ts';
import { isState, readState } from './terraform/state.ts';
import { readTerraformTogether, type TerraformGiven } from './terraform/together.ts';
import { isModuleFile, isVariables } from './tfvars/load.ts';
import { readVariableTexts } from './tfvars/read.ts';

/** A format that is read from the text itself. */
interface TextAdapter {
  /** What it reads, for the message that lists what is read. */
  readonly what: string;
  readonly recognisesText: (input: InputText) => boolean;
  /** Names that stand for the format where the content is not recognised. */
  readonly fileName?: RegExp;
  readonly readText: (input: InputText) => InputResult;
}

/** A format in YAML or JSON. */
interface DocumentAdapter {
  readonly what: string;
  readonly recognises: (value: unknown) => boolean;
  readonly read: (document: ParsedDocument) => InputResult;
}

/** A format in YAML or JSON whose documents refer to each other, also from one file to another. */
interface TogetherAdapter {
  readonly what: string;
  readonly recognises: (value: unknown) => boolean;
  readonly readTogether: (documents: readonly ParsedDocument[]) => InputResult;
}

/** Every format that is read, in the order in which they are tried; those of text come first. */
const adapters: readonly (TextAdapter | DocumentAdapter | TogetherAdapter)[] = [
  {
    what: 'a list of ranges (lines "cidr name")',
    recognisesText: ({ text }) => isRangesList(text),
    fileName: /\.(txt|list)$/i,
    readText: (input) => firstProblems(readRangesList(input)),
  },
  {
    what: 'a table of ranges (CSV with a header)',
    recognisesText: ({ text }) => isRangesCsv(text),
    fileName: /\.(csv|tsv)$/i,
    readText: (input) => firstProblems(readRangesCsv(input)),
  },
  { what: 'a saved report', recognises: isSavedReport, read: readSavedReport },
  {
    what: 'an export of Cloud Asset Inventory (JSON, JSON Lines)',
    recognises: isAssetInventory,
    readTogether: (documents) => firstProblems(readAssetInventory(documents)),
  },
  {
    what: 'manifests of Config Connector, Crossplane and the ip-masq-agent (YAML)',
    recognises: isManifest,
    readTogether: readManifests,
  },
  {
    what: 'subnets of a Cloud Foundation Fabric factory (YAML)',
    recognises: isSubnetFactory,
    readTogether: readSubnetFactories,
  },
  { what: 'a blueprint of Cluster Toolkit (YAML)', recognises: isBlueprint, read: readBlueprint },
  {
    what: 'a configuration of Deployment Manager (YAML)',
    recognises: isDeployment,
    read: readDeployment,
  },
  {
    what: 'clusters, subnets and networks of gcloud (JSON, YAML)',
    recognises: isGcloud,
    read: (document) => firstProblems(readGcloud(document)),
  },
  { what: 'a state of Terraform', recognises: isState, read: readState },
  {
    what: 'a plan or state of "terraform show -json"',
    recognises: isShown,
    read: readShown,
  },
  { what: 'a spec (YAML, JSON)', recognises: isSpec, read: readSpec },
];

/** What is read, for people. */
export const inputKinds: readonly string[] = [
  'Terraform (a folder, *.tf, *.tfvars)',
  ...adapters.map(({ what }) => what),
];

const textAdapters = adapters.filter((adapter) => 'readText' in adapter);
const documentAdapters = adapters.filter((adapter) => 'recognises' in adapter);

/** What else than texts a run is given to read. */
export type ReadOptions = Partial<Omit<TerraformGiven, 'files'>>;

/**
 * Reads inputs whose formats are recognised by content first and by name second. Some documents refer
 * to those of other inputs.
 */
export function readInputs(
  inputs: readonly InputText[],
  { folders = [], variables = [], settings = [], environment = [], map = [] }: ReadOptions = {},
): readonly InputResult[] {
  const together = new Map<TogetherAdapter, ParsedDocument[]>();
  const later = (adapter: TogetherAdapter, document: ParsedDocument) => {
    const known = together.get(adapter);
    if (known === undefined) together.set(adapter, [document]);
    else known.push(document);
    return emptyResult;
  };
  const forVariables = inputs.filter((input) => isVariables(input));
  const files = inputs.filter((input) => isModuleFile(input));
  const read = inputs
    .filter((input) => !forVariables.includes(input) && !files.includes(input))
    .map((input) => {
      const result = readAlone(input, later);
      if (!isNothingElse(result) || !isObjectOfVariables(input)) return result;
      forVariables.push(input);
      return emptyResult;
    });
  const rest = [...together].map(([adapter, documents]) => adapter.readTogether(documents));
  const terraform = readTerraformTogether({
    folders,
    files,
    variables: [...forVariables, ...variables],
    settings,
    environment,
    map,
  });
  return [...read, ...rest, ...terraform];
}

/** JSON has no sign of its own for variables: what is nothing else is that if its names tell of a Pod range. */
function isObjectOfVariables(input: InputText): boolean {
  if (!/^\uFEFF?\s*\{/.test(input.text)) return false;
  const { networks } = readVariableTexts([input]);
  return networks.some(({ clusters }) =>
    clusters.some(({ ranges }) => ranges.pods?.cidr !== undefined),
  );
}

function isNothingElse({ problems }: InputResult): boolean {
  return problems.length === 1 && problems[0]?.what === nothingKnown;
}

type Later = (adapter: TogetherAdapter, document: ParsedDocument) => InputResult;

/** What can be read of an input without knowing the others. */
function readAlone({ name, text }: InputText, later: Later): InputResult {
  const input = { name, text: withoutByteOrderMark(text) };
  const problem = unreadable(name, input.text);
  if (problem !== undefined) return { ...emptyResult, problems: [problem] };
  const adapter = textAdapters.find((each) => each.recognisesText(input));
  if (adapter !== undefined) return adapter.readText(input);
  const template = readTemplate(input);
  const parsed = parseDocuments(template.input);
  if (parsed.documents.some(({ value }) => adapterOf(value) !== undefined)) {
    const documents = parsed.documents.map((document) => readDocument(document, later));
    return concat([{ ...emptyResult, notChecked: template.notChecked }, ...documents]);
  }
  const named = textAdapters.find(({ fileName }) => fileName?.test(name));
  if (named !== undefined) return named.readText(input);
  return { ...emptyResult, problems: problemsOfUnknown(input, parsed) };
}

function adapterOf(value: unknown): DocumentAdapter | TogetherAdapter | undefined {
  return documentAdapters.find(({ recognises }) => recognises(value));
}

/** A document of a file with several may be of another kind than the first. */
function readDocument(document: ParsedDocument, later: Later): InputResult {
  const adapter = adapterOf(document.value);
  if (adapter !== undefined) {
    return 'read' in adapter ? adapter.read(document) : later(adapter, document);
  }
  const { line = 1, column = 1 } = document.locate([]);
  return { ...emptyResult, problems: [unrecognised({ file: document.name, line, column })] };
}

/** A text that looks like JSON or YAML has its syntax errors named; any other is just not recognised. */
function problemsOfUnknown({ name, text }: InputText, { problems }: ParsedText) {
  const looksLikeOne = isDocumentName(name) || /^\s*[[{]|^[\w-]+:\s/m.test(text);
  return looksLikeOne && problems.length > 0 ? problems : [unrecognised(startOf(name))];
}

const nothingKnown = 'is none of the formats that are read';

function unrecognised(where: Problem['where'] & object): Problem {
  return { what: nothingKnown, fix: `give ${inputKinds.join('; ')}`, where };
}
