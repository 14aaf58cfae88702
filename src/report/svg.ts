/** The address maps of a report as one SVG file, for README files and slides. */
import { addressMap } from './address-map.ts';
import { drawMap, mapHeight } from './address-map-svg.ts';
import { spellOutAll } from './escape.ts';
import { mapRules } from './html-style.ts';
import type { ReportRenderer } from './index.ts';
import { type Markup, el } from './markup.ts';
import type { Report } from './report.ts';
import { patterns } from './theme.ts';

const width = 960;
const margin = 24;
const titleHeight = 30;

export const renderSvg: ReportRenderer = (untrusted) => {
  const report = spellOutAll(untrusted);
  const { maps, height } = stacked(report);
  const title = `Address map of ${report.networks.map(({ name }) => name).join(', ')}`;
  const drawing = el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': title,
    },
    el('title', {}, title),
    el('style', {}, { markup: `<![CDATA[\n${mapRules}\n]]>` }),
    patterns(),
    el('rect', { class: 'page', width: '100%', height: '100%' }),
    maps,
  );
  return `${drawing.markup.trimStart()}\n`;
};

function stacked(report: Report): { readonly maps: readonly Markup[]; readonly height: number } {
  let y = margin;
  const maps = report.networks.map((network) => {
    const map = addressMap(network, report);
    const place = { x: margin, width: width - 2 * margin };
    const title = el('text', { class: 'title', x: margin, y: y + 14 }, network.name);
    const rows = el(
      'svg',
      { ...place, y: y + titleHeight, height: mapHeight(map) },
      drawMap(map, false),
    );
    y += titleHeight + mapHeight(map) + margin;
    return el('g', {}, title, rows);
  });
  return { maps, height: y };
}
