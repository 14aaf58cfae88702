/**
 * Where a value stands in what the user gave us. Lines and columns count from 1; they are absent
 * where the input has none (a flag, a whole file).
 */
export interface SourceLocation {
  /** The file as the user named it, `-` for stdin, `command line` for a flag. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** The route of keys, such as `networks[0].clusters[1].ranges.pods`, or the flag, `--pod-range`. */
  readonly path?: string;
}

/** One thing that is wrong with an input: what, where, and what to write instead. */
export interface Problem {
  readonly what: string;
  readonly fix: string;
  readonly where?: SourceLocation;
}

/** "Could not check": the user's input, never a finding about their network and never our bug. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.what).join('\n'));
    this.problems = problems;
  }
}

/** `file:line:column`, as editors and CI logs make clickable; only what is known of it. */
export function formatLocation(where: SourceLocation): string {
  return [where.file, where.line, where.column].filter((part) => part !== undefined).join(':');
}
