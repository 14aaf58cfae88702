/** The catalogue as SARIF's reportingDescriptor objects (§3.49), with what code scanning shows of them. */
import type { Rule, Severity } from '../rules/rule.ts';

/** SARIF has no info; a note is what needs no action. */
export const sarifLevels = {
  error: 'error',
  warning: 'warning',
  info: 'note',
} as const satisfies Record<Severity, string>;

/** What GitHub calls these, for rules that are not about security. */
const problemSeverities = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
} as const satisfies Record<Severity, string>;

export function descriptorOf({ id, severity, title, why, fix, docs, prevents }: Rule) {
  const parts = [
    ['Why', why],
    ['Fix', fix],
    ...(prevents === undefined ? [] : [['Without it', prevents]]),
  ];
  const text = parts.map(([label, words]) => `${label}: ${words}`);
  const markdown = parts.map(([label, words]) => `**${label}:** ${words}`);
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: {
      text: [...text, `See: ${docs}`].join('\n\n'),
      markdown: [...markdown, `[Google's page](${docs})`].join('\n\n'),
    },
    helpUri: docs,
    defaultConfiguration: { level: sarifLevels[severity] },
    properties: {
      tags: ['gke', 'ip-addresses'],
      precision: 'very-high',
      'problem.severity': problemSeverities[severity],
    },
  };
}

/** `range-overlap` → `RangeOverlap`, as viewers expect of names. */
function pascalCase(id: string): string {
  return id
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}
