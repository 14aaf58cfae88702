import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffReports } from '../../src/report/changes.ts';
import { renderHtml } from '../../src/report/html.ts';
import type { Report } from '../../src/report/report.ts';
import { attribute, named, readPage, section, textOf } from './page.ts';
import { emptyReport, prodReport } from './samples.ts';

const render = (report: Report) => renderHtml(report, { colorLevel: 0 });
const prod = prodReport.clusters[0]!;
const [overlap] = prodReport.findings;

const several = (count: number): Report => ({
  ...prodReport,
  clusters: Array.from({ length: count }, (_, at) => ({ ...prod, name: `prod-${at}` })),
});

const freeOnly: Report = {
  ...emptyReport,
  networks: prodReport.networks.map((network) => ({
    ...network,
    freeByPrefix: [{ prefixLength: 9, blocks: 1, fits: 4321 }],
  })),
};

const reports: readonly (readonly [string, Report])[] = [
  ['one cluster', prodReport],
  ['nothing', emptyReport],
  ['many clusters', several(30)],
  ['networks alone', { ...emptyReport, networks: prodReport.networks }],
  ['what is free', freeOnly],
  ['a change', diffReports(several(1), prodReport)],
  ['many findings', { ...prodReport, findings: Array.from({ length: 100 }, () => overlap!) }],
];

describe.each(reports)('a page about %s', (_, report) => {
  const html = render(report);
  const page = readPage(html);

  test('is a whole document without anything a parser has to forgive', () => {
    expect(page.errors).toEqual([]);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">[^]*<\/html>\n$/);
  });

  test('has every id once, and every link within it leads somewhere', () => {
    const ids = page.elements.flatMap((element) => attribute(element, 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = page.elements.flatMap((element) => attribute(element, 'href') ?? []);
    for (const target of targets.filter((one) => one.startsWith('#')))
      expect(ids).toContain(target.slice(1));
  });

  test('loads nothing, runs nothing, and links to pages over https alone', () => {
    const loading = new Set([
      'script',
      'img',
      'iframe',
      'object',
      'embed',
      'video',
      'audio',
      'form',
      'base',
    ]);
    expect(page.elements.map(({ tagName }) => tagName).filter((one) => loading.has(one))).toEqual(
      [],
    );
    expect(
      page.elements.flatMap(({ attrs }) => attrs).filter(({ name }) => /^on|^src/.test(name)),
    ).toEqual([]);
    for (const link of named(page, 'a')) expect(attribute(link, 'href')).toMatch(/^(#|https:\/\/)/);
    expect(html).not.toMatch(/@import|url\((?!#)/);
    const policy = named(page, 'meta').find((one) => attribute(one, 'http-equiv') !== undefined);
    expect(attribute(policy!, 'content')).toMatch(/^default-src 'none';/);
  });

  test('has headings without a gap, and tables that scroll with the keyboard and have a name', () => {
    const ranks = page.elements.flatMap(({ tagName }) => /^h([1-6])$/.exec(tagName)?.[1] ?? []);
    expect(ranks[0]).toBe('1');
    ranks.slice(1).forEach((rank, at) => {
      expect(Number(rank)).toBeLessThanOrEqual(Number(ranks[at]) + 1);
      expect(Number(rank)).toBeGreaterThan(1);
    });
    const regions = page.elements.filter((one) => attribute(one, 'role') === 'region');
    expect(regions).toHaveLength(named(page, 'table').length);
    for (const region of regions) {
      expect(attribute(region, 'aria-label')).toMatch(/./);
      expect(attribute(region, 'tabindex')).toBe('0');
    }
  });

  test('is the same again', () => {
    expect(render(structuredClone(report))).toBe(html);
  });
});

describe('a page about one cluster', () => {
  const page = readPage(render(prodReport));

  test('says in words what it holds, what stops it first, when, and what to change', () => {
    const [article] = named(page, 'article');
    const said = textOf(article!);
    expect(said).toContain(
      'How many nodes fit? 256 nodes, with 28,160 Pods. Planned: 50 nodes, 51 while they are upgraded. Room for 205 more.',
    );
    expect(said).toContain('What runs out first? Addresses for Pods: ');
    expect(said).toContain('When? In 6.2 years at the planned growth.');
    expect(said).toContain('What to change? error Give one of them another range.');
    expect(said).toContain(
      'a Pod range twice as wide (/15) raises this limit from 256 to 512 nodes.',
    );
    expect(said).toContain('Services: 4,094 fit, 1,000 are planned; full in 5.4 years.');
  });

  test('has ranges, limits, their sources, pools and assumptions', () => {
    expect(section(page, 'Ranges')).toContain(
      'pod pods 10.4.0.0/16 65,536 13,056 65,536 52,480 19.9 %',
    );
    const growth = section(page, 'What stops growth');
    expect(growth).toContain('pod-range first Nodes 256 51 205 /15: 512 6.2 years');
    expect(growth).toContain('in place up to 10.0.0.0/18: 16,379, stopped by office 10.0.64.0/18');
    expect(growth).toMatch(
      /Where these limits are documented +Addresses for Pods \(pod-range\) Addresses for nodes \(node-range\)/,
    );
    expect(section(page, 'Node pools')).toContain('default pods 110 /24 50 51 256');
    const assumed = section(page, 'Data plane and assumptions');
    expect(assumed).toContain("maximum Pods per node: 110 (GKE's default on Standard)");
    expect(assumed).toContain('dataplane-v2: MTU 1460 in the network, 1460 in Pods (inherited)');
  });

  test('has findings with fix, place and page, and those that do not count folded', () => {
    const findings = section(page, 'Findings (1)');
    expect(findings).toContain(
      'error range-overlap 10.4.0.0/16 (pods of prod) contains 10.4.16.0/20 (office).',
    );
    expect(findings).toContain('prod.yaml:21:17 (networks[0].clusters[0].ranges.pods)');
    expect(findings).toContain("Fix: give one of them another range. Google's page");
    expect(findings).toContain('Suppressed (1)');
    expect(findings).toContain('suppressed until 2027-06-30: isolated lab');
    expect(section(page, 'Not checked (1)')).toContain('its Pod range is known after apply');
  });

  test('has the map, whose ranges are links with a name, and the growth of nodes and Services', () => {
    const links = named(page, 'a').filter((one) => attribute(one, 'aria-label') !== undefined);
    expect(links.map((one) => attribute(one, 'aria-label'))).toContain(
      'Pods of prod (pods): 10.4.0.0/16, 65,536 addresses, 19.9 % used',
    );
    expect(links).toHaveLength(3);
    const growth = section(page, 'Growth');
    expect(growth).toMatch(/Nodes of prod over the years.*pod-range: 256, in 6.2 years/);
    expect(growth).toContain('Later: node-range (4,091) in 16.8 years');
    expect(growth).toMatch(/Services of prod over the years.*service-range: 4,094, in 5.4 years/);
  });

  test('stays below 100 KB', () => {
    expect(render(prodReport).length).toBeLessThan(100_000);
  });
});

test('each part can be reached by a link, those about networks by one', () => {
  const networks = ['a', 'b'].map((name) => ({ ...prodReport.networks[0]!, name }));
  const page = readPage(render({ ...prodReport, networks }));
  const [contents] = named(page, 'nav');
  expect(textOf(contents!)).toBe(
    'At a glance Findings (1) Address maps Growth Ranges What stops growth Node pools Data plane and assumptions Not checked (1)',
  );
});

test('a limit with another page for what it means for Pods has both', () => {
  const [limit] = prod.growthLimits;
  const growthLimits = [
    limit!,
    { ...limit!, resource: 'pods' as const, source: 'https://a.test/pods' },
  ];
  const page = readPage(render({ ...prodReport, clusters: [{ ...prod, growthLimits }] }));
  expect(section(page, 'What stops growth')).toMatch(
    /documented +Addresses for Pods \(pod-range\) Addresses for Pods \(pod-range\): Pods/,
  );
});

test('the legend has what is on the map', () => {
  const legend = (report: Report) =>
    textOf(readPage(render(report)).elements.find((one) => attribute(one, 'class') === 'legend')!);
  expect(legend(prodReport)).toBe(
    'nodes Pods Services taken or reserved several small ranges free share in use',
  );
  const { networks } = prodReport;
  expect(legend({ ...emptyReport, networks })).toBe('taken or reserved free');
});

test('a few clusters are compared in a table before each is told about', () => {
  const page = readPage(render(several(2)));
  expect(section(page, 'At a glance')).toMatch(/2 clusters in 1 network.*How many nodes fit\?/);
  expect(named(page, 'article')).toHaveLength(2);
});

test('a change shows capacity before and after', () => {
  const after = {
    ...prodReport,
    clusters: [{ ...prod, capacity: { ...prod.capacity, nodes: 128 } }],
  };
  const page = readPage(render(diffReports(prodReport, after)));
  expect(section(page, 'What changes')).toContain('nodes 256 128 -128');
  expect(section(page, 'Findings (0)')).toContain('Unchanged (');
  expect(named(page, 'h2').map(textOf)).toContain('After the change');
});

test('many clusters are compared in a table, and it says what is not shown', () => {
  const page = readPage(render(several(21)));
  expect(section(page, 'At a glance')).toContain(
    'prod-20 prod-vpc 51 256 pod-range 205 80.1 % 6.2 years service 24.4 % 0 0 0',
  );
  expect(section(page, 'At a glance')).toContain('A page about at most 20 clusters also shows');
  expect(named(page, 'article')).toEqual([]);
  for (const heading of ['Ranges', 'What stops growth first', 'Node pools'])
    expect(section(page, heading)).toMatch(new RegExp(`^ ${heading} of all 21 clusters `));
});

test('of many clusters an assumption is about, it says how many', () => {
  const some = several(30).clusters.map((cluster, at) =>
    at < 12 ? cluster : { ...cluster, assumptions: [] },
  );
  const few = some.map((cluster, at) => (at < 2 ? cluster : { ...cluster, assumptions: [] }));
  const about = (clusters: Report['clusters']) =>
    section(readPage(render({ ...prodReport, clusters })), 'Data plane and assumptions');
  expect(about(some)).toContain("(GKE's default on Standard) – 12 clusters");
  expect(about(few)).toContain("(GKE's default on Standard) – prod-0, prod-1");
});

test('whatever a name is, it is text: the elements are those of the page without it', () => {
  const shape = (report: Report) =>
    readPage(render(report)).elements.map(({ tagName, attrs }) => [
      tagName,
      attrs.map(({ name }) => name),
    ]);
  const withName = (name: string): Report => ({
    ...prodReport,
    clusters: [
      { ...prod, name, network: name, ranges: prod.ranges.map((range) => ({ ...range, name })) },
    ],
    networks: prodReport.networks.map((network) => ({ ...network, name })),
    findings: [{ ...overlap!, message: name, fix: name }],
    notChecked: [{ what: name, reason: name, where: null }],
  });
  const expected = shape(withName('name'));
  const hostile = [
    '"><script>alert(1)</script>',
    '</style><b>',
    "' onload='x",
    '<!--',
    ']]>',
    '&lt;',
  ];
  const names = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom(...hostile));
  fc.assert(
    fc.property(names, (name) => {
      const report = withName(`a${name}`);
      expect(readPage(render(report)).errors).toEqual([]);
      expect(shape(report)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test('5,000 ranges make less than 5 MB', () => {
  const clusters = Array.from({ length: 1667 }, (_, at) => {
    const [a, b] = [Math.floor(at / 256), at % 256];
    const cidrs = [`10.${a}.${b}.0/24`, `100.${64 + a}.${b}.0/24`, `10.${100 + a}.${b}.0/26`];
    const ranges = prod.ranges.map((range, index) => ({ ...range, cidr: cidrs[index]! }));
    return { ...prod, name: `cluster-${at}`, ranges };
  });
  const findings = clusters.map(({ name }) => ({
    ...overlap!,
    message: `${name}: ${overlap!.message}`,
  }));
  const html = render({ ...prodReport, clusters, findings });
  expect(html.length).toBeLessThan(5_000_000);
  expect(html.length).toBeGreaterThan(1_000_000);
});

test('what is free has room at each prefix length, and no verdict, as nothing was judged', () => {
  const shown = (report: Report) =>
    named(readPage(render(report)), 'body')
      .map(textOf)
      .join(' ');
  expect(shown(freeOnly)).toContain('/9 1 4,321');
  expect(shown(freeOnly)).not.toContain('0 errors');
  expect(shown(emptyReport)).toContain('0 errors');
});
