import { parseFragment } from 'parse5';
import { expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { renderSvg } from '../../src/report/svg.ts';
import { emptyReport, prodReport } from './samples.ts';
import { isInstalled, judge } from './tools.ts';

const render = (report: Report) => renderSvg(report, { colorLevel: 0 });
const second = { ...prodReport.networks[0]!, name: '"><script>&' };
const two: Report = { ...prodReport, networks: [...prodReport.networks, second] };

test('the maps of all networks are one drawing that needs nothing else', () => {
  const svg = render(two);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="960" height="\d+"/);
  expect(svg.endsWith('</svg>\n')).toBe(true);
  expect(svg.match(/class="row"/g)?.length).toBeGreaterThan(5);
  expect(svg).toContain(
    '<title>Pods of prod (pods): 10.4.0.0/16, 65,536 addresses, 19.9 % used</title>',
  );
  expect(svg).not.toMatch(/href|<script/);
  expect(parseFragment(svg).childNodes.filter(({ nodeName }) => nodeName === 'svg')).toHaveLength(
    1,
  );
});

test('a report without networks is an empty drawing', () => {
  expect(render(emptyReport)).toContain('height="24"');
});

test('is the same again', () => {
  expect(render(structuredClone(two))).toBe(render(two));
});

test.skipIf(!isInstalled('xmllint', '--version'))('is XML, says xmllint', () => {
  expect(judge('xmllint', ['--noout', '-'], render(two))).toEqual({ status: 0, output: '' });
});
