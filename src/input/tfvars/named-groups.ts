/** Groups with the names of their clusters, and the declared ranges that they mean by name. */
import { type NamedRanges, namedRanges } from './declared.ts';
import type { Group } from './groups.ts';
import type { RangeFact } from './ranges.ts';
import { textFrom } from './scalars.ts';

export interface NamedGroup extends Group {
  readonly name: string;
  readonly named: NamedRanges;
}

/** Several clusters to which one name is given are told apart by what tells their variables apart. */
export function nameGroups(
  groups: readonly Group[],
  declared: readonly RangeFact[],
  fallback: string,
): readonly NamedGroup[] {
  const names = groups.map(
    ({ fields }) => textFrom(fields, 'name') ?? textFrom(fields, 'bare-name'),
  );
  const counts = new Map<string, number>();
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return groups.map((group, index) => {
    const named = namedRanges(group.fields, declared);
    const said = names[index];
    const own = group.label || subnetOf(group, named) || group.position;
    const shared = said !== undefined && (counts.get(said) ?? 0) > 1;
    const name = said !== undefined && shared && own ? `${said}-${own}` : (said ?? own);
    return { ...group, named, name: name || fallback };
  });
}

function subnetOf({ ranges }: Group, { nodes }: NamedRanges): string {
  const primaries = [nodes, ...ranges].flatMap((fact) => fact?.leaf.subnet?.name ?? []);
  return new Set(primaries).size === 1 ? (primaries[0] ?? '') : '';
}
