import { InputError, type Problem, type SourceLocation, formatLocation } from '../errors.ts';
import { spellOut } from '../report/escape.ts';
import { version } from '../../package.json';
import { IoError } from './io.ts';

/** Exit codes of a run that could not check, and of a bug in the planner. */
export const exitCodes = { cannotCheck: 2, bug: 3 } as const;

/** A usage error: what is wrong with a flag or an argument of the command line. */
export function usageProblem(path: string, what: string, fix: string): Problem {
  return { what, fix, where: { file: 'command line', path } };
}

/** Two lines for each problem, `file:line:column: what` and `  fix: …`; equal ones once. */
function formatProblems(problems: readonly Problem[]): string {
  const texts = problems.map(({ what, fix, where }) => {
    const place = where === undefined ? '' : `${formatPlace(where)}: `;
    return `${spellOut(`${place}${what}`)}\n  fix: ${spellOut(fix)}\n`;
  });
  return [...new Set(texts)].join('');
}

/** On the command line the flag itself is the place. */
export function formatPlace(where: SourceLocation): string {
  return where.file === 'command line' && where.path !== undefined
    ? where.path
    : formatLocation(where);
}

/** What the system says to a write, in words, and what to do about it. */
const refusals: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  EISDIR: ['is a folder', 'name a file in it'],
  ENOENT: ['its folder does not exist', 'create the folder first'],
  ENOTDIR: ['a part of the path is no folder', 'check the path'],
  EACCES: ['may not be written', 'choose another place, or allow writing there'],
  EPERM: ['may not be written', 'choose another place, or allow writing there'],
  EEXIST: ['two outputs go to this file', 'send one of them to another file'],
  EFBIG: ['is larger than the system allows', 'choose another place'],
  ELOOP: ['is a link that leads to itself', 'name the file that is meant'],
  EROFS: ['is on a read-only file system', 'choose another place'],
  ENOSPC: ['there is no space left', 'free some, or choose another place'],
  EDQUOT: ['there is no space left in the quota', 'free some, or choose another place'],
  ENAMETOOLONG: ['has a name that is too long', 'choose a shorter one'],
};

function refusedWrite({ path, code }: IoError): Problem {
  const [what, fix] = refusals[code] ?? [`cannot be written (${code})`, 'choose another place'];
  return { what, fix, where: { file: path } };
}

/** What to print and the exit code for an error that ended the run. */
export function explainFailure(error: unknown): { readonly text: string; readonly code: number } {
  if (error instanceof InputError) {
    return { text: formatProblems(error.problems), code: exitCodes.cannotCheck };
  }
  // Failed reads are problems of their input by now; what is left are writes.
  if (error instanceof IoError) {
    return { text: formatProblems([refusedWrite(error)]), code: exitCodes.cannotCheck };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const text =
    `This is a bug in gke-ip-planner ${version}, not a fault of your input.\n` +
    `Please report it with this text to the maintainers.\n\n${stack}\n`;
  return { text, code: exitCodes.bug };
}
