/** What the aliases of a YAML document stand for, and what keeps them from standing for anything. */
import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, visit } from 'yaml';

/** More repetitions than any person writes: a small text could stand for gigabytes. */
const mostRepetitions = 100;

/** The same for the parser, which counts the anchor itself and multiplies what is nested. */
export const maxAliasCount = mostRepetitions + 1;

/** In a whole document, whatever they repeat: each is looked up among all of them. */
const maxAliases = 10_000;

export interface AliasFault {
  readonly node: Node;
  readonly what: string;
  readonly fix: string;
}

export interface Aliases {
  /** The node behind each alias: the last one before it that has its anchor. */
  readonly targets: ReadonlyMap<Alias, Node>;
  readonly faults: readonly AliasFault[];
}

/** In one pass over the document; asking each alias would be one for every alias. */
export function readAliases(tree: Document): Aliases {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const uses = new Map<Node, number>();
  const faults: AliasFault[] = [];
  visit(tree, {
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
    Alias: (_, alias, ancestors) => {
      const target = anchors.get(alias.source);
      const fault = faultOf(target, ancestors);
      if (fault !== undefined) faults.push({ node: alias, ...fault });
      if (target === undefined) return undefined;
      targets.set(alias, target);
      uses.set(target, (uses.get(target) ?? 0) + 1);
      if ((uses.get(target) ?? 0) <= mostRepetitions && targets.size <= maxAliases)
        return undefined;
      faults.push({ node: alias, ...repeatedTooOften });
      return visit.BREAK;
    },
  });
  return { targets, faults: faults.length > 0 ? faults : mergeFaults(tree, targets) };
}

export const repeatedTooOften = {
  what: 'YAML repeats its anchors too often',
  fix: 'write the values out',
};

function faultOf(
  target: Node | undefined,
  ancestors: readonly unknown[],
): Omit<AliasFault, 'node'> | undefined {
  if (target === undefined) {
    const fix = 'define the anchor before it is used, or write the value in quotes';
    return { what: 'YAML refers to an anchor that is not there', fix };
  }
  if (!ancestors.includes(target)) return undefined;
  return { what: 'YAML has a value that holds itself', fix: 'write the value out' };
}

/** Whether a key is YAML 1.1's merge key, `<<`. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && (key.value === '<<' || typeof key.value === 'symbol');
}

/** A merge key takes a map or a list of maps. */
function mergeFaults(tree: Document, targets: Aliases['targets']): readonly AliasFault[] {
  const faults: AliasFault[] = [];
  const resolve = (node: unknown) => (isAlias(node) ? targets.get(node) : node);
  visit(tree, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || !isMergeKey(key)) return;
      const source = resolve(value);
      const merged = isSeq(source) ? source.items.map(resolve) : [source];
      if (merged.every((map) => isMap(map))) return;
      const fix = 'write "<<: *anchor" with the anchor of a map, or another key';
      faults.push({ node: key, what: 'YAML merges what is no map', fix });
    },
  });
  return faults;
}
