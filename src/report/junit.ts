/**
 * JUnit's XML, as Jenkins' schema junit-10.xsd and GitLab describe it. A test case is one finding, or
 * a rule that found nothing. Errors fail, and whatever else fails the run. GitLab shows one test of each
 * name, so every name is there once.
 */
import { type Rule, severities } from '../rules/rule.ts';
import { rules } from '../rules/index.ts';
import { spellOutAll } from './escape.ts';
import {
  counts,
  fullPlaceText,
  notCheckedText,
  relatedText,
  suppressionText,
} from './finding-text.ts';
import type { ReportRenderer, Style } from './index.ts';
import type { Report, ReportFinding } from './report.ts';
import { element } from './xml.ts';

const suite = 'gke-ip-planner';

interface TestCase {
  /** Where CI systems group it: the rule. */
  readonly group: string;
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** The element that says more, in lines. */
  readonly said: readonly (readonly string[])[];
}

export const renderJunit: ReportRenderer = (untrusted, { failOn }) => {
  const report = spellOutAll(untrusted);
  const found = ruleCases(report.findings, failOn);
  const cases = named([...found, ...report.notChecked.map(notCheckedCase)]);
  const numberOf = (outcome: TestCase['outcome']) =>
    cases.filter((one) => one.outcome === outcome).length;
  const totals = { tests: cases.length, failures: numberOf('failed'), errors: 0 };
  const lines = element('testsuites', { name: suite, ...totals }, [
    element(
      'testsuite',
      { name: suite, ...totals, skipped: numberOf('skipped') },
      cases.map(({ group, name, said }) =>
        element('testcase', { classname: `${suite}.${group}`, name }, said),
      ),
    ),
  ]);
  return `${['<?xml version="1.0" encoding="UTF-8"?>', ...lines].join('\n')}\n`;
};

/** In the order of the catalogue, then what a report of another version has beside it. */
function ruleCases(
  findings: readonly ReportFinding[],
  failOn: Style['failOn'],
): readonly TestCase[] {
  const known = new Set(rules.map(({ id }) => id));
  return [
    ...rules.flatMap((rule) => {
      const found = findings.filter((finding) => finding.rule === rule.id);
      return found.length === 0 ? [silentCase(rule)] : found.map((one) => findingCase(one, failOn));
    }),
    ...findings.filter(({ rule }) => !known.has(rule)).map((one) => findingCase(one, failOn)),
  ];
}

function silentCase({ id, title }: Rule): TestCase {
  return { group: id, name: `no finding: ${title}`, outcome: 'passed', said: [] };
}

function findingCase(finding: ReportFinding, failOn: Style['failOn']): TestCase {
  const { rule, severity, message } = finding;
  const text = detailsOf(finding);
  const test = { group: rule, name: message };
  if (!counts(finding)) {
    const reason = suppressionText(finding) ?? '';
    return { ...test, outcome: 'skipped', said: [element('skipped', { message: reason }, text)] };
  }
  if (!fails(severity, failOn))
    return { ...test, outcome: 'passed', said: [element('system-out', {}, text)] };
  return { ...test, outcome: 'failed', said: [element('failure', { type: rule, message }, text)] };
}

/** An error fails also where it does not fail the run. */
function fails(severity: ReportFinding['severity'], failOn: Style['failOn'] = 'error'): boolean {
  const mildest = failOn === 'never' ? 'error' : failOn;
  return severities.indexOf(severity) <= severities.indexOf(mildest);
}

/** All that is known of it, as GitLab shows the text of the element and no attribute. */
function detailsOf(finding: ReportFinding): string {
  const { rule, severity, message, where, related, fix, docs } = finding;
  const suppression = suppressionText(finding);
  const place = where === null ? '' : ` at ${fullPlaceText(where)}`;
  const lines = [
    `${severity} ${rule}${place}`,
    message,
    ...related.map((other) => relatedText(other)),
    ...(suppression === undefined ? [] : [suppression]),
    `fix: ${fix}`,
    docs,
  ];
  return lines.join('\n');
}

function notCheckedCase(one: Report['notChecked'][number]): TestCase {
  return {
    group: 'not-checked',
    name: one.what,
    outcome: 'skipped',
    said: [element('skipped', { message: one.reason }, notCheckedText(one))],
  };
}

const keyOf = (group: string, name: string) => JSON.stringify([group, name]);

/** Equal names of a group get a number. */
function named(cases: readonly TestCase[]): readonly TestCase[] {
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  return cases.map((one) => {
    const { group, name } = one;
    let number = numbers.get(keyOf(group, name)) ?? 1;
    let free = number === 1 ? name : `${name} (${number})`;
    while (taken.has(keyOf(group, free))) {
      number += 1;
      free = `${name} (${number})`;
    }
    numbers.set(keyOf(group, name), number);
    taken.add(keyOf(group, free));
    return { ...one, name: free };
  });
}
