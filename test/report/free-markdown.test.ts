import { expect, test } from 'vitest';
import { renderFreeMarkdown } from '../../src/report/free-markdown.ts';
import { emptyReport, prodReport } from './samples.ts';

const pipe = { colorLevel: 0 } as const;

test('every free block of a network stands in a table', () => {
  expect(renderFreeMarkdown(prodReport, pipe)).toBe(
    [
      '## Free addresses',
      '',
      '### Network prod-vpc',
      '',
      '- Space: 10.0.0.0/8',
      '- Used: 73,728 addresses',
      '- Free: 16,703,488 addresses, at most 10.128.0.0/9 in one block',
      '',
      '| Free | Addresses |',
      '| :--- | ---: |',
      '| 10.0.16.0/20 | 4,096 |',
      '| 10.0.32.0/19 | 8,192 |',
      '| 10.128.0.0/9 | 8,388,608 |',
      '',
      '<details><summary>Not checked (1)</summary>',
      '',
      '- google\\_container\\_cluster.dev: its Pod range is known after apply: main.tf:12:3',
      '',
      '</details>',
      '',
    ].join('\n'),
  );
});

test('nothing gives the same text twice, ending in a newline', () => {
  expect(renderFreeMarkdown(emptyReport, pipe)).toBe('## Free addresses\n');
});
