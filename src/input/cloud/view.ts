/** Another shape of what documents say, of which every part knows where it was written. */
import type { SourceLocation } from '../../errors.ts';
import type { ReadableDocument } from '../reading.ts';
import { isMap, type Route, valueAt } from '../route.ts';

export interface View {
  /** Places cost more than values, so one is looked up when it is asked for. */
  readonly at: () => SourceLocation;
  readonly content: Scalar | readonly View[] | ReadonlyMap<string, View>;
}

/** What is neither a list nor a map. */
export interface Scalar {
  readonly value: unknown;
}

function isViewList(content: View['content']): content is readonly View[] {
  return Array.isArray(content);
}

function isViewMap(content: View['content']): content is ReadonlyMap<string, View> {
  return content instanceof Map;
}

/** What stands at a route of a document, as it stands there. */
export function viewOf(document: ReadableDocument, route: Route = []): View {
  const at = () => document.locate(route);
  const value = valueAt(document.value, route);
  if (Array.isArray(value)) {
    return { at, content: value.map((_, index) => viewOf(document, [...route, index])) };
  }
  if (!isMap(value)) return { at, content: { value } };
  const keys = Object.keys(value);
  return { at, content: new Map(keys.map((key) => [key, viewOf(document, [...route, key])])) };
}

/** A value that stands at the place of another. */
export function scalarAt({ at }: Pick<View, 'at'>, value: unknown): View {
  return { at, content: { value } };
}

export function listAt({ at }: Pick<View, 'at'>, items: readonly View[]): View {
  return { at, content: items };
}

/** A map at the place of another view; entries that are `undefined` are left out. */
export function mapAt(
  { at }: Pick<View, 'at'>,
  entries: Readonly<Record<string, View | undefined>>,
): View {
  const given = Object.entries(entries).flatMap(([key, view]): (readonly [string, View])[] =>
    view === undefined ? [] : [[key, view]],
  );
  return { at, content: new Map(given) };
}

/** The part that a route leads to. */
export function partAt(view: View | undefined, ...route: Route): View | undefined {
  let current = view;
  for (const step of route) current = current && partOf(current, step);
  return current;
}

function partOf({ content }: View, step: string | number): View | undefined {
  if (isViewList(content)) return typeof step === 'number' ? content[step] : undefined;
  return isViewMap(content) ? content.get(String(step)) : undefined;
}

/** The view with another value where the route leads, whose maps are made where they are missing. */
export function withValue(view: View, [step, ...rest]: Route, value: unknown): View {
  if (step === undefined) return scalarAt(view, value);
  const part = withValue(partOf(view, step) ?? mapAt(view, {}), rest, value);
  if (typeof step === 'string') {
    return mapAt(view, { ...Object.fromEntries(entriesOf(view)), [step]: part });
  }
  return listAt(
    view,
    itemsOf(view).map((item, index) => (index === step ? part : item)),
  );
}

/** The items of a list; of anything else, none. */
export function itemsOf(view: View | undefined): readonly View[] {
  return view !== undefined && isViewList(view.content) ? view.content : [];
}

/** The entries of a map; of anything else, none. */
export function entriesOf(view: View | undefined): readonly (readonly [string, View])[] {
  return view !== undefined && isViewMap(view.content) ? [...view.content] : [];
}

/** A text with something in it. */
export function textOf(view: View | undefined): string | undefined {
  if (view === undefined || isViewList(view.content) || isViewMap(view.content)) return undefined;
  const { value } = view.content;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The view with other scalars at the same places. */
export function mapScalars(view: View, change: (value: unknown) => unknown): View {
  const { content } = view;
  if (isViewList(content))
    return listAt(
      view,
      content.map((each) => mapScalars(each, change)),
    );
  if (!isViewMap(content)) return scalarAt(view, change(content.value));
  const entries = [...content].map(([key, each]) => [key, mapScalars(each, change)] as const);
  return { at: view.at, content: new Map(entries) };
}

/** The plain values of a view: lists, maps and scalars. */
export function plainOf({ content }: View): unknown {
  if (isViewList(content)) return content.map(plainOf);
  if (!isViewMap(content)) return content.value;
  return Object.fromEntries([...content].map(([key, view]) => [key, plainOf(view)]));
}

/** The view as a document to read. A value that is missing stands at the nearest part around it. */
export function documentOf(name: string, view: View): ReadableDocument {
  return {
    name,
    value: plainOf(view),
    locate: (route) => {
      let current = view;
      for (const step of route) {
        const part = partOf(current, step);
        if (part === undefined) break;
        current = part;
      }
      return current.at();
    },
  };
}
