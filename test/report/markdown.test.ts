import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffReports } from '../../src/report/changes.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Report, ReportFinding } from '../../src/report/report.ts';
import { emptyReport, prodReport } from './samples.ts';

const render = (report: Report, limit?: number) =>
  renderMarkdown(report, { colorLevel: 0, ...(limit === undefined ? {} : { limit }) });
const [overlap, bridge] = prodReport.findings;
const prod = prodReport.clusters[0]!;

/** What is folded under a summary that starts so. */
function folded(text: string, summary: string): string {
  const [, after = ''] = text.split(`<summary>${summary}`);
  return after.split('</details>')[0] ?? '';
}

describe('a report', () => {
  const text = render(prodReport);

  test('starts with the verdict', () => {
    expect(text.split('\n')[0]).toBe(
      '## ❌ GKE IP ranges: 1 error, 0 warnings, 0 infos; 1 suppressed, 1 not checked, 1 overlapping pair',
    );
  });

  test.each([
    ['⚠️', { errors: 0, warnings: 1 }],
    ['✅', { errors: 0, warnings: 0 }],
  ])('whose worst is no error starts with %s', (mark, counts) => {
    const summary = { ...prodReport.summary, ...counts };
    expect(render({ ...prodReport, summary })).toMatch(new RegExp(`^## ${mark} `));
  });

  test('has the capacity of a cluster and its ranges as a table', () => {
    expect(text).toContain(
      [
        '### Cluster prod (network prod-vpc, standard, europe-west1)',
        '',
        '- Holds: 256 nodes, 28,160 Pods, 4,094 Services; bound by pod-range, Services by service-range',
        '- Needs: 50 nodes (51 while upgraded), 1,000 Services',
        '- Per node: 110 Pods in a /24',
        '- Data plane: dataplane-v2; MTU 1460 in the network, 1460 in Pods (inherited)',
        '',
        '| Range | CIDR | Needed | Usable | Free | Used |',
        '| :--- | :--- | ---: | ---: | ---: | :--- |',
        '| node | 10.0.0.0/20 | 52 | 4,092 | 4,040 | █░░░░░░░░░ 1.4 % |',
        '| pod pods | 10.4.0.0/16 | 13,056 | 65,536 | 52,480 | ██░░░░░░░░ 19.9 % |',
        '| service services | 10.8.0.0/20 | 1,000 | 4,094 | 3,094 | ██░░░░░░░░ 24.4 % |',
        '',
      ].join('\n'),
    );
  });

  test('folds findings by severity, errors open, each on a line', () => {
    expect(text).toContain('<details open><summary>Errors (1)</summary>\n\n- **`range-overlap`** ');
    expect(folded(text, 'Errors (1)').trim().split('\n').slice(2)).toEqual([
      '- **`range-overlap`** 10.4.0.0/16 (pods of prod) contains 10.4.16.0/20 (office)' +
        '<br>at `prod.yaml:21:17 (networks[0].clusters[0].ranges.pods)`' +
        '<br>office is here: prod.yaml:4:24' +
        "<br>fix: give one of them another range ([Google's page]" +
        '(https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips))',
    ]);
    expect(text).not.toContain('Warnings (');
    expect(folded(text, 'Suppressed (1)')).toContain('suppressed until 2027-06-30: isolated lab');
  });

  test('folds what stops growth, with the page behind a limit', () => {
    const growth = folded(text, 'What stops growth');
    expect(growth).toContain(
      '| **► pod-range** | **256** | 51 | **205** | /15: 512 | 6.2 years |\n',
    );
    expect(growth).toContain(
      '- ► pod-range stops nodes (<https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips>)\n',
    );
  });

  test('folds what was not checked and what was assumed', () => {
    expect(folded(text, 'Not checked (1)')).toContain(
      '\n- google\\_container\\_cluster.dev: its Pod range is known after apply: main.tf:12:3\n',
    );
    expect(folded(text, 'Assumptions')).toContain(
      "\n- `prod` maximum Pods per node: 110 (GKE's default on Standard)\n",
    );
  });

  test('about nothing is one line', () => {
    expect(render(emptyReport)).toBe('## ✅ GKE IP ranges: 0 errors, 0 warnings, 0 infos\n');
  });

  test('folds what was there before apart from what is new', () => {
    const findings: ReportFinding[] = [
      { ...overlap!, baseline: 'unchanged', message: 'old' },
      { ...overlap!, baseline: 'new', message: 'young' },
    ];
    const page = render({ ...emptyReport, findings });
    expect(folded(page, 'Errors (1)')).toContain('young');
    expect(folded(page, 'Unchanged (1)')).toContain('old');
  });
});

describe('a change', () => {
  const smaller = { ...prod.capacity, nodes: 128 };
  const after: Report = { ...prodReport, clusters: [{ ...prod, capacity: smaller }], findings: [] };

  test('shows capacity before and after, and folds what it fixes', () => {
    const text = render(diffReports(prodReport, after));
    expect(text).toContain('### Cluster prod (network prod-vpc) changed\n');
    expect(text).toContain('| Capacity | Before | After | Change |\n');
    expect(text).toContain('| nodes | 256 | 128 | **-128** |\n');
    expect(folded(text, 'Fixed (')).toContain('contains 10.4.16.0/20');
    expect(folded(text, 'Capacity after the change')).toContain('- Holds: 128 nodes, ');
  });

  test('that brings a finding shows it among the errors', () => {
    const text = render(diffReports(after, prodReport));
    expect(folded(text, 'Errors (1)')).toContain('contains 10.4.16.0/20');
  });
});

describe('the length', () => {
  const long = (severity: ReportFinding['severity'], times: number): ReportFinding[] =>
    Array.from({ length: times }, (_, index) => ({
      ...overlap!,
      severity,
      message: `${severity} ${index} ${'x'.repeat(100)}`,
    }));
  const clusters = Array.from({ length: 200 }, (_, index) => ({ ...prod, name: `prod-${index}` }));

  test('of a comment is kept, errors before all else, and it says what is missing', () => {
    const findings = [...long('error', 100), ...long('warning', 200)];
    const text = render({ ...prodReport, clusters, findings }, 300);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.length).toBeGreaterThan(60_000);
    expect(text.match(/\berror \d+ x/g)).toHaveLength(100);
    const shown = text.match(/\bwarning \d+ x/g)?.length ?? 0;
    expect(text).toContain(`_and ${200 - shown} more lines, for which there is no room here_`);
  });

  test('cut to fit leaves whole lines and nothing open', () => {
    const text = render({ ...prodReport, clusters, findings: long('error', 1000) }, 1000);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.match(/<details/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    for (const line of text.split('\n')) {
      if (line.startsWith('- **')) expect(line).toMatch(/alias-ips\)\)$/);
      if (line.startsWith('|')) expect(line).toMatch(/\|$/);
    }
  });

  test('is kept whatever the texts are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.nat(400), (text, times) => {
        const findings = Array.from({ length: times }, () => ({ ...overlap!, message: text }));
        const page = render({ ...prodReport, clusters: clusters.slice(0, times), findings });
        expect(page.length).toBeLessThanOrEqual(65_536);
        expect(page.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
      }),
      { numRuns: 20 },
    );
  });
});

test('a text of the input neither acts nor breaks a table', () => {
  const name = '@all #12 | <script> [a](https://example.com) `b` *c* $d$';
  const shown =
    '@&#8203;all #&#8203;12 \\| &lt;script&gt; \\[a\\](https:&#8203;//example.com) \\`b\\` \\*c\\* &#36;d&#36;';
  const ranges = [{ ...prod.ranges[1]!, name }];
  const findings = [{ ...bridge!, message: name, fix: name, docs: `https://x.example/(${name}` }];
  const text = render({ ...prodReport, clusters: [{ ...prod, name, ranges }], findings });
  expect(text).toContain(`### Cluster ${shown} (`);
  expect(text).toContain(`| pod ${shown} | 10.4.0.0/16 |`);
  expect(folded(text, 'Suppressed (1)').trim().split('\n').at(-1)).toBe(
    `- **\`docker-bridge-range\`** ${shown}<br>suppressed until 2027-06-30: isolated lab<br>fix: ${shown}`,
  );
  expect(folded(text, 'Assumptions')).toContain(
    '- ``@all #12 | <script> [a](https://example.com) `b` *c* $d$`` maximum Pods',
  );
});
