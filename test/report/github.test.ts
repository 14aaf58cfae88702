import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderGithub } from '../../src/report/github.ts';
import type { Report, ReportFinding } from '../../src/report/report.ts';
import { emptyReport, prodReport } from './samples.ts';

const pipe = { colorLevel: 0 } as const;
const [overlap, bridge] = prodReport.findings;

function withFindings(findings: readonly ReportFinding[]): Report {
  return { ...emptyReport, findings: [...findings] };
}

function repeated(severity: ReportFinding['severity'], times: number): readonly ReportFinding[] {
  return Array.from({ length: times }, (_, index) => ({
    ...overlap!,
    severity,
    message: `${severity} ${index}`,
  }));
}

const linesOf = (report: Report) => renderGithub(report, pipe).trimEnd().split('\n');

/** As the runner reads a line: the command with its properties, and the message. */
function readCommand(line: string) {
  const [, name, properties = '', message = ''] =
    /^::(\w+)(?: ((?:[^:]|:(?!:))*))?::(.*)$/s.exec(line) ?? [];
  const unescape = (text: string) =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const pairs = properties.split(',').map((pair) => {
    const [key = '', ...value] = pair.split('=');
    return [key, unescape(value.join('='))];
  });
  return { name, properties: Object.fromEntries(pairs), message: unescape(message) };
}

describe('an annotation', () => {
  test('names file, line, column and rule, and says what it is and what to do', () => {
    expect(linesOf(prodReport)[0]).toBe(
      '::error file=prod.yaml,line=21,col=17,title=range-overlap::' +
        '10.4.0.0/16 (pods of prod) contains 10.4.16.0/20 (office)%0A' +
        'office is here: prod.yaml:4:24%0A' +
        'fix: give one of them another range%0A' +
        'https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips',
    );
  });

  test.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'notice'],
  ] as const)('of severity %s is a %s', (severity, name) => {
    const [line = ''] = linesOf(withFindings([{ ...overlap!, severity }]));
    expect(readCommand(line).name).toBe(name);
  });

  test('of a flag has no file and says which flag it is', () => {
    const where = { file: 'command line', path: '--pod-range' };
    const [line = ''] = linesOf(withFindings([{ ...overlap!, where, related: [] }]));
    expect(line).toMatch(/^::error title=range-overlap::/);
    expect(readCommand(line).message).toContain('\nat command line (--pod-range)\n');
  });

  test('of a file without a line says where in it', () => {
    const where = { file: './clusters.json', path: 'clusters[0]' };
    const [line = ''] = linesOf(withFindings([{ ...overlap!, where, related: [] }]));
    expect(line).toMatch(/^::error file=clusters\.json,title=range-overlap::/);
    expect(readCommand(line).message).toContain('\nat ./clusters.json (clusters[0])\n');
  });

  test('is not made of a suppressed finding, and is of one that expired', () => {
    expect(linesOf(withFindings([bridge!])).filter((line) => line.startsWith('::'))).toEqual([]);
    const suppression = { reason: 'lab', until: '2026-01-31', expired: true };
    const [line = ''] = linesOf(withFindings([{ ...bridge!, suppression }]));
    expect(readCommand(line)).toMatchObject({ name: 'warning' });
    expect(readCommand(line).message).toContain('\nsuppression expired on 2026-01-31: lab\n');
  });

  test('is not made of a finding that was there before', () => {
    const lines = linesOf(withFindings([{ ...overlap!, baseline: 'unchanged' }]));
    expect(lines.filter((line) => line.startsWith('::'))).toEqual([]);
  });
});

describe('what GitHub shows of a step', () => {
  const namesOf = (report: Report) =>
    linesOf(report).flatMap((line) => (line.startsWith('::') ? [readCommand(line).name] : []));
  const count = (names: readonly unknown[], name: string) =>
    names.filter((one) => one === name).length;

  test('is ten of each kind, and a notice says how many more there are', () => {
    const all = [...repeated('info', 12), ...repeated('warning', 11), ...repeated('error', 13)];
    const names = namesOf(withFindings(all));
    expect(['error', 'warning', 'notice'].map((name) => count(names, name))).toEqual([10, 10, 10]);
    expect(names).toHaveLength(30);
    const last = linesOf(withFindings(all)).at(-2) ?? '';
    expect(readCommand(last).message).toMatch(/^3 errors, 1 warning, 3 infos more\.\n/);
  });

  test('starts with the worst', () => {
    const all = [...repeated('info', 1), ...repeated('error', 2), ...repeated('warning', 1)];
    expect(namesOf(withFindings(all))).toEqual(['error', 'error', 'warning', 'notice']);
  });

  test('is all there is up to ten of each kind', () => {
    const all = [...repeated('error', 10), ...repeated('warning', 10), ...repeated('info', 10)];
    const names = namesOf(withFindings(all));
    expect(names).toHaveLength(30);
    expect(renderGithub(withFindings(all), pipe)).not.toContain('more');
  });

  test('has one notice about all that was not checked', () => {
    const one = prodReport.notChecked[0]!;
    const notChecked = Array.from({ length: 7 }, (_, index) => ({ ...one, what: `part ${index}` }));
    const report = { ...withFindings(repeated('info', 10)), notChecked };
    expect(namesOf(report)).toHaveLength(10);
    const line = linesOf(report).find((text) => text.includes('not checked')) ?? '';
    expect(readCommand(line).properties).toEqual({ title: '7 not checked' });
    expect(readCommand(line).message.split('\n')).toEqual([
      ...[0, 1, 2, 3, 4].map(
        (index) => `part ${index}: its Pod range is known after apply: main.tf:12:3`,
      ),
      'and 2 more',
    ]);
  });

  test('ends with the summary, also where there is nothing', () => {
    expect(renderGithub(emptyReport, pipe)).toBe('gke-ip-planner: 0 errors, 0 warnings, 0 infos\n');
  });
});

describe('texts of the input', () => {
  const hostile = 'a\n::error::b%0A::c\r\n##[error]d, e=f::g';

  function withTexts(text: string): Report {
    return {
      ...withFindings([
        {
          ...overlap!,
          rule: text,
          message: text,
          fix: text,
          docs: text,
          where: { file: text, line: 3, path: text },
          related: [{ message: text, where: { file: text } }],
        },
      ]),
      notChecked: [{ what: text, reason: text, where: { file: text } }],
    };
  }

  test('start no command of their own', () => {
    const lines = linesOf(withTexts(hostile));
    expect(lines).toHaveLength(3);
    expect(readCommand(lines[0] ?? '').properties).toEqual({
      file: String.raw`a\u000a::error::b%0A::c\u000d\u000a##[error]d, e=f::g`.replaceAll('\\', '/'),
      line: '3',
      title: String.raw`a\u000a::error::b%0A::c\u000d\u000a##[error]d, e=f::g`,
    });
  });

  test('come back as they are, whatever they are, from as many lines as there are commands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(!/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(text)); // these are spelled out
        const lines = linesOf(withTexts(text));
        expect(lines).toHaveLength(3);
        expect(readCommand(lines[0] ?? '').message.split('\n')[0]).toBe(text);
        expect(readCommand(lines[0] ?? '').properties['title']).toBe(text);
      }),
    );
  });
});
