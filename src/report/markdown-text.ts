/** Texts of inputs inside GitHub's and GitLab's Markdown: shown as they are, never acting. */

/**
 * Characters with a meaning, and what shows them without it. A mention, a reference to an issue and a
 * bare address act on the rendered text, where no backslash is left; a blank without width ends them.
 */
const meanings: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '@': '@&#8203;',
  '#': '#&#8203;',
  $: '&#36;',
  '://': ':&#8203;//',
};

/** Pages that the catalogue and the limits name; they stay links. */
const trustedPage = String.raw`https://(?:(?:docs\.)?cloud\.google\.com|kubernetes\.io)/[\w./#%-]*`;

const acting = new RegExp(String.raw`${trustedPage}|://|www\.|[&<>@#$\\\x60*_[\]|~]`, 'gi');

/** A text within a line, which the caller begins with something else. */
export function prose(text: string): string {
  return text.replaceAll(acting, (found) => {
    if (/^https:/i.test(found)) return `<${found}>`;
    if (/^www/i.test(found)) return found.replace('.', '&#8203;.');
    return meanings[found] ?? `\\${found}`;
  });
}

/** A text in a code span, where nothing acts. Not for tables, where `|` ends a cell in it as well. */
export function code(text: string): string {
  if (text.trim() === '') return '';
  const runs = text.match(/`+/g) ?? [];
  const longest = runs.reduce((most, { length }) => Math.max(most, length), 0);
  const fence = '`'.repeat(longest + 1);
  const blank = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${blank}${text}${blank}${fence}`;
}

/** A link to a page; nothing for an address that is none of a page. */
export function link(words: string, address: string): string | undefined {
  return /^https:\/\/[\w./#%?=&-]+$/.test(address) ? `[${words}](${address})` : undefined;
}
