/** One line on the terminal that says what takes long, and goes away again. */
import { spellOut } from '../report/escape.ts';
import type { Io } from './io.ts';

export interface Progress {
  /**
   * What the run does now, such as `reading assets.json`, and how many bytes of it are done. To be called
   * as often as is handy: it says nothing in the first second, and repeats itself five times a second at most.
   */
  readonly step: (what: string, done?: number, total?: number) => void;
  /** Removes the line; a further step shows one again. */
  readonly end: () => void;
}

/** The machine, and whoever waits at its terminal. */
export interface WatchedIo extends Io {
  readonly progress: Progress;
}

type Terminal = Pick<Io, 'stderr' | 'env' | 'elapsed' | 'drawStderr'>;

/** Milliseconds of work about which nothing is said. */
const patience = 1000;

/** Milliseconds between two lines about the same work. */
const pause = 200;

/** Columns of a terminal that does not say how many it has. */
const usualColumns = 80;

/** The same machine, on which every output removes the line first. */
export function watched(io: Io): WatchedIo {
  const progress = progressOn(io);
  return {
    ...io,
    progress,
    writeStdout: (text) => {
      progress.end();
      return io.writeStdout(text);
    },
    writeStderr: (text) => {
      progress.end();
      return io.writeStderr(text);
    },
  };
}

/** Silent where the standard error is no terminal, or one that only ever goes on. */
export function progressOn({ stderr, env, elapsed, drawStderr }: Terminal): Progress {
  if (!stderr.isTerminal || env.TERM === 'dumb') {
    return { step: () => undefined, end: () => undefined };
  }
  // The last column stays empty: behind it, terminals begin another line.
  const room = (stderr.columns ?? usualColumns) - 1;
  let drawn = 0;
  let last = { what: '', at: 0 };
  const draw = (text: string) => {
    drawStderr(`${drawn === 0 ? '' : `\r${' '.repeat(drawn)}\r`}${text}`);
    drawn = columnsOf(text);
  };
  return {
    step: (what, done, total) => {
      const at = elapsed();
      if (at < patience || (what === last.what && at - last.at < pause)) return;
      last = { what, at };
      draw(cut(spellOut(`${what}${amountText(done, total)}`), room));
    },
    end: () => {
      if (drawn > 0) draw('');
    },
  };
}

/** At most: whatever is not ASCII may take two columns. */
function columnsOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (character > '~' ? 2 : 1), 0);
}

function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  const characters = Array.from(text);
  while (columnsOf(characters.join('')) > columns - 3) characters.pop();
  return `${characters.join('')}...`;
}

/** ", 340 MB of 1.0 GB", or as much of it as is known. */
function amountText(done: number | undefined, total: number | undefined): string {
  if (done === undefined) return '';
  const of = total === undefined ? '' : ` of ${bytesText(total)}`;
  return `, ${bytesText(done)}${of}`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Decimal units, as disks are sold: `340 MB`, and with one decimal below ten: `1.0 GB`. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit += 1) value /= 1000;
  return `${value.toFixed(unit > 0 && value < 9.95 ? 1 : 0)} ${units[unit]}`;
}
