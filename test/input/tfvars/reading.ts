import { expect } from 'vitest';
import type { ClusterRange, ClusterSpec } from '../../../src/gke/cluster.ts';
import type { InputResult } from '../../../src/input/input.ts';
import { joinInputs } from '../../../src/input/join.ts';
import { readVariableTexts } from '../../../src/input/tfvars/read.ts';

/** `{ role: name }` as `--map` gives it. */
export type Map = Readonly<Record<string, string>>;

/** What files say together, by their names; a map stands for a JSON file. */
export function readFiles(files: Readonly<Record<string, unknown>>, map: Map = {}): InputResult {
  const texts = Object.entries(files).map(([name, content]) => {
    return { name, text: typeof content === 'string' ? content : JSON.stringify(content, null, 2) };
  });
  const mapped = Object.entries(map).map(([role, name]) => {
    return { role, name, where: { file: 'command line', path: '--map' } };
  });
  return joinInputs([readVariableTexts(texts, mapped)]);
}

/** What variables say that are given in JSON. */
export function readJson(variables: unknown, map?: Map): InputResult {
  return readFiles({ 'prod.tfvars.json': variables }, map);
}

export function clustersOf({ networks }: InputResult): readonly ClusterSpec[] {
  return networks.flatMap(({ clusters }) => clusters);
}

/** The clusters in short; there is nothing wrong with the variables. */
export function clustersIn(variables: unknown, map?: Map): readonly object[] {
  const result = readJson(variables, map);
  expect(result.problems).toEqual([]);
  return clustersOf(result).map((cluster) => inShort(cluster));
}

/** What is left open, by name. */
export function openNames({ notChecked }: InputResult): readonly string[] {
  return notChecked.map(({ what }) => what);
}

function inShort({ ranges, controlPlane }: ClusterSpec): object {
  const { nodes, pods, services, additionalPods } = ranges;
  const master = controlPlane?.kind === 'range' ? controlPlane.cidr.text : undefined;
  const more = additionalPods.map((range) => blockOf(range));
  return Object.fromEntries(
    Object.entries({
      nodes: nodes && blockOf(nodes),
      pods: pods && blockOf(pods),
      morePods: more.length > 0 ? more : undefined,
      services: typeof services === 'object' ? blockOf(services) : services,
      master,
    }).filter(([, value]) => value !== undefined),
  );
}

/** A block, a size such as `/14`, or a name. */
function blockOf({ cidr, prefixLength, name }: ClusterRange): string | undefined {
  if (cidr !== undefined) return cidr.text;
  return prefixLength === undefined ? name : `/${prefixLength}`;
}
