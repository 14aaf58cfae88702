/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), within what code scanning of GitHub
 * reads: https://docs.github.com/code-security/reference/code-scanning/sarif-files/sarif-support
 */
import { rules } from '../rules/index.ts';
import { escapeQuoted, spellOutAll } from './escape.ts';
import { fileOf, relatedText, sentence, suppressionText } from './finding-text.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { ReportRenderer } from './index.ts';
import type { Report, ReportFinding } from './report.ts';
import { anchorOf, locationOf, sourceRoot } from './sarif-place.ts';
import { descriptorOf, sarifLevels } from './sarif-rules.ts';

const ruleIndexes = new Map(rules.map(({ id }, index) => [id, index]));

export const renderSarif: ReportRenderer = (untrusted) => {
  const report = spellOutAll(untrusted);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(report)],
  };
  return `${escapeQuoted(JSON.stringify(log, null, 2))}\n`;
};

function runOf(report: Report) {
  const { name, version } = report.tool;
  const anchor = anchorOf(report);
  return {
    tool: {
      driver: { name, version, semanticVersion: version, rules: rules.map(descriptorOf) },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: {
      [sourceRoot]: { description: { text: 'The folder that the planner ran in.' } },
    },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: report.notChecked.map((one) => notificationOf(one, anchor)),
      },
    ],
    results: resultsOf(report.findings, anchor),
  };
}

function notificationOf({ what, reason, where }: Report['notChecked'][number], anchor: string) {
  return {
    level: 'note',
    message: { text: plainMessage(`Not checked: ${sentence(`${what}: ${reason}`)}`) },
    ...(where === null ? {} : { locations: [locationOf(where, anchor)] }),
  };
}

/** Findings about the same things are told apart by their order. */
function resultsOf(findings: readonly ReportFinding[], anchor: string) {
  const numbers = new Map<string, number>();
  return findings.map((finding) => {
    const fingerprint = fingerprintOf(finding);
    const number = (numbers.get(fingerprint) ?? 0) + 1;
    numbers.set(fingerprint, number);
    return resultOf(finding, `${fingerprint}:${number}`, anchor);
  });
}

function resultOf(finding: ReportFinding, fingerprint: string, anchor: string) {
  const { rule, severity, where, related, facts, baseline } = finding;
  const ruleIndex = ruleIndexes.get(rule);
  const elsewhere = related.filter((other) => fileOf(other.where) !== undefined);
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: sarifLevels[severity],
    message: { text: messageOf(finding) },
    locations: [locationOf(where, anchor)],
    ...(elsewhere.length === 0
      ? {}
      : {
          relatedLocations: elsewhere.map((other, id) => ({
            id,
            ...locationOf(other.where ?? null, anchor),
            message: { text: plainMessage(other.message) },
          })),
        }),
    partialFingerprints: { 'gkeIpPlannerFinding/v1': fingerprint },
    suppressions: suppressionsOf(finding),
    ...(baseline === undefined ? {} : { baselineState: baseline }),
    properties: { facts },
  };
}

/** Places that are in no file stand in the text, as a related location needs one. */
function messageOf(finding: ReportFinding): string {
  const { message, fix, related, suppression } = finding;
  const beside = related.filter((other) => fileOf(other.where) === undefined);
  const expired = suppression?.expired === true ? suppressionText(finding) : undefined;
  const sentences = [
    message,
    ...beside.map((other) => relatedText(other)),
    ...(expired === undefined ? [] : [expired]),
    `Fix: ${fix}`,
  ];
  return plainMessage(sentences.map((text) => sentence(text)).join(' '));
}

/** An empty list says that nothing suppresses it (§3.27.23); of other results that is not known. */
function suppressionsOf({ suppression }: ReportFinding) {
  if (suppression === undefined || suppression.expired) return [];
  const { reason, until } = suppression;
  const justification = until === undefined ? reason : `${reason} (until ${until})`;
  return [{ kind: 'external', status: 'accepted', justification }];
}

/** No text of an input becomes an embedded link (§3.11.6) or a placeholder (§3.11.5). */
function plainMessage(text: string): string {
  return text.replaceAll('](', '] (').replaceAll(/\{(\d+)\}/g, '{{$1}}');
}
