/** DATA: the formats of each command, as its help lists them; the first is the default. */
import type { CommandName } from './catalogue.ts';

const ofReports = 'table yaml json markdown html svg github sarif junit'.split(' ');

export const formatsOf: Readonly<Record<CommandName, readonly string[]>> = {
  plan: [...ofReports, 'tfvars', 'terraform', 'gcloud', 'spec'],
  check: ofReports,
  sweep: ['table', 'yaml', 'json', 'csv', 'markdown'],
  free: ['table', 'yaml', 'json', 'markdown', 'html', 'svg'],
  diff: ofReports,
  report: ofReports,
  rules: ['table', 'yaml', 'json'],
  completion: [],
};
