/** Ten times the findings, in each format. */
import { planner } from '../measure.mjs';
import { ratio } from '../measures.mjs';
import { savedReport } from '../reports.mjs';

export const formats = [
  'table',
  'yaml',
  'json',
  'markdown',
  'html',
  'svg',
  'github',
  'sarif',
  'junit',
];

/** @param {{ranges: number}} sizes */
export function output({ ranges }) {
  const [many, fewer] = [ranges / 10, ranges / 100];
  const [n, tenth] = [many, fewer].map((count) => count.toLocaleString('en-US'));
  const render = (file, format) =>
    planner('report', file, '-o', format, '--fail-on', 'never', '--no-color');
  return [
    {
      suite: 'output',
      sized: true,
      rounds: 3,
      files: { 'many.json': () => savedReport(many), 'fewer.json': () => savedReport(fewer) },
      runs: Object.fromEntries(
        formats.flatMap((format) => [
          [`${format}Many`, render('many.json', format)],
          [`${format}Fewer`, render('fewer.json', format)],
        ]),
      ),
      measures: formats.map((format) => ({
        name: `${format} of ${n} findings / of ${tenth}`,
        ...ratio(`${format}Many`, `${format}Fewer`),
        most: 12,
      })),
    },
  ];
}
