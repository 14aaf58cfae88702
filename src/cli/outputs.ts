import { InputError, type Problem } from '../errors.ts';
import { type FlagValues, placeOfFlag } from '../input/flag-values.ts';
import { nearest } from '../input/nearest.ts';
import { quote } from '../net/cidr-error.ts';
import type { Style } from '../report/index.ts';
import type { Flag } from './catalogue.ts';
import { colorLevel } from './color.ts';
import type { WatchedIo } from './progress.ts';

/** A format and where it goes; without a file, to the standard output. */
export interface Output<Format extends string> {
  readonly format: Format;
  readonly file?: string;
}

/**
 * Reads `--output`; the keys of `formats` are those there are. Every target gets one document; nothing
 * said is a table on the standard output.
 */
export function readOutputs<Format extends string>(
  values: FlagValues<Flag>,
  formats: Readonly<Partial<Record<Format, unknown>>>,
  problems: Problem[],
): readonly Output<Format>[] {
  const refuse = (what: string, fix: string) =>
    problems.push({ what, fix, where: placeOfFlag('output') });
  const targets = new Set<string>();
  return (values.output ?? ['table']).flatMap((text) => {
    const [, format = '', file = '-'] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
    const known = isFormat(format, formats);
    if (!known) refuse(`${quote(format)} is no format here`, knownFormats(format, formats));
    if (file === '') refuse(`${quote(text)} names no file`, `write ${format}=<file>, or ${format}`);
    const target = file.replace(/^(\.\/+)+/, '');
    if (targets.has(target)) {
      const what = `two outputs go to ${target === '-' ? 'the standard output' : quote(target)}`;
      refuse(what, `send one of them to another file: -o ${format}=<file>`);
    }
    targets.add(target);
    return known && file !== '' ? [file === '-' ? { format } : { format, file }] : [];
  });
}

function isFormat<Format extends string>(
  name: string,
  formats: Readonly<Partial<Record<Format, unknown>>>,
): name is Format {
  return Object.hasOwn(formats, name);
}

function knownFormats(name: string, formats: object): string {
  const names = Object.keys(formats);
  const meant = nearest(name, names);
  const known = `write one of ${names.join(', ')}`;
  return meant === undefined ? known : `write ${meant} (${known})`;
}

/** Renders every output before the first is written, so that a failure leaves nothing half done. */
export async function deliver<Format extends string>(
  io: Pick<WatchedIo, 'env' | 'stdout' | 'progress' | 'writeStdout' | 'writeFiles'>,
  outputs: readonly Output<Format>[],
  noColor: boolean,
  render: (format: Format, style: Style) => Promise<string>,
): Promise<void> {
  const { isTerminal, columns } = io.stdout;
  const terminal: Style = {
    colorLevel: colorLevel(io, noColor),
    ...(isTerminal && columns !== undefined ? { width: columns } : {}),
  };
  const rendered: { readonly file: string | undefined; readonly text: string }[] = [];
  for (const { format, file } of outputs) {
    io.progress.step(`writing ${format}`);
    // One after the other, as each keeps the processor busy.
    // oxlint-disable-next-line no-await-in-loop
    const text = await render(format, file === undefined ? terminal : { colorLevel: 0 }).catch(
      (error: unknown) => refuseLength(format, error),
    );
    rendered.push({ file, text });
  }
  const files = rendered.flatMap(({ file, text }) =>
    file === undefined ? [] : [{ path: file, text }],
  );
  if (files.length > 0) io.writeFiles(files);
  const printed = rendered.find(({ file }) => file === undefined);
  if (printed !== undefined) await io.writeStdout(printed.text);
}

/** More than half a billion characters are no text to V8; every other error is passed on. */
function refuseLength(format: string, error: unknown): never {
  if (!(error instanceof RangeError) || error.message !== 'Invalid string length') throw error;
  const what = `what ${format} has to hold is longer than 512 MB`;
  const fix = 'check fewer inputs at a time, or choose table, which counts what it does not list';
  throw new InputError([{ what, fix, where: placeOfFlag('output') }]);
}
