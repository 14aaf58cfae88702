/** As much of Markdown as the documentation is checked for. */

/** A fenced block. */
export interface Fence {
  readonly language: string;
  /** The lines between the fences, each with its line break. */
  readonly body: string;
  /** Where the body starts and ends in the text. */
  readonly start: number;
  readonly end: number;
}

export function fencesOf(text: string): readonly Fence[] {
  return [...text.matchAll(/^( *)```(\w+)\n([^]*?)^\1```$/gm)].map((match) => {
    const [whole, , language = '', body = ''] = match;
    const start = match.index + whole.indexOf('\n') + 1;
    return { language, body, start, end: start + body.length };
  });
}

/** The text with its fenced blocks gone: prose, tables, headings. */
export function withoutFences(text: string): string {
  return text.replaceAll(/^( *)```\w*\n[^]*?^\1```$/gm, '');
}

/** The anchors of the headings, as GitHub makes them. */
export function anchorsOf(text: string): readonly string[] {
  return [...withoutFences(text).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

export function linksOf(text: string): readonly string[] {
  return [...withoutFences(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** Inline code, such as `--flag`. */
export function codeSpansOf(text: string): readonly string[] {
  return [...withoutFences(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** The cells of every row of a table, its head included and the line below it not. */
export function cellsOf(table: string): readonly (readonly string[])[] {
  return table
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf('|'))
        .split('|')
        .map((cell) => cell.trim()),
    );
}

/** The table below a heading, or the first below the text `after`. */
export function tableAfter(text: string, after: string): readonly (readonly string[])[] {
  const from = text.indexOf(after);
  const table = /(?:^\|.*\n)+/m.exec(text.slice(from));
  return from === -1 || table === null ? [] : cellsOf(table[0]);
}

/** A table as Markdown, its columns not yet aligned. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  return [head, head.map(() => '---'), ...body].map(formatRow).join('');
}

function formatRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
