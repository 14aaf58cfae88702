import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/report/layout.ts';
import type { Report, ReportCluster, ReportRange } from '../../src/report/report.ts';
import { renderTable } from '../../src/report/table.ts';
import { emptyReport, prodReport } from './samples.ts';

const pipe = { colorLevel: 0 } as const;
const narrow = { colorLevel: 0, width: 80 } as const;

const prod = prodReport.clusters[0]!;

function withCluster(changes: Partial<ReportCluster>): Report {
  return { ...prodReport, clusters: [{ ...prod, ...changes }] };
}

const lineWith = (text: string, part: string): string =>
  text.split('\n').find((line) => line.includes(part)) ?? `no line with ${part}`;

describe('in a pipe', () => {
  const text = renderTable(prodReport, pipe);

  test('the page is plain text that ends in one newline', () => {
    expect(text).not.toContain('\u001b');
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/ \n/);
  });

  test('capacity is said in one sentence with what binds it', () => {
    expect(text).toContain(
      'Holds       256 nodes, 28,160 Pods, 4,094 Services; bound by pod-range, Services by service-range\n',
    );
  });

  test('a range shows what it needs, has and has left', () => {
    expect(lineWith(text, '10.4.0.0/16  ')).toBe(
      '  pod     pods      10.4.0.0/16  13,056  65,536  52,480  ██░░░░░░░░  19.9 %',
    );
  });

  test('the binding limit is marked without colour, with what one bit more buys', () => {
    expect(lineWith(text, '► pod-range')).toBe(
      '  ► pod-range              256       51       205  /15: 512       6.2 years',
    );
    expect(lineWith(text, '  node-range  ')).not.toContain('►');
  });

  test('each limit that binds has the page of Google behind it', () => {
    expect(text).toContain(
      '► pod-range stops nodes (https://cloud.google.com/kubernetes-engine/docs/concepts/alias-ips)\n',
    );
  });

  test('it says how far the node subnet can be expanded and what stops it', () => {
    expect(text).toContain(
      'node-range can be expanded in place to 10.0.0.0/18 (16,379 nodes), where office 10.0.64.0/18 stops it\n',
    );
  });

  test('a finding shows severity, rule, place, message, the other place and the fix', () => {
    expect(text).toContain(
      [
        '  error   range-overlap prod.yaml:21:17 (networks[0].clusters[0].ranges.pods)',
        '    10.4.0.0/16 (pods of prod) contains 10.4.16.0/20 (office)',
        '    office is here prod.yaml:4:24',
        '    fix: give one of them another range',
        '',
      ].join('\n'),
    );
  });

  test('a suppressed finding is shown with its reason and last day', () => {
    expect(text).toContain(
      '  warning docker-bridge-range\n    suppressed until 2027-06-30: isolated lab\n',
    );
  });

  test('an expired suppression is named as such', () => {
    const findings = prodReport.findings.map((finding) => ({
      ...finding,
      suppression: { reason: 'lab', until: '2026-01-31', expired: true },
    }));
    expect(renderTable({ ...prodReport, findings }, pipe)).toContain(
      'suppression expired on 2026-01-31: lab',
    );
  });

  test('what was not checked has its reason and place', () => {
    expect(text).toContain(
      'google_container_cluster.dev: its Pod range is known after apply main.tf:12:3\n',
    );
  });

  test('the last line is the summary', () => {
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      '1 error, 0 warnings, 0 infos; 1 suppressed, 1 not checked, 1 overlapping pair',
    );
  });

  test('no more than eight free blocks are named', () => {
    const free = Array.from({ length: 11 }, (_, index) => `10.${index}.0.0/16`);
    const networks = prodReport.networks.map((network) => ({ ...network, free }));
    expect(renderTable({ ...prodReport, networks }, pipe)).toContain('10.7.0.0/16 and 3 more\n');
  });

  test('node pools are listed where there are several', () => {
    const [pool] = prod.nodePools;
    const batch = { ...pool!, name: 'batch', podRange: null, nodes: null, maxNodes: 128 };
    const page = renderTable(withCluster({ nodePools: [pool!, batch] }), pipe);
    expect(lineWith(page, 'batch')).toBe(
      '  batch      –                110  /24        –    51   128',
    );
    expect(page).not.toContain('Per node');
  });
});

describe('unknown numbers', () => {
  const unknown = renderTable(
    withCluster({
      demand: { nodes: null, peakNodes: null, services: null },
      capacity: {
        nodes: null,
        pods: null,
        services: null,
        boundBy: { nodes: null, pods: null, services: null },
      },
      ranges: prod.ranges.map((range) => ({
        ...range,
        usable: null,
        needed: null,
        free: null,
        utilization: null,
      })),
    }),
    pipe,
  );

  test('are said to be unknown and never zero', () => {
    expect(lineWith(unknown, 'Holds')).toBe(
      '  Holds       unknown nodes, unknown Pods, unknown Services',
    );
    expect(lineWith(unknown, '10.4.0.0/16  ')).toMatch(/10\.4\.0\.0\/16( +–){4}$/);
  });
});

test('a range that is too small shows what is missing and a full bar', () => {
  const ranges = prod.ranges.map((range) => ({
    ...range,
    needed: 70_000,
    free: -4464,
    utilization: 70_000 / 65_536,
  }));
  expect(lineWith(renderTable(withCluster({ ranges }), pipe), '10.4.0.0/16  ')).toContain(
    '-4,464  ██████████ 106.8 %',
  );
});

test('a bar is full only where nothing is left and empty only where nothing is used', () => {
  const bars = [0, 0.001, 0.999, 1].map((utilization) => {
    const ranges = [{ ...prod.ranges[0]!, utilization }];
    return /[█░]+/.exec(renderTable(withCluster({ ranges }), pipe))?.[0];
  });
  expect(bars).toEqual(['░░░░░░░░░░', '█░░░░░░░░░', '█████████░', '██████████']);
});

test('a report about nothing is one line', () => {
  expect(renderTable(emptyReport, pipe)).toBe('0 errors, 0 warnings, 0 infos\n');
});

describe('colours', () => {
  const colourful = renderTable(prodReport, { colorLevel: 1 });

  test('change no character', () => {
    const withoutMap = { ...prodReport, networks: [] };
    const text = renderTable(withoutMap, { colorLevel: 1 });
    // oxlint-disable-next-line no-control-regex
    expect(text.replace(/\u001b\[\d+m/g, '')).toBe(renderTable(withoutMap, pipe));
    expect(text).toContain('\u001b[31merror');
  });

  /** Of the /9 that holds all that is not free each /15: nodes in 10.0, Pods in 10.4, Services in 10.8. */
  test('go with a map of shades, plain text with one of letters', () => {
    expect(lineWith(renderTable(prodReport, pipe), 'Map')).toBe(
      `  Map          10.0.0.0/9 N#P#S${'#'.repeat(59)}`,
    );
    expect(colourful).toContain(`10.0.0.0/9 █░▓░▒${'░'.repeat(59)}\n`);
    expect(colourful).toContain(
      '  █ nodes, ▓ Pods, ▒ Services, ░ taken or reserved; each is a /15',
    );
  });
});

test('a map fits beside its label, or is left out', () => {
  const mapAt = (width: number) => lineWith(renderTable(prodReport, { ...pipe, width }), 'Map');
  // 15 columns for the label, 11 for the block, 64, 32 and 16 for the map
  expect(mapAt(90)).toHaveLength(90);
  expect(mapAt(89)).toHaveLength(58);
  expect(mapAt(57)).toHaveLength(42);
  expect(mapAt(33)).toBe('no line with Map');
});

function fits(text: string, width: number): void {
  for (const line of text.split('\n')) {
    if (line.trim().includes(' ')) expect(displayWidth(line), line).toBeLessThanOrEqual(width);
  }
}

describe('at a terminal', () => {
  test('of 80 columns every line fits, and the tables stay tables', () => {
    const text = renderTable(prodReport, narrow);
    fits(text, 80);
    expect(lineWith(text, '► pod-range ')).toContain('6.2 years');
  });

  test.each([40, 59])('of %i columns every line fits and no number is lost', (width) => {
    const text = renderTable(prodReport, { colorLevel: 0, width });
    fits(text, width);
    expect(text.replace(/\s+/g, ' ')).toContain('Usable 65,536, Free 52,480');
  });

  test.each([0, 1, 20])('of %i columns nothing breaks and no number is lost', (width) => {
    const text = renderTable(prodReport, { colorLevel: 0, width });
    expect(text.replace(/\s+/g, ' ')).toContain('Usable 65,536, Free 52,480');
  });

  test('whatever the names are, 80 columns suffice and no control character passes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        const ranges = prod.ranges.map((range) => ({ ...range, name }));
        const text = renderTable(withCluster({ name, network: name, ranges }), narrow);
        expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
        const table = text.slice(text.indexOf('\n\n'), text.indexOf('What stops growth'));
        fits(table.normalize('NFC').replace(/[^\x20-\x7e█░─–\n]/gu, ''), 80);
      }),
    );
  });
});

test('more rows than the table library is quick with look the same', () => {
  const ranges: ReportRange[] = Array.from({ length: 300 }, (_, index) => ({
    ...prod.ranges[1]!,
    cidr: `10.${Math.floor(index / 100)}.${100 + (index % 100)}.0/24`,
  }));
  const few = renderTable(withCluster({ ranges: ranges.slice(0, 100) }), narrow).split('\n');
  const many = renderTable(withCluster({ ranges }), narrow).split('\n');
  const start = few.findIndex((line) => line.startsWith('  Range'));
  expect(many.slice(start, start + 102)).toEqual(few.slice(start, start + 102));
  expect(many.filter((line) => line.includes('pod pods'))).toHaveLength(300);
});
