import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderJson } from '../../src/report/json.ts';
import type { Report } from '../../src/report/report.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { renderYaml } from '../../src/report/yaml-block.ts';
import { prodReport } from './samples.ts';

const style = { colorLevel: 3, width: 20 } as const;

function withText(text: string): Report {
  const findings = prodReport.findings.map((finding) => ({
    ...finding,
    message: text,
    facts: { name: text },
  }));
  return { ...prodReport, findings };
}

describe('the JSON report', () => {
  test('has two blanks a level and ends in a newline, whatever the terminal is', () => {
    expect(renderJson(prodReport, style)).toBe(`${JSON.stringify(prodReport, null, 2)}\n`);
  });

  test('is the report again when read, for every text in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(renderJson(withText(text), style))).toEqual(withText(text));
      }),
    );
  });
});

describe('the YAML report', () => {
  test('is the document of the JSON report', () => {
    expect(parse(renderYaml(prodReport, style))).toEqual(prodReport);
  });

  test('is the report again when read, for every text in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parse(renderYaml(withText(text), style))).toEqual(withText(text));
      }),
    );
  });

  test.each(['1.30', '1e3', 'on', '2027-06-30', '0x10', '12:30:00', 'null', ''])(
    'the text %j stays a text for readers of YAML 1.1, too',
    (text) => {
      expect(renderYaml(withText(text), style)).toContain(`message: "${text}"\n`);
      expect(parse(renderYaml(withText(text), style), { version: '1.1' }).findings[0].message).toBe(
        text,
      );
    },
  );

  test('long lines are not folded and nothing is an alias', () => {
    const where = { file: 'x', line: 1 };
    const long = withText('word '.repeat(60).trim());
    const shared = { ...long, notChecked: [1, 2].map(() => ({ what: 'a', reason: 'b', where })) };
    const text = renderYaml(shared, style);
    expect(text).toContain('word '.repeat(60).trim());
    expect(text).not.toMatch(/[&*]a\d/);
  });
});

test.each([
  ['JSON', renderJson],
  ['YAML', renderYaml],
])('no control character acts on a terminal through %s', (_, render) => {
  const text = render(withText('a\u001b[31m\u009b\u202e\u2066\u0007b'), style);
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
});

test.each([
  ['JSON', renderJson, (text: string): unknown => JSON.parse(text)],
  ['YAML', renderYaml, (text: string): unknown => parse(text)],
  ['SARIF', renderSarif, (text: string): unknown => JSON.parse(text)],
])('half of a surrogate pair is U+FFFD in %s, as strict readers refuse it', (_, render, read) => {
  const text = render(withText('a\ud800b\udc00c \ud83d\ude80'), style);
  expect(text).not.toMatch(/\\ud[89a-f]/i);
  expect(text).toContain('a\ufffdb\ufffdc \u{1f680}');
  expect(JSON.stringify(read(text))).toContain('a\ufffdb\ufffdc \u{1f680}');
});

test('what YAML takes in no text without quotes is escaped', () => {
  const text = renderYaml(withText('\ufeffa\ufffeb\uffffc'), style);
  expect(text).toContain(String.raw`message: "\ufeffa\ufffeb\uffffc"`);
  expect(text).not.toMatch(/[\ufeff\ufffe\uffff]/);
  expect(parse(text).findings[0].message).toBe('\ufeffa\ufffeb\uffffc');
});
