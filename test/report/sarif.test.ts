import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../src/report/fingerprint.ts';
import type { Report, ReportFinding } from '../../src/report/report.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { rules } from '../../src/rules/index.ts';
import { emptyReport, prodReport } from './samples.ts';

const [overlap, bridge] = prodReport.findings;
const withFindings = (...findings: ReportFinding[]): Report => ({ ...emptyReport, findings });

/** The first run of the log. */
function runOf(report: Report) {
  return JSON.parse(renderSarif(report, { colorLevel: 0 })).runs[0];
}

const resultOf = (finding: ReportFinding) => runOf(withFindings(finding)).results[0];

/** The schema of OASIS is in draft 4, of which it uses nothing that draft 7 reads otherwise. */
const validate = (() => {
  const file = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
})();

function expectValid(report: Report): void {
  const valid = validate(JSON.parse(renderSarif(report, { colorLevel: 0 })));
  expect(validate.errors ?? []).toEqual([]);
  expect(valid).toBe(true);
}

describe('the schema of SARIF 2.1.0', () => {
  test('refuses what it should', () => {
    const results = [{ level: 'info', message: { text: 'a' } }];
    expect(validate({ version: '2.1.0', runs: [{ results }] })).toBe(false);
  });

  test.each([
    ['with findings', prodReport],
    ['about nothing', emptyReport],
    ['against an earlier one', withFindings({ ...overlap!, baseline: 'new' })],
  ])('accepts a report %s', (_, report) => {
    expectValid(report);
  });

  test('accepts whatever the texts are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, expired) => {
        const where = { file: text, line: 1, path: text };
        expectValid({
          ...withFindings({
            ...overlap!,
            rule: text,
            message: text,
            where,
            related: [{ message: text, where }, { message: text }],
            facts: { text, texts: [text] },
            suppression: { reason: text, expired },
          }),
          notChecked: [{ what: text, reason: text, where }],
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe('a rule', () => {
  const { driver } = runOf(emptyReport).tool;

  test('of the catalogue is there, in its order, also where it found nothing', () => {
    expect(driver.rules.map(({ id }: { id: string }) => id)).toEqual(rules.map(({ id }) => id));
  });

  test('says what it finds, why, how to fix it, and where to read on', () => {
    const rule = driver.rules.find(({ id }: { id: string }) => id === 'vpc-mtu');
    expect(rule).toMatchObject({
      name: 'VpcMtu',
      shortDescription: { text: 'An MTU that VPC refuses' },
      helpUri: 'https://cloud.google.com/vpc/docs/mtu',
      defaultConfiguration: { level: 'error' },
      properties: { 'problem.severity': 'error' },
    });
    expect(rule.help.text).toContain('\n\nFix: Set an MTU from 1300 to 8896');
    expect(rule.help.markdown).toMatch(/^\*\*Why:\*\* /);
  });
});

describe('a result', () => {
  test('has rule, level, text and place', () => {
    const [result] = runOf(prodReport).results;
    expect(result).toMatchObject({
      ruleId: 'range-overlap',
      ruleIndex: 0,
      level: 'error',
      message: {
        text: '10.4.0.0/16 (pods of prod) contains 10.4.16.0/20 (office). Fix: give one of them another range.',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'prod.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 21, startColumn: 17 },
          },
          logicalLocations: [{ fullyQualifiedName: 'networks[0].clusters[0].ranges.pods' }],
        },
      ],
      relatedLocations: [
        {
          id: 0,
          message: { text: 'office is here' },
          physicalLocation: { region: { startLine: 4, startColumn: 24 } },
        },
      ],
      properties: { facts: { shared: '10.4.16.0/20' } },
    });
  });

  test('of an info is a note', () => {
    expect(resultOf({ ...overlap!, severity: 'info' }).level).toBe('note');
  });

  test('of a rule of another version has no index', () => {
    const result = resultOf({ ...overlap!, rule: 'from-tomorrow' });
    expect(result).toMatchObject({ ruleId: 'from-tomorrow' });
    expect(result).not.toHaveProperty('ruleIndex');
  });

  test('that is suppressed says why and how long; any other says that it is not', () => {
    expect(runOf(prodReport).results[1].suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'isolated lab (until 2027-06-30)' },
    ]);
    expect(runOf(prodReport).results[0].suppressions).toEqual([]);
  });

  test('whose suppression expired is not suppressed, and says so', () => {
    const suppression = { reason: 'lab', until: '2026-01-31', expired: true };
    const result = resultOf({ ...bridge!, suppression, baseline: 'unchanged' });
    expect(result.suppressions).toEqual([]);
    expect(result.message.text).toContain(' suppression expired on 2026-01-31: lab. ');
  });

  test('says against an earlier report whether it is new', () => {
    expect(resultOf({ ...overlap!, baseline: 'new' }).baselineState).toBe('new');
    expect(resultOf({ ...overlap!, baseline: 'unchanged' }).baselineState).toBe('unchanged');
    expect(resultOf(overlap!)).not.toHaveProperty('baselineState');
  });

  test.each([
    ['./infra/prod.tf', 'infra/prod.tf'],
    [String.raw`infra\prod.tf`, 'infra/prod.tf'],
    ['../shared/a b#1%.tf', '../shared/a%20b%231%25.tf'],
    ['c:d.tf', 'c%3Ad.tf'],
    ['größe.yaml', 'gr%C3%B6%C3%9Fe.yaml'],
  ])('in %s is at the address %s', (file, uri) => {
    const [place] = resultOf({ ...overlap!, where: { file, line: 3 } }).locations;
    expect(place.physicalLocation.artifactLocation).toEqual({ uri, uriBaseId: '%SRCROOT%' });
  });

  test.each([
    ['/srv/net 1.yaml', 'file:///srv/net%201.yaml'],
    [String.raw`C:\net\prod.yaml`, 'file:///C:/net/prod.yaml'],
    [String.raw`\\server\net.yaml`, 'file://server/net.yaml'],
  ])('in %s, which is absolute, is at %s', (file, uri) => {
    const [place] = resultOf({ ...overlap!, where: { file, line: 3 } }).locations;
    expect(place.physicalLocation.artifactLocation).toEqual({ uri });
  });

  test('shows no text of an input as a link or a placeholder', () => {
    const { message } = resultOf({ ...overlap!, message: '[a](https://example.com) {0}' });
    expect(message.text).toMatch(/^\[a\] \(https:\/\/example\.com\) \{\{0\}\}\./);
  });
});

describe('a result without a file', () => {
  const flag = { file: 'command line', path: '--pod-range' };

  test('is at the first line of a file of the run, with its true place beside it', () => {
    const report = withFindings({ ...overlap!, where: flag, related: [] }, overlap!);
    expect(runOf(report).results[0].locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'prod.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: 'command line: --pod-range' }],
      },
    ]);
  });

  test.each([flag, { file: '-', line: 7, column: 3 }, null])(
    'has a file and a line also where the run has no file (%o)',
    (where) => {
      const [place] = resultOf({ ...overlap!, where, related: [] }).locations;
      expect(place.physicalLocation).toEqual({
        artifactLocation: { uri: 'command-line', uriBaseId: '%SRCROOT%' },
        region: { startLine: 1 },
      });
    },
  );

  test('names a related place that is in no file in its text', () => {
    const related = [
      { message: 'office is here', where: { file: 'command line', path: '--used' } },
    ];
    const result = resultOf({ ...overlap!, related });
    expect(result).not.toHaveProperty('relatedLocations');
    expect(result.message.text).toContain('. office is here: command line (--used). Fix: ');
  });
});

describe('a fingerprint', () => {
  const keyOf = (finding: ReportFinding) =>
    resultOf(finding).partialFingerprints['gkeIpPlannerFinding/v1'];

  test('is that of the finding, so that a moved line keeps it', () => {
    expect(keyOf(overlap!)).toBe(`${fingerprintOf(overlap!)}:1`);
    expect(keyOf({ ...overlap!, where: { file: 'prod.yaml', line: 99 } })).toBe(keyOf(overlap!));
  });

  test('is there once in a log', () => {
    const { results } = runOf(withFindings(overlap!, overlap!, bridge!));
    const keys = results.map(
      (result: { partialFingerprints: object }) => Object.values(result.partialFingerprints)[0],
    );
    expect(new Set(keys).size).toBe(3);
  });
});

test('what was not checked is a notification of the run', () => {
  expect(runOf(prodReport).invocations).toEqual([
    {
      executionSuccessful: true,
      toolExecutionNotifications: [
        {
          level: 'note',
          message: {
            text: 'Not checked: google_container_cluster.dev: its Pod range is known after apply.',
          },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'main.tf', uriBaseId: '%SRCROOT%' },
                region: { startLine: 12, startColumn: 3 },
              },
            },
          ],
        },
      ],
    },
  ]);
});

test('no control character acts on a terminal', () => {
  const text = renderSarif(
    withFindings({ ...overlap!, message: 'a\u001b[31m\u009b\u202e\u0007b' }),
    {
      colorLevel: 0,
    },
  );
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
});
