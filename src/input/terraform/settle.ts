import type { SourceLocation } from '../../errors.ts';
import type { Scope } from './scope.ts';
import { Stop } from './stop.ts';
import type { Value } from './value.ts';

/** What comes of it: where it stops, an unknown value, and a problem at `at` where something is wrong. */
export function settled(at: SourceLocation, scope: Scope, make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    if (error.fault !== undefined) scope.report({ ...error.fault, where: at });
    return { content: error.unknown, at };
  }
}
