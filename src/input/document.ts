/** A YAML or JSON text as plain values that keep their places. */
import type { Problem, SourceLocation } from '../errors.ts';
import type { Route } from './route.ts';

/** One document of a file: a YAML file may hold several. */
export interface ParsedDocument {
  readonly name: string;
  /** Maps, lists, strings, numbers, booleans and null. */
  readonly value: unknown;
  /** Where the value stands; of a value that is missing, the nearest one around it. */
  readonly locate: (route: Route) => SourceLocation;
  /** Where the key stands that leads to the value. */
  readonly locateKey: (route: Route) => SourceLocation;
  /** The text of an unquoted scalar as it is written, so that 1.30 stays 1.30; else `undefined`. */
  readonly written: (route: Route) => string | undefined;
  /** Keys that stand twice in a map of a JSON text. In YAML they keep the text from being read at all. */
  readonly duplicateKeys: () => readonly Problem[];
}

/** What a text holds. With problems there are no documents. */
export interface ParsedText {
  readonly documents: readonly ParsedDocument[];
  readonly problems: readonly Problem[];
}

/** The place of a whole file. */
export function startOf(name: string): SourceLocation {
  return { file: name, line: 1, column: 1 };
}
