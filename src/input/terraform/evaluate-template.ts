/** https://developer.hashicorp.com/terraform/language/expressions/strings */
import type { SourceLocation } from '../../errors.ts';
import { isUnknown, Unknown } from '../unknown.ts';
import type { Expression, TemplatePart } from './ast.ts';
import { boolOf, textOf } from './convert.ts';
import { scopesOf } from './evaluate-for.ts';
import type { Evaluate } from './evaluate.ts';
import { made } from './make.ts';
import type { Scope } from './scope.ts';
import type { Value } from './value.ts';

/** A template that is nothing but one `${…}` is the value in it, of whatever type. */
export function evaluateTemplate(
  { parts, at }: Extract<Expression, { readonly kind: 'template' }>,
  scope: Scope,
  evaluate: Evaluate,
): Value {
  const [first, second] = parts;
  if (first?.kind === 'interpolation' && second === undefined) return evaluate(first.of, scope);
  const flat = parts.filter((part) => part.kind === 'text' || part.kind === 'interpolation');
  if (flat.length < parts.length) return made(render(parts, scope, evaluate), at);
  return made(joined(flat, at, scope, evaluate), at);
}

/** A name behind a path means what the name means; one with more around it is another name. */
const beforeName = /(?:^|\/)$/;

/** Longer texts are no names. */
const longestWritten = 1000;

/** The text, or how it is written where a part of it is not known. */
function joined(
  parts: readonly FlatPart[],
  at: SourceLocation,
  scope: Scope,
  evaluate: Evaluate,
): string | Unknown {
  // All values first, so that a fault in one does not hide those in the others.
  const values = parts.map((part) =>
    part.kind === 'interpolation' ? evaluate(part.of, scope) : made(part.text, at),
  );
  const texts = values.map((value) =>
    isUnknown(value.content) ? value.content.written : textOf(value),
  );
  const contents = values.map(({ content }) => content);
  const unknown = contents.find(isUnknown);
  if (unknown === undefined) return texts.join('');
  const [before = '', last] = contents.slice(-2);
  const means =
    isUnknown(last) && typeof before === 'string' && beforeName.test(before) ? last : undefined;
  const written = texts.includes(undefined) ? undefined : texts.join('');
  const short = written !== undefined && written.length <= longestWritten ? written : undefined;
  return new Unknown(unknown.why, means?.reference, short);
}

function render(parts: readonly TemplatePart[], scope: Scope, evaluate: Evaluate): string {
  // All values first, so that a fault in one does not hide those in the others.
  const rendered = parts.map((part) =>
    part.kind === 'interpolation' ? evaluate(part.of, scope) : part,
  );
  return rendered
    .map((part) => ('kind' in part ? renderPart(part, scope, evaluate) : textOf(part)))
    .join('');
}

type OtherPart = Exclude<TemplatePart, { readonly kind: 'interpolation' }>;
type FlatPart = Extract<TemplatePart, { readonly kind: 'text' | 'interpolation' }>;

function renderPart(part: OtherPart, scope: Scope, evaluate: Evaluate): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'if':
      return boolOf(evaluate(part.condition, scope))
        ? render(part.whenTrue, scope, evaluate)
        : render(part.whenFalse, scope, evaluate);
    default: {
      const scopes = [...scopesOf(evaluate(part.of, scope), part, scope)];
      return scopes.map((inner) => render(part.body, inner, evaluate)).join('');
    }
  }
}
