import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderJunit } from '../../src/report/junit.ts';
import type { Report, ReportFinding } from '../../src/report/report.ts';
import { rules } from '../../src/rules/index.ts';
import { emptyReport, prodReport } from './samples.ts';
import { isInstalled, judge } from './tools.ts';

const pipe = { colorLevel: 0 } as const;
const schema = fileURLToPath(new URL('junit.xsd', import.meta.url));
const [overlap, bridge] = prodReport.findings;
const render = (report: Report) => renderJunit(report, pipe);
const withFindings = (...findings: ReportFinding[]): Report => ({ ...emptyReport, findings });
const numberOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

describe('a test case', () => {
  const text = render(prodReport);

  test('of an error fails, with all that is known in its text', () => {
    expect(text).toContain(
      [
        '    <testcase classname="gke-ip-planner.range-overlap" name="10.4.0.0/16 (pods of prod) contains 10.4.16.0/20 (office)">',
        '      <failure type="range-overlap" message="10.4.0.0/16 (pods of prod) contains 10.4.16.0/20 (office)">error range-overlap at prod.yaml:21:17 (networks[0].clusters[0].ranges.pods)',
        '10.4.0.0/16 (pods of prod) contains 10.4.16.0/20 (office)',
        'office is here: prod.yaml:4:24',
        'fix: give one of them another range',
        'https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips</failure>',
        '    </testcase>',
      ].join('\n'),
    );
  });

  test('of a suppressed finding is skipped with the reason', () => {
    expect(text).toContain('<skipped message="suppressed until 2027-06-30: isolated lab">');
  });

  test('of what was not checked is skipped with the reason', () => {
    expect(text).toContain(
      '    <testcase classname="gke-ip-planner.not-checked" name="google_container_cluster.dev">\n' +
        '      <skipped message="its Pod range is known after apply">',
    );
  });

  test.each(['warning', 'info'] as const)('of severity %s passes and says why', (severity) => {
    const output = render(withFindings({ ...overlap!, severity }));
    expect(output).not.toContain('<failure');
    expect(output).toContain(`<system-out>${severity} range-overlap at prod.yaml:21:17`);
  });

  test.each([
    ['error', 1],
    ['warning', 2],
    ['info', 3],
    ['never', 1],
  ] as const)(
    'fails from the severity on that fails the run (%s), an error always',
    (failOn, n) => {
      const findings = (['error', 'warning', 'info'] as const).map((severity) => ({
        ...overlap!,
        severity,
      }));
      const output = renderJunit(withFindings(...findings), { ...pipe, failOn });
      expect(numberOf(output, /<failure /g)).toBe(n);
      expect(output).toContain(` failures="${n}" errors="0" skipped="0">`);
    },
  );

  test('of an expired suppression counts again', () => {
    const suppression = { reason: 'lab', until: '2026-01-31', expired: true };
    const output = render(withFindings({ ...overlap!, suppression }));
    expect(output).toContain('<failure');
    expect(output).toContain('suppression expired on 2026-01-31: lab');
  });

  test('of a finding that was there before is skipped', () => {
    const output = render(withFindings({ ...overlap!, baseline: 'unchanged' }));
    expect(output).not.toContain('<failure');
    expect(output).toContain('<skipped');
  });

  test('of a rule that found nothing passes', () => {
    expect(numberOf(render(emptyReport), /<testcase [^>]*\/>/g)).toBe(rules.length);
    expect(render(emptyReport)).toContain(
      '<testcase classname="gke-ip-planner.vpc-mtu" name="no finding: An MTU that VPC refuses"/>',
    );
  });

  test('of a rule of another version is there, too', () => {
    expect(render(withFindings({ ...overlap!, rule: 'from-tomorrow' }))).toContain(
      '<failure type="from-tomorrow"',
    );
  });

  test('has a name of its own, as GitLab shows one of each name', () => {
    const twice = render(
      withFindings(
        { ...overlap!, message: 'a' },
        { ...overlap!, message: 'a' },
        { ...overlap!, message: 'a (2)' },
        { ...overlap!, message: 'a' },
      ),
    );
    const names = [...twice.matchAll(/<testcase classname="[^"]*overlap" name="([^"]*)"/g)];
    expect(names.map(([, name]) => name)).toEqual(['a', 'a (2)', 'a (2) (2)', 'a (3)']);
  });
});

test('the counts are those of the cases', () => {
  // One error, one suppressed warning, one thing not checked; each rule but the two is a passed case.
  expect(render(prodReport)).toContain(
    `<testsuite name="gke-ip-planner" tests="${rules.length + 1}" failures="1" errors="0" skipped="2">`,
  );
});

test('what XML has no characters for does not break it', () => {
  const text = render(withFindings({ ...bridge!, message: `<a&"b">\u0000\u001b\ufffe\ud800]]>` }));
  expect(text).toContain(
    String.raw`name="&lt;a&amp;&quot;b&quot;&gt;\u0000\u001b` + '\ufffd\ufffd]]&gt;"',
  );
});

test('every element is closed in its turn and every attribute quoted, whatever the texts are', () => {
  const attributes = String.raw`(?: [a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*`;
  const tag = new RegExp(String.raw`<(/?)([a-z-]+)${attributes}(/?)>`, 'g');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const finding = { ...overlap!, rule: text, message: text, fix: text };
      const document = render(withFindings(finding, bridge!)).replace(/^<\?xml .*\?>\n/, '');
      const open: (string | undefined)[] = [];
      const between = document.replaceAll(
        tag,
        (_, closing: string, name: string, empty: string) => {
          if (closing !== '') expect(open.pop()).toBe(name);
          else if (empty === '') open.push(name);
          return '';
        },
      );
      expect(open).toEqual([]);
      expect(between.replaceAll(/&(?:amp|lt|gt|quot);/g, '')).not.toMatch(/[<>&]/);
    }),
  );
});

describe.skipIf(!isInstalled('xmllint', '--version'))("Jenkins' schema, by xmllint", () => {
  const validate = (text: string) =>
    judge('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], text);

  test('refuses what it should', () => {
    expect(validate('<testsuites><testcase name="a"/></testsuites>').status).not.toBe(0);
  });

  test.each([
    ['with findings', prodReport],
    ['about nothing', emptyReport],
  ])('accepts a report %s', (_, report) => {
    expect(validate(render(report))).toMatchObject({ status: 0 });
  });

  test('accepts whatever the texts are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const finding = { ...overlap!, rule: text, message: text, fix: text };
        expect(validate(render(withFindings(finding, bridge!)))).toMatchObject({ status: 0 });
      }),
      { numRuns: 20 },
    );
  });
});
