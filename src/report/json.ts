import { escapeQuoted, wellFormed } from './escape.ts';
import type { ReportRenderer } from './index.ts';

/** The document that scripts rely on (RFC 8259), one value per line. */
export const renderJson: ReportRenderer = (report) =>
  `${escapeQuoted(JSON.stringify(report, encodable, 2))}\n`;

function encodable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? wellFormed(value) : value;
}
