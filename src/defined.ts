type Unsaid = null | undefined;

/** What nobody may leave unsaid stays required; everything else is optional and never null. */
export type Defined<T> = {
  readonly [Key in keyof T as Extract<T[Key], Unsaid> extends never ? Key : never]: T[Key];
} & {
  readonly [Key in keyof T as Extract<T[Key], Unsaid> extends never ? never : Key]?: Exclude<
    T[Key],
    Unsaid
  >;
};

/** The values that were said: without those that are `undefined` or `null`. */
export function defined<T extends object>(values: T): Defined<T>;
export function defined(values: object): object {
  const said = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(said);
}
