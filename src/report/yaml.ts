import { Document, Scalar, visit } from 'yaml';
import { escapeQuoted, needsEscapes, wellFormed } from './escape.ts';

/**
 * A document as YAML text: nothing folded, no anchors, and whatever YAML 1.1 or 1.2 would take for a
 * number, a date or a truth value (`1.30`, `on`) in quotes.
 */
export function yamlText(document: Document): string {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'string') return;
      const text = wellFormed(node.value);
      node.value = text;
      if (needsEscapes(text)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return escapeQuoted(document.toString({ lineWidth: 0 }));
}

/** A YAML document of plain data. */
export function yamlDocument(data: unknown): Document {
  return new Document(data, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
}
