import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffReports } from '../../src/report/changes.ts';
import { renderFreeMarkdown } from '../../src/report/free-markdown.ts';
import { renderFreeTable } from '../../src/report/free.ts';
import { renderHtml } from '../../src/report/html.ts';
import { type ReportFormat, reportRenderers } from '../../src/report/index.ts';
import { leftFindingsText, worstOf } from '../../src/report/limit.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Report, ReportFinding } from '../../src/report/report.ts';
import { countFindings } from '../../src/report/summary.ts';
import { renderTable } from '../../src/report/table.ts';
import { emptyReport, prodReport } from './samples.ts';

const model = prodReport.findings[0]!;
const suppression = { reason: 'isolated lab', expired: false };

function finding(
  severity: ReportFinding['severity'],
  rule: string,
  message: string,
): ReportFinding {
  return { ...model, severity, rule, message, related: [], facts: { name: message } };
}

function reportOf(findings: readonly ReportFinding[]): Report {
  const summary = { ...emptyReport.summary, ...countFindings(findings) };
  return { ...emptyReport, findings: [...findings], summary };
}

const numbered = (count: number, of: (number: number) => ReportFinding) =>
  Array.from({ length: count }, (_, index) => of(index + 1));

/** 150 infos before 3 errors, as a report of another version may have them. */
const report = reportOf([
  ...numbered(150, (n) => finding('info', n > 20 ? 'headroom-low' : 'vpc-mtu', `info-${n}.`)),
  ...numbered(3, (n) => finding('error', 'range-overlap', `error-${n}.`)),
]);

const pipe = { colorLevel: 0 } as const;
const numberOf = (text: string, part: RegExp) => text.match(part)?.length ?? 0;

describe('a table of more findings than the limit', () => {
  const lines = renderTable(report, pipe).split('\n');

  test('lists 100 of them, the errors first though they come last', () => {
    expect(lines.filter((line) => /(info|error)-\d+\.$/.test(line)).length).toBe(100);
    expect(lines.slice(0, 3).join('\n')).toContain('error-1.');
    expect(lines).toContain('    info-97.');
    expect(lines).not.toContain('    info-98.');
  });

  test('counts the others by severity and rule in one line', () => {
    expect(lines).toContain(
      '  and 53 more: 53 infos (headroom-low 53); -o json lists all, --limit shows more',
    );
  });

  test('lists as many as asked for', () => {
    const text = renderTable(report, { ...pipe, limit: 2 });
    expect(text).toContain('error-2.');
    expect(text).not.toContain('error-3.');
    expect(text).toContain(
      '  and 151 more: 1 error (range-overlap 1), 150 infos (headroom-low 130, vpc-mtu 20); ',
    );
  });

  test('leaves nothing out where the limit is the number of findings', () => {
    expect(renderTable(report, { ...pipe, limit: 153 })).not.toContain('more');
  });
});

test('findings that count are listed before worse ones that do not', () => {
  const findings = [
    { ...finding('error', 'range-overlap', 'accepted'), suppression },
    finding('info', 'vpc-mtu', 'open'),
  ];
  expect(worstOf(findings, 1).shown.map(({ message }) => message)).toEqual(['open']);
});

test('a finding is either shown or left, and none that is left is worse than one that is shown', () => {
  const weight = { error: 0, warning: 1, info: 2 };
  const anyFinding = fc
    .constantFrom('error' as const, 'warning' as const, 'info' as const)
    .map((severity) => finding(severity, 'vpc-mtu', severity));
  fc.assert(
    fc.property(fc.array(anyFinding), fc.integer({ min: 1, max: 12 }), (findings, limit) => {
      const { shown, left } = worstOf(findings, limit);
      expect(shown.length).toBe(Math.min(limit, findings.length));
      expect([...shown, ...left].map((one) => one.severity).toSorted()).toEqual(
        findings.map((one) => one.severity).toSorted(),
      );
      const worstLeft = Math.min(...left.map((one) => weight[one.severity]));
      for (const one of shown) expect(weight[one.severity]).toBeLessThanOrEqual(worstLeft);
    }),
  );
});

test('nothing is said where nothing is left', () => {
  expect(leftFindingsText([])).toBeUndefined();
});

describe('Markdown', () => {
  const text = renderMarkdown(report, { ...pipe, limit: 4 });

  test('shares the limit among the severities and counts the others in each', () => {
    expect(numberOf(text, /^- \*\*`range-overlap`/gm)).toBe(3);
    expect(numberOf(text, /^- \*\*`vpc-mtu`/gm)).toBe(1);
    expect(text).toContain('<summary>Infos (150)</summary>');
    expect(text).toContain(
      '- and 149 more: 149 infos (headroom-low 130, vpc-mtu 19); -o json lists all, --limit shows more\n',
    );
  });
});

describe('HTML', () => {
  const text = renderHtml(report, { ...pipe, limit: 4 });

  test('counts all findings and lists as many as asked for', () => {
    expect(text).toContain('Findings (153)');
    expect(numberOf(text, /(?:info|error)-\d+\./g)).toBe(4);
    expect(text).toContain('and 149 more: 149 infos (headroom-low 130, vpc-mtu 19); ');
  });
});

describe('what was not checked', () => {
  const notChecked = numbered(150, () => model).map((_, index) => ({
    what: `gap-${index + 1}`,
    reason: 'known after apply',
    where: null,
  }));
  const gaps = { ...emptyReport, notChecked };

  test.each([
    ['the table', renderTable],
    ['Markdown', renderMarkdown],
    ['HTML', renderHtml],
    ['the table of free blocks', renderFreeTable],
    ['free blocks in Markdown', renderFreeMarkdown],
  ])('is listed as far as the limit goes in %s', (_, render) => {
    const text = render(gaps, { ...pipe, limit: 30 });
    expect(numberOf(text, /gap-\d+/g)).toBe(30);
    expect(text).toContain('and 120 more; -o json lists all, --limit shows more');
  });
});

test('what a change fixes is listed as far as the limit goes', () => {
  const changed = diffReports(report, { ...report, findings: [] });
  const text = renderTable(changed, { ...pipe, limit: 4 });
  expect(text).toContain('Fixed\n  error   range-overlap');
  expect(text).toContain('  and 149 more: 149 infos (headroom-low 130, vpc-mtu 19); ');
});

test.each(['json', 'yaml', 'sarif', 'junit'] satisfies ReportFormat[])(
  'the format %s holds all findings whatever the limit',
  async (format) => {
    const render = await reportRenderers[format]();
    const text = render(report, { ...pipe, limit: 1 });
    expect(text).toContain('info-150.');
    expect(render(report, pipe)).toBe(text);
  },
);

test('of free blocks the largest are listed in the order of their addresses', () => {
  const network = { ...prodReport.networks[0]!, name: 'n', within: [] };
  const free = ['10.0.1.0/24', '10.0.2.0/23', '10.0.4.0/24', '10.0.8.0/21', '10.0.16.0/28'];
  const text = renderFreeTable(
    { ...emptyReport, networks: [{ ...network, free }] },
    { ...pipe, limit: 2 },
  );
  expect(text).toContain('  10.0.2.0/23        512\n  10.0.8.0/21      2,048\n');
  expect(text).toContain('  and 3 smaller ones with 528 addresses; -o json lists all, --limit');
});
