/** Documents with secrets in every map, as programs write them beside what the planner reads. */
import { readFileSync } from 'node:fs';

/** In every secret, so that none goes unseen, in letters that no format writes in another way. */
export const mark = 'S3CR3Tpa55';

export const secret = (name: string) => `${name}-${mark}/+${name}==`;

export const key = [
  '-----BEGIN PRIVATE KEY-----',
  `${mark}MIIEvQIBADANBgkq`,
  `${mark}hkiG9w0BAQEFAAS`,
].join('\n');

export const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/inputs/${name}`, import.meta.url), 'utf8');

export type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Credentials, certificates, start-up scripts, labels. */
export const extras: Tree = {
  password: secret('password'),
  client_key: key,
  masterAuth: { clientKey: secret('clientKey'), clusterCaCertificate: secret('certificate') },
  master_auth: [{ client_key: secret('client_key'), password: secret('master') }],
  metadata: { 'startup-script': `curl -H "Authorization: Bearer ${secret('bearer')}"` },
  description: `ask for ${secret('description')}`,
  resourceLabels: { owner: secret('label') },
  sensitive_values: { token: secret('sensitive') },
};

function laden(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(laden);
  return isTree(value) ? ladenTree(value) : value;
}

function ladenTree(tree: Tree): Tree {
  const own = Object.entries(tree).map(([name, part]) => [name, laden(part)] as const);
  return { ...extras, ...Object.fromEntries(own) };
}

/** A document in JSON with secrets in every map of it, and with more at the top. */
export function ladenJson(text: string, more: Tree = {}): string {
  const document = laden(JSON.parse(text));
  return JSON.stringify(isTree(document) ? { ...document, ...more } : document, undefined, 2);
}

interface FlatState {
  readonly modules: readonly {
    readonly resources: Readonly<
      Record<string, { primary: { attributes: Record<string, string> } }>
    >;
  }[];
}

/** A state of version 3, whose attributes are texts under flat keys. */
export function ladenFlatState(text: string): string {
  const state: FlatState = JSON.parse(text);
  for (const { resources } of state.modules) {
    for (const { primary } of Object.values(resources)) {
      primary.attributes['master_auth.0.client_key'] = key;
      primary.attributes['metadata.token'] = secret('metadata');
    }
  }
  return JSON.stringify({ ...state, outputs: { token: { value: secret('output') } } });
}

export interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly inputs: readonly string[];
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export const single = (title: string, name: string, text: string): Case => ({
  title,
  files: { [name]: text },
  inputs: [name],
});

/** The Terraform folder among the fixtures. */
export const folder = Object.fromEntries(
  ['main.tf', 'variables.tf', 'terraform.tfvars', 'network/main.tf'].map((name) => [
    `infra/${name}`,
    fixture(`infra/${name}`),
  ]),
);
