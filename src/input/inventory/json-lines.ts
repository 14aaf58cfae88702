/** Records of an inventory in JSON Lines: one on each line. */
import { syntaxFault } from '../document-json.ts';
import { formatRoute } from '../route.ts';
import { defined } from '../../defined.ts';
import { Complaints, withComplaints } from './complaints.ts';
import type { PieceReader } from './inventory.ts';
import { eachLine } from './lines.ts';
import { formatOf } from './records.ts';

/** Undefined where the first line is no record of an inventory. */
export function readingJsonLines(file: string, head: string): PieceReader | undefined {
  const format = formatOf(JSON.parse(head.slice(0, head.indexOf('\n', head.search(/\S/)))));
  if (format === undefined) return undefined;
  const records = format.reader(file, (line, route) => ({
    file,
    line,
    column: 1,
    ...defined({ path: route.length === 0 ? undefined : formatRoute(route) }),
  }));
  const complaints = new Complaints();
  const lines = eachLine((text, start, end, line) => {
    const content = text.slice(start, end);
    if (!/\S/.test(content)) return;
    const where = { file, line };
    const value = parsed(content);
    if (value === undefined) complaints.add(malformed(content, where));
    else if (!format.recognises(value)) complaints.add({ ...unknownRecord, where });
    else complaints.addAll(records.take(value, line));
  });
  return {
    push: (bytes) => lines.push(bytes),
    finish: () => {
      lines.finish();
      return withComplaints(records.finish(), complaints);
    },
  };
}

const unknownRecord = {
  what: 'is none of the formats that are read',
  fix: 'give one kind of record on all lines: assets, or what gcloud lists',
};

/** The value of a line, which is never `undefined` in JSON. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function malformed(line: string, where: { readonly file: string; readonly line: number }) {
  const { what, fix, offset } = syntaxFault(line);
  const hint = `${fix}; a file of several JSON values has one value on each line`;
  return { what, fix: hint, where: { ...where, column: offset + 1 } };
}
