/**
 * Characters that act on a terminal or hide what a text says: the control characters C0 and C1, the
 * marks that turn the reading direction (Unicode TR 9), and the two separators that end a line.
 */
const acting = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** Most texts, which are recognised fastest. */
const harmless = /^[\x20-\x7e]*$/;

/**
 * Those of them that JSON and YAML leave as they are inside a quoted string, and the three that YAML
 * does not take outside of one: https://yaml.org/spec/1.2.2/#51-character-set
 */
const unquoted = /[\u007f-\u009f\p{Bidi_Control}\u2028\u2029\ufeff\ufffe\uffff]/gu;

const codePoint = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/**
 * The text with U+FFFD for every half of a surrogate pair, as an encoder of UTF-8 writes it. JSON would
 * escape it instead, which strict readers refuse (RFC 8259, section 8.2).
 */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}

/** The text on one line with such characters spelled out: ESC becomes the six characters `\u001b`. */
export function spellOut(text: string): string {
  return harmless.test(text) ? text : wellFormed(text).replace(acting, codePoint);
}

/**
 * The document with {@link spellOut} done to every value, so that nothing behind it has to think of it.
 * Parts of it that need none are those of the given document and not copied.
 */
export function spellOutAll<T>(document: T): T;
export function spellOutAll(node: unknown): unknown {
  if (typeof node === 'string') return spellOut(node);
  if (typeof node !== 'object' || node === null) return node;
  let copy: object | undefined;
  for (const [key, value] of Object.entries(node)) {
    const shown: unknown = spellOutAll(value);
    if (shown === value) continue;
    copy ??= Array.isArray(node) ? [...node] : { ...node };
    Reflect.set(copy, key, shown);
  }
  return copy ?? node;
}

/** Whether a string needs double quotes, in which its characters can be escaped. */
export function needsEscapes(text: string): boolean {
  return text.search(unquoted) >= 0;
}

/** Escapes what JSON and YAML leave alone, in a text where it stands inside double quotes only. */
export function escapeQuoted(text: string): string {
  return text.replace(unquoted, codePoint);
}
