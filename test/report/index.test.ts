import { expect, test } from 'vitest';
import { planRenderers, reportRenderers } from '../../src/report/index.ts';
import { devNetwork, emptyReport, prodNetwork, prodReport } from './samples.ts';

test.each(Object.entries(reportRenderers))(
  'the format %s gives the same text twice, ending in a newline',
  async (_, load) => {
    const render = await load();
    for (const report of [prodReport, emptyReport]) {
      const text = render(report, { colorLevel: 0 });
      expect(text).toMatch(/[^\n]\n$/);
      expect(render(report, { colorLevel: 0 })).toBe(text);
    }
  },
);

test.each(Object.entries(planRenderers))(
  'the plan format %s gives the same text twice, ending in a newline',
  async (_, load) => {
    const render = await load();
    const text = render([prodNetwork, devNetwork], []);
    expect(text).toMatch(/[^\n]\n$/);
    expect(render([prodNetwork, devNetwork], [])).toBe(text);
  },
);
