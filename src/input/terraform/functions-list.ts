/** https://developer.hashicorp.com/terraform/language/functions#collection-functions, those of lists */
import type { SourceLocation } from '../../errors.ts';
import { compareText } from '../../gke/compare-text.ts';
import { isUnknown, partWritten, type Unknown } from '../unknown.ts';
import { distinct, equal, identityOf, isWrittenAs } from './compare.ts';
import {
  any,
  bool,
  type Call,
  known,
  list,
  of1,
  of2,
  of3,
  ofAll,
  ordered,
  text,
  wholeNumber,
} from './function.ts';
import { charactersOf } from './functions-text.ts';
import { made } from './make.ts';
import { fail, stopAt } from './stop.ts';
import { unified } from './unify.ts';
import { isList, isMapContent, type Value } from './value.ts';

function listAt(items: readonly Value[], { at }: { readonly at: SourceLocation }): Value {
  return made(items, at, 'list');
}

/** Without the items of a list that come of lists in it, sets included, at any depth. */
function flatten(items: readonly Value[], call: Call): readonly Value[] {
  return items.flatMap((item) => {
    call.budget.spend(1, call.at);
    if (isUnknown(item.content)) stopAt(item.content);
    return isList(item.content) ? flatten(item.content, call) : item;
  });
}

/** Lists of one type together are one more; a tuple among them makes a tuple. */
function concat(values: readonly Value[], { at }: Call): Value {
  const items = values.flatMap(list);
  const converted = values.every(({ collection }) => collection === 'list');
  return converted ? made(unified(items), at, 'list') : made(items, at);
}

/** The place of an item; what is not known before it leaves the answer open, unless it is written the same. */
function placeOf(items: readonly Value[], wanted: Value): number | Unknown {
  const written = items.findIndex((item) => isWrittenAs(item, wanted));
  if (written >= 0) return written;
  for (const [index, item] of items.entries()) {
    const same = equal(item, wanted);
    if (isUnknown(same)) return same;
    if (same) return index;
  }
  return -1;
}

/** Whether it is there, even where other items are not known. */
function contains(items: readonly Value[], wanted: Value): boolean | Unknown {
  let open: Unknown | undefined;
  for (const item of items) {
    const same = equal(item, wanted);
    if (same === true) return true;
    if (isUnknown(same)) open ??= same;
  }
  return open ?? false;
}

function length({ content }: Value): number {
  if (typeof content === 'string') return charactersOf(content).length;
  if (isList(content)) return content.length;
  return isMapContent(content)
    ? content.size
    : fail('has no length', 'give it a list, a map or a text');
}

function chunks(items: readonly Value[], size: number, at: SourceLocation): readonly Value[] {
  if (size < 0) fail('a chunk has a size below zero', 'write a size from 1');
  const step = size === 0 ? Math.max(1, items.length) : size;
  return Array.from({ length: Math.ceil(items.length / step) }, (_, index) =>
    made(items.slice(index * step, (index + 1) * step), at, 'list'),
  );
}

function one(items: readonly Value[]): Value | null {
  const [item = null, ...more] = items;
  return more.length === 0 ? item : fail('the list has more than one item', 'give it one or none');
}

const isTrue = (value: Value) => value.content !== null && bool(value);

/** A part of a list that is not known has as many items as are asked for; more than a few are a mistake. */
function openSlice(open: Unknown, start: number, end: number, at: SourceLocation): Value {
  const size = end - start;
  if (size < 0 || size > mostOpen) stopAt(open);
  const item = (index: number) => made(partWritten(open, `[${start + index}]`), at);
  return made(
    Array.from({ length: size }, (_, index) => item(index)),
    at,
  );
}

const mostOpen = 100;

export const listFunctions = {
  alltrue: of1(list, (items) => items.every(isTrue)),
  anytrue: of1(list, (items) => items.some(isTrue)),
  chunklist: of2(list, wholeNumber, (items, size, { at }) =>
    listAt(chunks(unified(items), size, at), { at }),
  ),
  coalescelist: ofAll(
    ordered,
    (lists) => {
      const first = lists.find((value) => list(value).length > 0);
      return first ?? fail('all lists are empty', 'end it with one that is not');
    },
    1,
  ),
  compact: of1(list, (items, call) =>
    listAt(
      unified(items)
        .filter((item) => item.content !== null && text(item) !== '')
        .map(asText),
      call,
    ),
  ),
  concat: ofAll(ordered, concat, 1),
  contains: of2(list, known, contains),
  distinct: of1(list, (items, call) => listAt(distinct(unified(items)), call)),
  element: of2(ordered, wholeNumber, (value, index) => {
    const items = list(value);
    if (items.length === 0) fail('an empty list has no items', 'give it a list that has some');
    // A negative number counts from the end, in Terraform 1.11 of lists and not yet of tuples.
    return items.at(index % items.length)!;
  }),
  flatten: of1(list, (items, call) => made(flatten(items, call), call.at)),
  index: of2(ordered, any, (value, wanted) => {
    const place = placeOf(list(value), wanted);
    return place === -1 ? fail('the list has no such item', 'use contains() first') : place;
  }),
  length: of1(known, length),
  matchkeys: of3(list, list, list, (values, keys, wanted, call) => {
    if (values.length !== keys.length) fail('has not as many keys as values', 'write as many');
    const search = new Set(wanted.map(identityOf));
    return listAt(
      values.filter((_, index) => search.has(identityOf(keys[index]!))),
      call,
    );
  }),
  one: of1(list, one),
  reverse: of1(any, (value, { at }) =>
    made(list(value).toReversed(), at, value.collection === undefined ? undefined : 'list'),
  ),
  slice: of3(any, wholeNumber, wholeNumber, (value, start, end, { at }) => {
    if (isUnknown(value.content)) return openSlice(value.content, start, end, at);
    const items = list(ordered(value));
    if (start < 0 || end > items.length || start > end) {
      fail(
        `the list has ${items.length} items, not ${start} to ${end}`,
        'write places that it has',
      );
    }
    return made(items.slice(start, end), at, value.collection);
  }),
  sort: of1(list, (items, call) => {
    call.budget.spend(items.length, call.at);
    const sorted = items.map(asText).toSorted((a, b) => compareText(text(a), text(b)));
    return listAt(sorted, call);
  }),
};

function asText(value: Value): Value {
  return { ...value, content: text(value) };
}
