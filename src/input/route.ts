import { isUnknown } from './unknown.ts';

/** The keys and indexes that lead to a value of a document, outermost first. */
export type Route = readonly (string | number)[];

const plainKey = /^[\w$-]+$/;

/** `networks[0].clusters[1].ranges.pods`; a key with other characters stands in quotes. */
export function formatRoute(route: Route): string {
  return route.map((step, index) => formatStep(step, index === 0)).join('');
}

function formatStep(step: string | number, first: boolean): string {
  if (typeof step === 'number') return `[${step}]`;
  if (!plainKey.test(step)) return `[${JSON.stringify(step)}]`;
  return first ? step : `.${step}`;
}

/** The value there; `undefined` where the route leads nowhere. */
export function valueAt(value: unknown, route: Route): unknown {
  let current = value;
  for (const step of route) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) {
      return undefined;
    }
    current = Reflect.get(current, step);
  }
  return current;
}

/** A map of keys to values: neither a list nor a scalar. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnknown(value);
}
