/** Findings, what was not checked, and what does not count. */
import {
  counts,
  fullPlaceText,
  isOpen,
  notCheckedText,
  placeText,
  relatedText,
  sentence,
  suppressionText,
  worstFirst,
} from './finding-text.ts';
import { formatCount } from './count.ts';
import { folded } from './html-blocks.ts';
import type { Part } from './html-parts.ts';
import { firstOf, leftFindingsText, leftText, worstOf } from './limit.ts';
import { type Markup, el, join, pageLink } from './markup.ts';
import type { Report, ReportFinding } from './report.ts';

/** More findings than these are listed by rule, each rule folded. */
const longest = 60;

/** Groups in the order of their weight; those that count are open. */
export function findingPart({ findings, changes }: Report, limit: number | undefined): Part {
  const counting = findings.filter(counts);
  const groups = [
    ['Unchanged', findings.filter((one) => isOpen(one) && !counts(one))],
    ['Suppressed', findings.filter((one) => !isOpen(one))],
    ['Fixed', changes?.fixed ?? []],
  ] as const;
  const content = [
    ...(counting.length === 0 ? [el('p', {}, 'None.')] : listed(counting, limit)),
    ...groups.flatMap(([heading, group]) =>
      group.length === 0 ? [] : [folded(`${heading} (${group.length})`, ...listed(group, limit))],
    ),
  ];
  return { id: 'findings', title: `Findings (${formatCount(counting.length)})`, content };
}

function listed(findings: readonly ReportFinding[], limit: number | undefined): readonly Markup[] {
  const { shown, left } = worstOf(findings, limit);
  return [...inGroups(worstFirst(shown)), ...remark(leftFindingsText(left))];
}

const remark = (text: string | undefined): readonly Markup[] =>
  text === undefined ? [] : [el('p', { class: 'dim' }, text)];

function inGroups(sorted: readonly ReportFinding[]): readonly Markup[] {
  if (sorted.length <= longest) return [el('ul', { class: 'findings' }, sorted.map(findingItem))];
  const kinds = new Map<string, ReportFinding[]>();
  for (const finding of sorted) {
    const key = `${finding.severity} ${finding.rule}`;
    const kind = kinds.get(key) ?? [];
    kind.push(finding);
    kinds.set(key, kind);
  }
  return [...kinds.values()].map(kindOf);
}

/** Findings of one rule; a remedy for all of them stands above them. */
function kindOf(findings: readonly ReportFinding[]): Markup {
  const [first] = findings;
  if (first === undefined) return join([]);
  const { severity, rule, fix, docs } = first;
  const alike = findings.every((one) => one.fix === fix);
  const lines = findings.map((one) =>
    el('li', {}, briefText(one), alike ? '' : ` Fix: ${sentence(one.fix)}`),
  );
  return folded(
    `${severity} ${rule} (${findings.length})`,
    alike ? remedy(first) : el('p', {}, pageLink("Google's page", docs)),
    el('ul', {}, lines),
  );
}

function briefText(finding: ReportFinding): string {
  const { message, where, related } = finding;
  const places = [where, ...related.map((other) => other.where ?? null)];
  const known = places.flatMap((place) => (place === null ? [] : [placeText(place)]));
  const suppression = suppressionText(finding);
  return [sentence(message), ...(suppression === undefined ? [] : [suppression]), ...known].join(
    ' ',
  );
}

const remedy = ({ fix, docs }: ReportFinding): Markup =>
  el('p', {}, el('strong', {}, 'Fix: '), `${sentence(fix)} `, pageLink("Google's page", docs));

const tones: Readonly<Record<ReportFinding['severity'], string>> = {
  error: 'bad',
  warning: 'warn',
  info: 'soft',
};

function findingItem(finding: ReportFinding): Markup {
  const { rule, severity, message, where, related } = finding;
  const suppression = suppressionText(finding);
  return el(
    'li',
    { class: severity },
    el('p', {}, el('strong', { class: tones[severity] }, severity), ' ', el('code', {}, rule)),
    el('p', {}, sentence(message)),
    ...(where === null ? [] : [el('p', { class: 'dim' }, fullPlaceText(where))]),
    ...related.map((other) => el('p', { class: 'dim' }, relatedText(other))),
    ...(suppression === undefined ? [] : [el('p', { class: 'dim' }, suppression)]),
    remedy(finding),
  );
}

export function notCheckedPart({ notChecked }: Report, limit: number | undefined): readonly Part[] {
  if (notChecked.length === 0) return [];
  const { shown, left } = firstOf(notChecked, limit);
  const list = el(
    'ul',
    {},
    shown.map((one) => el('li', {}, notCheckedText(one))),
  );
  const title = `Not checked (${formatCount(notChecked.length)})`;
  return [{ id: 'not-checked', title, content: [list, ...remark(leftText(left.length))] }];
}
