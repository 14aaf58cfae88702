/** Values by what they are due to be; numbers and switches may be texts. */
import { quote } from '../../net/cidr-error.ts';
import type { Content } from '../terraform/value.ts';
import { isUnknown } from '../unknown.ts';
import type { Field, FieldFact } from './fields.ts';
import { type Notes, refuseLeaf, skipLeaf } from './notes.ts';
import { rangeText } from './text.ts';

const placeholder = /<[^>]*>|\{\{|\$\{|%\{/;

/** The fact of a field that says something; of several the one outermost, then the first. */
export function factOf(facts: readonly FieldFact[], field: Field): FieldFact | undefined {
  const saying = facts.filter(
    ({ field: own, leaf }) => own === field && leaf.content !== null && leaf.content !== '',
  );
  const depth = Math.min(...saying.map(({ leaf }) => leaf.keys.length));
  return saying.find(({ leaf }) => leaf.keys.length === depth);
}

/** A text that stands for something: no placeholder, and no block where a name is due. */
export function textOf(fact: FieldFact | undefined): string | undefined {
  return fact && nameText(fact.leaf.content);
}

export function nameText(content: Content): string | undefined {
  if (typeof content !== 'string' || content.trim() === '') return undefined;
  return placeholder.test(content) || rangeText(content).kind === 'cidr' ? undefined : content;
}

export function textFrom(facts: readonly FieldFact[], field: Field): string | undefined {
  return textOf(factOf(facts, field));
}

export function isTrue(facts: readonly FieldFact[], field: Field): boolean {
  return switchFrom(facts, field) === true;
}

export function switchFrom(facts: readonly FieldFact[], field: Field): boolean | undefined {
  const content = factOf(facts, field)?.leaf.content;
  if (content === true || content === 'true') return true;
  return content === false || content === 'false' ? false : undefined;
}

/** What is no count may be anything in a variable of that name, a secret as well: it is never quoted at length. */
export function countOf(fact: FieldFact | undefined, notes: Notes): number | undefined {
  if (fact === undefined) return undefined;
  const { leaf } = fact;
  const { content } = leaf;
  if (isUnknown(content)) skipLeaf(notes, leaf, content.why);
  if (typeof content === 'string' && placeholder.test(content)) {
    skipLeaf(notes, leaf, 'a placeholder, not a count');
    return undefined;
  }
  const text = typeof content === 'number' ? String(content) : content;
  if (typeof text === 'string' && /^\d{1,9}$/.test(text)) return Number(text);
  if (typeof text === 'string' && /^[-+]?[\d.,_ ]{1,20}$/.test(text)) {
    refuseLeaf(notes, leaf, `${quote(text)} is no count`, 'write a whole number, digits only');
  }
  return undefined;
}

export function isCount(content: Content): boolean {
  return typeof content === 'number' || (typeof content === 'string' && /^\d{1,9}$/.test(content));
}

export function countFrom(
  facts: readonly FieldFact[],
  field: Field,
  notes: Notes,
): number | undefined {
  return countOf(factOf(facts, field), notes);
}
