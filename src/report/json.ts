import { escapeQuoted } from './escape.ts';
import type { ReportRenderer } from './index.ts';

/** The document that scripts rely on (RFC 8259), one value per line. */
export const renderJson: ReportRenderer = (report) =>
  `${escapeQuoted(JSON.stringify(report, null, 2))}\n`;
