/** What cannot be known before apply, in the place of a value. A result of its own, never `null`. */
export class Unknown {
  /** Why it is not known, in words for `notChecked`: `known after apply`, `no value is given for var.cidr`. */
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}
