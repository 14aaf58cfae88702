/** Brings blocks and tables of a document up to date. */
import { format, resolveConfig } from 'prettier';
import { formatTable } from './markdown.ts';
import { playDocument } from './session.ts';
import { madeTables } from './tables.ts';

/** Output of commands, which the session plays, and tables, which data makes. */
export async function refreshed(text: string, file: string): Promise<string> {
  const options = { ...(await resolveConfig(file)), filepath: file };
  const tables = Object.entries(madeTables).reduce(
    (document, [name, rows]) =>
      document.replace(
        new RegExp(`(<!-- table: ${name} -->\n)[^]*?(<!-- end -->)`),
        (_, start: string, end: string) => `${start}\n${formatTable(rows())}\n${end}`,
      ),
    text,
  );
  // The formatter may move lines of a file example, which findings name.
  return withOutput(await format(tables, options));
}

async function withOutput(text: string): Promise<string> {
  const fences = await playDocument(text);
  return fences
    .filter(({ language }) => language === 'console')
    .toReversed()
    .reduce((document, { start, end, expected }) => {
      return document.slice(0, start) + expected + document.slice(end);
    }, text);
}
