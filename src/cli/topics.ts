/** DATA: what `help <topic>` and the manual page explain; tables come from the program's own data. */
import { inputKinds } from '../input/index.ts';
import { type SchemaKey, keysOf } from '../input/spec-keys.ts';
import { configSchema, specSchema } from '../input/spec-schema.ts';
import { mapRoles } from '../input/tfvars/map-roles.ts';
import { severities } from '../rules/rule.ts';
import { rules } from '../rules/index.ts';
import { commandNames } from './catalogue.ts';
import { formatsOf } from './formats.ts';
import type { TopicName } from './topic-names.ts';

/** A term and what it means; `depth` is how many terms it stands below. */
export interface Row {
  readonly term: string;
  readonly text: string;
  readonly depth?: number;
}

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] };

export interface Topic {
  readonly title: string;
  readonly parts: readonly Part[];
}

export const exitCodeTexts: Readonly<Record<number, string>> = {
  0: 'done; no finding at or above --fail-on',
  1: 'done; at least one finding at or above --fail-on',
  2: 'could not check: an unknown option, an unreadable or malformed input. Standard error names every problem',
  3: 'a bug in the planner',
};

/** What each format is for. */
export const formatTexts: Readonly<Record<string, string>> = {
  table: 'people (the default)',
  yaml: 'people and scripts',
  json: 'scripts; report reads it back. Schema: dist/report.schema.json',
  markdown: 'sizing reports and comments on pull requests, at most 65,536 characters',
  html: 'a page to open and to print: answers, address map, growth, findings',
  svg: 'the address maps alone, for README files and slides',
  github: 'annotations at lines of a pull request, from GitHub Actions',
  sarif: 'code scanning of GitHub, and other viewers of SARIF 2.1.0',
  junit: 'test reports of GitLab and Jenkins: what fails the run, and every error',
  csv: 'sweep: every number of every combination',
  spec: 'plan: the spec with its ranges filled in',
  terraform: 'plan: networks, subnets, NAT, clusters and node pools as resources',
  tfvars: 'plan: the same as variables',
  gcloud: 'plan: the same as commands',
};

export const topics: Readonly<Record<TopicName, Topic>> = {
  spec: {
    title: 'The spec: networks, clusters and their ranges, as YAML or JSON',
    parts: [
      text(
        'plan, check and free read it; plan writes it with its ranges filled in (-o spec=<file>). Keys that are not marked as required may be left out: GKE chooses then, or nobody knows yet.',
      ),
      code(
        'networks:',
        '  - name: prod-vpc',
        '    within: [10.0.0.0/9]',
        '    clusters:',
        '      - {name: prod, location: europe-west1, nodes: 50, services: 1000}',
      ),
      rows(keysOf(specSchema).map(keyRow)),
      text(
        'A block is written as 10.4.0.0/14, or with a name: {name: pods, cidr: 10.4.0.0/14}. JSON Schema for editors: dist/spec.schema.json.',
      ),
    ],
  },
  config: {
    title: 'gke-ip-planner.yaml: what holds for every run in a folder',
    parts: [
      text(
        'It is read from the folder in which the planner runs; --config names another file. A flag of the same name wins; rules to ignore add up.',
      ),
      code(
        'within: [10.0.0.0/9]',
        'minHeadroom: 10',
        'suppress:',
        '  - {rule: docker-bridge-range, range: lab, reason: isolated lab, until: 2027-06-30}',
      ),
      rows(keysOf(configSchema).map(keyRow)),
      text(
        'In Terraform a comment at the line accepts a finding there: # gke-ip-planner: ignore <rule> <reason>. A suppression counts until its last day; --today sets the day.',
      ),
    ],
  },
  inputs: {
    title: 'What is read',
    parts: [
      text(
        'Recognised by content first and by name second; - is standard input. Several inputs are joined: a range that one names gets its CIDR from another. What an input leaves open is listed as not checked and never guessed.',
      ),
      { kind: 'list', items: inputKinds },
      text(`--map <role>=<name> says what a Terraform variable is. Roles: ${mapRoles.join(', ')}.`),
    ],
  },
  formats: {
    title: 'What -o writes',
    parts: [
      text(
        '-o <format> prints, -o <format>=<file> writes a file; repeat it for several outputs of one run. The same input gives the same bytes.',
      ),
      rows(Object.entries(formatTexts).map(([term, meaning]) => ({ term, text: meaning }))),
      text('Formats of each command, the default first:'),
      rows(
        commandNames
          .filter((name) => formatsOf[name].length > 0)
          .map((name) => ({ term: name, text: formatsOf[name].join(', ') })),
      ),
    ],
  },
  rules: {
    title: 'What is looked for',
    parts: [
      text(
        `Severities are ${severities.join(', ')}; one may be lower where an input leaves something open. gke-ip-planner rules <id> says why a rule matters and how to fix what it finds.`,
      ),
      rows(
        rules
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
          .map(({ id, severity, title }) => ({ term: id, text: `${severity}: ${title}` })),
      ),
    ],
  },
  'exit-codes': {
    title: 'Exit codes',
    parts: [
      rows(Object.entries(exitCodeTexts).map(([term, meaning]) => ({ term, text: meaning }))),
      text(
        'The code depends on the findings alone, never on the format. free and rules have no findings, and the 1 of sweep says that no combination fits. Results go to standard output, everything else to standard error.',
      ),
    ],
  },
};

function text(words: string): Part {
  return { kind: 'text', text: words };
}

function rows(all: readonly Row[]): Part {
  return { kind: 'rows', rows: all };
}

function code(...lines: readonly string[]): Part {
  return { kind: 'code', lines };
}

function keyRow({ key, depth, isList, isRequired, meaning, choices }: SchemaKey): Row {
  const marks = [...(isRequired ? ['required'] : []), ...(isList ? ['a list'] : [])];
  const beside = marks.length === 0 ? '' : ` (${marks.join(', ')})`;
  const words = choices.length === 0 ? '' : `: ${choices.join(', ')}`;
  return { term: key, text: `${meaning}${words}${beside}`, depth };
}
