import type { Network } from '../gke/cluster.ts';
import type { Severity } from '../rules/rule.ts';
import type { AcceptedRisk } from '../rules/suppress.ts';
import type { FleetOrder } from './fleet.ts';
import type { Report } from './report.ts';

/** What a renderer may know of the place its text goes to. */
export interface Style {
  /** Colours as chalk counts them: 0 is plain text without escape codes. */
  readonly colorLevel: 0 | 1 | 2 | 3;
  /** Columns of the terminal. Absent: a pipe or a file, where nothing is wrapped or cut. */
  readonly width?: number;
  /** From which severity on a finding fails the run; that is how a test report shows it, too. */
  readonly failOn?: Severity | 'never';
  /** By what a table of many clusters is sorted. Absent: by headroom. */
  readonly sort?: FleetOrder;
  /** Formats for people list at most so many of anything that is many. Absent: 100. */
  readonly limit?: number;
}

/** A report as text. Pure: same report and style, same bytes; the text ends in a newline. */
export type ReportRenderer = (report: Report, style: Style) => string;

/** What to paste to create planned networks, whose ranges are all filled in. Pure, ends in a newline. */
export type PlanRenderer = (
  networks: readonly Network[],
  suppressions: readonly AcceptedRisk[],
) => string;

export type ReportFormat =
  'table' | 'yaml' | 'json' | 'markdown' | 'html' | 'svg' | 'github' | 'sarif' | 'junit';
export type PlanFormat = 'tfvars' | 'terraform' | 'gcloud' | 'spec';

/** Formats of a report. Each is loaded when it is asked for, so that no run pays for the others. */
export const reportRenderers: Readonly<Record<ReportFormat, () => Promise<ReportRenderer>>> = {
  table: async () => (await import('./table.ts')).renderTable,
  yaml: async () => (await import('./yaml-block.ts')).renderYaml,
  json: async () => (await import('./json.ts')).renderJson,
  markdown: async () => (await import('./markdown.ts')).renderMarkdown,
  html: async () => (await import('./html.ts')).renderHtml,
  svg: async () => (await import('./svg.ts')).renderSvg,
  github: async () => (await import('./github.ts')).renderGithub,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  junit: async () => (await import('./junit.ts')).renderJunit,
};

/** Formats that `plan` has in addition. */
export const planRenderers: Readonly<Record<PlanFormat, () => Promise<PlanRenderer>>> = {
  tfvars: async () => (await import('./tfvars.ts')).renderTfvars,
  terraform: async () => (await import('./terraform.ts')).renderTerraform,
  gcloud: async () => (await import('./gcloud.ts')).renderGcloud,
  spec: async () => (await import('./spec.ts')).renderSpec,
};
