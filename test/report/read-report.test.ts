import { describe, expect, test } from 'vitest';
import { InputError, type Problem } from '../../src/errors.ts';
import { renderJson } from '../../src/report/json.ts';
import { readReport } from '../../src/report/read-report.ts';
import { emptyReport, prodReport } from './samples.ts';

function problemsOf(text: string): readonly Problem[] {
  try {
    readReport(text, 'saved.json');
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
}

test.each([
  ['with everything', prodReport],
  ['about nothing', emptyReport],
])('a saved report %s is read back as it was', (_, report) => {
  expect(readReport(renderJson(report, { colorLevel: 0 }))).toEqual(report);
});

test('a byte order mark does no harm', () => {
  expect(readReport(`\uFEFF${JSON.stringify(emptyReport)}`)).toEqual(emptyReport);
});

describe('what is no report', () => {
  test.each([
    ['', 1, 1],
    ['{"schemaVersion": 1,\n  "tool": tru}', 2, 11],
    ['{"schemaVersion": 1', 1, 20],
  ])('%j is not JSON from %i:%i on', (text, line, column) => {
    expect(problemsOf(text)).toEqual([
      {
        what: 'this is not JSON',
        fix: 'save the report with `--output json=<file>` and give that file',
        where: { file: 'saved.json', line, column },
      },
    ]);
  });

  test.each(['[]', 'null', '{"version": 4}', '"text"'])('%s has no schemaVersion', (text) => {
    expect(problemsOf(text).map(({ what }) => what)).toEqual([
      'this is not a report of gke-ip-planner: it has no schemaVersion',
    ]);
  });

  test('another schemaVersion is one problem, however much else differs', () => {
    expect(problemsOf('{"schemaVersion": 2}')).toEqual([
      {
        what: 'schemaVersion is 2; this planner reads 1',
        fix: 'make the report again with this version of gke-ip-planner',
        where: { file: 'saved.json', line: 1, column: 19, path: 'schemaVersion' },
      },
    ]);
  });

  test('every place that is wrong is named with what belongs there', () => {
    const text = renderJson(prodReport, { colorLevel: 0 })
      .replace('"vpcMtu": 1460', '"vpcMtu": "big"')
      .replace('"severity": "error"', '"severity": "fatal"')
      .replace('"network": "prod-vpc",', '');
    const problems = problemsOf(text);
    expect(problems.map(({ what, fix, where }) => [where?.path, what, fix])).toEqual([
      [
        'clusters[0].network',
        'clusters[0].network is missing',
        'make the report again with this version of gke-ip-planner',
      ],
      ['clusters[0].mtu.vpcMtu', 'clusters[0].mtu.vpcMtu is "big"', 'expected: number'],
      [
        'findings[0].severity',
        'findings[0].severity is "fatal"',
        'expected: ("error" | "warning" | "info")',
      ],
    ]);
    const lines = text.split('\n');
    const starts = problems.map(({ where }) =>
      lines[(where?.line ?? 0) - 1]?.slice((where?.column ?? 0) - 1),
    );
    expect(starts).toEqual(['{', '"big",', '"fatal",']);
  });
});
