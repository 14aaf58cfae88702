/**
 * HCL as written, with the place of everything: what the grammar gives, without the grammar.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
import type { SourceLocation } from '../../errors.ts';

/** Attributes and blocks in the order in which they stand. */
export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
}

export interface Attribute {
  readonly name: string;
  readonly value: Expression;
  /** Where the name stands. */
  readonly at: SourceLocation;
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  readonly at: SourceLocation;
}

/** A comment, for directives such as `# gke-ip-planner: ignore range-overlap`. */
export interface Comment {
  /** Without the marks that begin and end it. */
  readonly text: string;
  readonly at: SourceLocation;
  /** Whether something stands before it on its line. */
  readonly trailing: boolean;
}

export type UnaryOperator = '-' | '!';
export type BinaryOperator =
  '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';

/** What an expression is; `at` is where it begins. */
export type Expression = { readonly at: SourceLocation } & (
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** A string with `${…}`; one that is a single `${…}` keeps the type of what stands in it. */
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly items: readonly ObjectItem[] }
  /** The first name of a reference: `var`, `local`, `each`, a type of resources, a variable of `for`. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly key: Expression }
  /** `of[*].a.b`, or `of.*.a`: `steps` apply to each item. */
  | { readonly kind: 'splat'; readonly of: Expression; readonly steps: readonly SplatStep[] }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      /** The last argument is a list of further ones: `max(list...)`. */
      readonly expand: boolean;
    }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    }
  | ForExpression
);

export interface ForExpression {
  readonly kind: 'for';
  /** `{for …}` with a key makes an object, `[for …]` a list. */
  readonly key?: Expression;
  readonly value: Expression;
  readonly keyName?: string;
  readonly valueName: string;
  readonly of: Expression;
  readonly condition?: Expression;
  /** `...`: values of equal keys are collected in lists. */
  readonly grouped: boolean;
}

export interface ObjectItem {
  /** A bare word is a literal, `(expression)` what it evaluates to. */
  readonly key: Expression;
  readonly value: Expression;
}

export type SplatStep =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly key: Expression };

/** Text, an interpolation, or a directive `%{if}` or `%{for}` with the parts that it governs. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'interpolation'; readonly of: Expression }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly whenTrue: readonly TemplatePart[];
      readonly whenFalse: readonly TemplatePart[];
    }
  | {
      readonly kind: 'for';
      readonly keyName?: string;
      readonly valueName: string;
      readonly of: Expression;
      readonly body: readonly TemplatePart[];
    };
