/** YAML that Helm or Jinja fill in before anybody reads it. */
import type { NotChecked } from '../gke/cluster.ts';
import type { InputText } from './input.ts';

/** `{{ .Values.name }}`, `{% if zonal %}` and `{# why #}`, which may go over several lines. */
const closings: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}' };
/** An action where YAML expects a value, a key or an item. In quotes it is a text like any other. */
const bareAction = /(?:^|[:[,-])[ \t]*\{[{%]/m;
/** What starts like JSON is none. */
const braces = /^\s*(?:\[|\{(?![{%#]))/;

/**
 * The text with actions that stand alone left out and all others as placeholders of the same length, so
 * that every place stays what it is.
 */
export function readTemplate({ name, text }: InputText): {
  readonly input: InputText;
  readonly notChecked: readonly NotChecked[];
} {
  const first = braces.test(text) ? null : bareAction.exec(text);
  if (first === null) return { input: { name, text }, notChecked: [] };
  const whole = withPlaceholders(text);
  const line = text.slice(0, first.index).split('\n').length;
  const reason = 'it is a template: render it first, as what its actions stand for is not known';
  return {
    input: { name, text: whole },
    notChecked: [{ what: name, reason, where: { file: name, line, column: 1 } }],
  };
}

interface Action {
  readonly start: number;
  readonly end: number;
}

/** In one pass: an opening whose closing stands nowhere behind it opens nothing. */
function actionsIn(text: string): readonly Action[] {
  const actions: Action[] = [];
  const unclosed = new Set<string>();
  const opening = /\{[{%#]/g;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const [mark] = match;
    const closing = closings[mark] ?? '';
    const close = unclosed.has(mark) ? -1 : text.indexOf(closing, match.index + mark.length);
    if (close < 0) {
      unclosed.add(mark);
      continue;
    }
    const end = close + closing.length;
    actions.push({ start: match.index, end });
    opening.lastIndex = end;
  }
  return actions;
}

/** Actions that have their lines to themselves go; the value of any other is not known. */
function withPlaceholders(text: string): string {
  const actions = actionsIn(text);
  const rest = replaced(text, actions, blank).split('\n');
  const isBlank = rest.map((each) => each.trim() === '');
  let line = 0;
  let offset = 0;
  return replaced(text, actions, (mark, { start }) => {
    for (; offset + (rest[line]?.length ?? 0) < start; line += 1) {
      offset += (rest[line]?.length ?? 0) + 1;
    }
    const alone = isBlank.slice(line, line + mark.split('\n').length).every(Boolean);
    return alone || !mark.startsWith('{{') ? blank(mark) : placeholder(mark);
  });
}

function replaced(
  text: string,
  actions: readonly Action[],
  by: (mark: string, action: Action) => string,
): string {
  const parts = actions.map((action, index) => {
    const before = text.slice(actions[index - 1]?.end ?? 0, action.start);
    return before + by(text.slice(action.start, action.end), action);
  });
  return parts.join('') + text.slice(actions.at(-1)?.end ?? 0);
}

function blank(mark: string): string {
  return mark.replaceAll(/[^\n]/g, ' ');
}

/** `<__.Values.name__>` for `{{ .Values.name }}`: a placeholder in the place of any value. */
function placeholder(mark: string): string {
  return `<${mark.slice(1, -1).replaceAll(/[^\w.\n]/g, '_')}>`;
}
