/** Where scalars stand in texts of every format, so that a test may put secrets into their place. */
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { isPair, isScalar, parseAllDocuments, visit } from 'yaml';

/** A scalar of a text: from `start` to `end`, and the key that it is the value of. */
export interface Spot {
  readonly start: number;
  readonly end: number;
  readonly key: string;
}

export function spotsOf(name: string, text: string): readonly Spot[] {
  if (/\.(tf|tfvars|hcl)$/.test(name)) return spotsOfHcl(text);
  if (/\.(csv|txt)$/.test(name)) return spotsOfLines(text);
  if (name.endsWith('.jsonl')) return spotsOfJsonLines(text);
  return spotsOfYaml(text);
}

/** JSON is YAML in flow style. */
function spotsOfYaml(text: string): readonly Spot[] {
  const spots: Spot[] = [];
  for (const document of parseAllDocuments(text)) {
    visit(document, {
      Scalar(role, node, path) {
        if (role === 'key' || !node.range) return;
        const [start, end] = node.range;
        if (end > start) spots.push({ start, end, key: keyAround(path) });
      },
    });
  }
  return spots;
}

function keyAround(path: readonly unknown[]): string {
  const pair = path.findLast((each) => isPair(each));
  return isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : '';
}

function spotsOfJsonLines(text: string): readonly Spot[] {
  let offset = 0;
  return text.split('\n').flatMap((line) => {
    const spots = spotsOfYaml(line).map(({ start, end, key }) => ({
      start: start + offset,
      end: end + offset,
      key,
    }));
    offset += line.length + 1;
    return spots;
  });
}

/** Texts, numbers and switches behind the last `key =`; labels of blocks are names. */
function spotsOfHcl(text: string): readonly Spot[] {
  const scalar = /#[^\n]*|([\w-]+)\s*=(?![=>])|"(?:[^"\\\n]|\\.)*"|\b(?:\d+|true|false)\b/g;
  let key = '';
  return [...text.matchAll(scalar)].flatMap(({ 0: found, 1: named, index }) => {
    if (named !== undefined) key = named;
    if (named !== undefined || found.startsWith('#')) return [];
    const end = index + found.length;
    const isLabel = /^\s*(?:"[^"\n]*"\s*)?\{/.test(text.slice(end));
    return [{ start: index, end, key: isLabel ? 'label' : key }];
  });
}

function spotsOfLines(text: string): readonly Spot[] {
  const cell = /[^\s,;]+/g;
  return [...text.matchAll(cell)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    key: '',
  }));
}

/** Names that are meant to be seen, and what may be the name of a range. */
const names =
  /name|network|location|region|zone|address|path|index|pod_?range|range_(pods|services)|resourceID|^(label|module|for_each|type|id|key|version|selfLink|external|parent|services_ipv4_cidr_block)$/i;

/** In lists of ranges everything is a name or a block. */
const isHarmless = (name: string, key: string) => names.test(key) || /\.(csv|txt)$/.test(name);

export interface Planting {
  readonly name: string;
  readonly spot: Spot;
}

const folder = new URL('../../fixtures/inputs/', import.meta.url);

/** Specs are written for the planner: what is wrong in their known keys is repeated. */
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.startsWith('spec.'))
  .map((entry) => `${entry.parentPath}/${entry.name}`.split('/inputs/').at(-1)!.replace(/^\//, ''))
  .toSorted();

/** Every fixture by its name, from `fixtures/inputs/` on. */
export const texts = new Map(
  files.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);

export const plantings: readonly Planting[] = [...texts].flatMap(([name, text]) =>
  spotsOf(name, text)
    .filter(({ key }) => !isHarmless(name, key))
    .map((spot) => ({ name, spot })),
);

export const anyPlanting = fc.constantFrom(...plantings);

/** Begins and ends in letters that no other text has, so that a part of it is seen as well. */
export const secretCore = 'zQ7kW';

export const anySecret = fc
  .oneof(
    fc.stringMatching(/^[\da-f]{8,40}$/),
    fc.stringMatching(/^[A-Za-z\d+/]{12,48}={0,2}$/),
    fc.stringMatching(/^[a-z]{3,8}(-[a-z\d]{3,8}){1,3}$/),
    fc.stringMatching(/^eyJ[\w-]{10,30}\.[\w-]{10,30}\.[\w-]{10,30}$/),
    fc.stringMatching(/^https:\/\/[a-z]{3,8}:[\w!$%]{6,20}@[a-z]{3,12}\.example$/),
    fc.constant('-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n'),
    fc.string({ maxLength: 70 }),
  )
  .map((text) => `${secretCore}${text}${secretCore}`);

/** The text with a secret in a spot, written as the format writes texts. */
export function planted({ name, spot: { start, end } }: Planting, secret: string): string {
  const text = texts.get(name) ?? '';
  return text.slice(0, start) + JSON.stringify(secret) + text.slice(end);
}

export interface Damage {
  /** Where, as seen from the start of the secret. */
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** A slip of the keyboard shortly before or behind the secret, or in it. */
export const anyDamage: fc.Arbitrary<Damage> = fc.record({
  at: fc.integer({ min: -12, max: 40 }),
  remove: fc.integer({ min: 0, max: 3 }),
  insert: fc.constantFrom(
    '',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\n',
    '\\',
    '#',
    '${',
    '<<E\n',
  ),
});

export function damaged(text: string, { start }: Spot, { at, remove, insert }: Damage): string {
  const from = Math.max(0, start + at);
  return text.slice(0, from) + insert + text.slice(from + remove);
}
