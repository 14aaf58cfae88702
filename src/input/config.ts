/** `gke-ip-planner.yaml`: what holds for every run in a folder. */
import type { Problem } from '../errors.ts';
import { defined } from '../defined.ts';
import type { ParsedDocument } from './document.ts';
import type { InputText, Suppression } from './input.ts';
import { parseDocuments } from './parse-documents.ts';
import { checkDocument } from './schema-check.ts';
import { type ConfigText, configSchema } from './spec-schema.ts';
import { readSuppressions } from './spec.ts';

/** Settings by the long name of their flag in camelCase. Blocks are checked, and in the flag's own form. */
export interface ConfigSettings {
  readonly failOn?: 'error' | 'warning' | 'info' | 'never';
  readonly minHeadroom?: number;
  readonly ignore?: readonly string[];
  readonly within?: readonly string[];
  readonly podsWithin?: readonly string[];
  readonly servicesWithin?: readonly string[];
  /** `[name=]cidr` */
  readonly used?: readonly string[];
}

export interface Config {
  readonly suppressions: readonly Suppression[];
  /** Role to name, as `--map` says it. */
  readonly map: Readonly<Record<string, string>>;
  readonly settings: ConfigSettings;
  readonly problems: readonly Problem[];
}

const emptyConfig: Config = { suppressions: [], map: {}, settings: {}, problems: [] };

/** A file with nothing but comments is fine: it sets nothing. */
export function readConfig(text: InputText): Config {
  if (text.text.split('\n').every((line) => /^\s*(#[^]*)?$/.test(line))) return emptyConfig;
  const { documents, problems } = parseDocuments(text);
  const [document, second] = documents;
  if (document === undefined) return { ...emptyConfig, problems };
  const checked = checkDocument(document, configSchema);
  return {
    ...emptyConfig,
    problems: [...checked.problems, ...(second === undefined ? [] : [secondDocument(second)])],
    ...(checked.value === undefined ? {} : readSettings(checked.value)),
    suppressions: readSuppressions(document, checked.value?.suppress ?? []),
  };
}

function secondDocument(document: ParsedDocument): Problem {
  const fix = 'write all settings in one document';
  return { what: 'a second YAML document starts here', fix, where: document.locate([]) };
}

function readSettings(value: ConfigText): Pick<Config, 'map' | 'settings'> {
  const { failOn, minHeadroom, ignore, within, podsWithin, servicesWithin, used } = value;
  return {
    map: value.map ?? {},
    settings: defined({ failOn, minHeadroom, ignore, within, podsWithin, servicesWithin, used }),
  };
}
