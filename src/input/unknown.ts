/** What cannot be known before apply, in the place of a value. A result of its own, never `null`. */
export class Unknown {
  /** Why it is not known, in words for `notChecked`: `known after apply`, `no value is given for var.cidr`. */
  readonly why: string;
  /** The address of the resource whose name or id it is: who it means is known, only not its text. */
  readonly reference: string | undefined;
  /**
   * The text as a template says it: `pods-${random_string.suffix.result}`. Two values that are written the
   * same are the same, whatever they come to.
   */
  readonly written: string | undefined;

  constructor(why: string, reference?: string, written?: string) {
    this.why = why;
    this.reference = reference;
    this.written = written;
  }
}

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}

/** The same, where nobody can say any more how it would be written. */
export function unwritten(unknown: Unknown): Unknown {
  return unknown.written === undefined ? unknown : new Unknown(unknown.why, unknown.reference);
}

/** `var.name` where nothing but `${var.name}` is written. */
export function insideWritten({ written }: Unknown): string | undefined {
  return written === undefined ? undefined : /^\$\{([^{}]*)\}$/.exec(written)?.[1];
}

/** A part of it: `${var.subnet.name}` of what is written `${var.subnet}`. */
export function partWritten(unknown: Unknown, step: string | undefined): Unknown {
  const inside = insideWritten(unknown);
  if (inside === undefined || step === undefined) return unwritten(unknown);
  return new Unknown(unknown.why, unknown.reference, `\${${inside}${step}}`);
}
