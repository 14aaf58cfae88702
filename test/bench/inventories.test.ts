import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

/** Plain JavaScript, which Node.js runs as it is. */
const load = (name: string) => import(new URL(name, import.meta.url).href);
const { identicalRanges, normalRanges, placeApart } = await load('ranges.mjs');
const { assetArray, assetLines, rangeList, rangeTable, subnetsJson, writePieces } =
  await load('inventories.mjs');

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const textOf = (pieces: Iterable<string>) => [...pieces].join('');
const count = 1201;
const normal = normalRanges(count);

interface Subnet {
  readonly network: string;
  readonly ipCidrRange: string;
  readonly secondaryIpRanges: readonly { readonly ipCidrRange: string }[];
}

const subnetsOf = (text: string): readonly Subnet[] => JSON.parse(text);
const cidrsOf = ({ ipCidrRange, secondaryIpRanges }: Subnet) => [
  ipCidrRange,
  ...secondaryIpRanges.map((secondary) => secondary.ipCidrRange),
];

/** Pairs that share addresses, each with each. */
function pairsAmong(cidrs: readonly string[]): number {
  const spans = cidrs.map((cidr) => {
    const [a = 0, b = 0, c = 0, d = 0, length = 0] = cidr.split(/[./]/).map(Number);
    const start = ((a * 256 + b) * 256 + c) * 256 + d;
    const size = 2 ** (32 - length);
    expect([cidr, start % size]).toEqual([cidr, 0]);
    return { start, end: start + size };
  });
  return spans.reduce((sum, one, index) => {
    const meeting = spans.slice(index + 1).filter((other) => {
      return one.start < other.end && other.start < one.end;
    });
    return sum + meeting.length;
  }, 0);
}

describe('the ranges', () => {
  const subnets = subnetsOf(textOf(subnetsJson(normal)));

  it('are as many as asked for, three in a subnet of one of 300 networks', () => {
    expect(subnets.flatMap(cidrsOf)).toHaveLength(count);
    expect(subnets).toHaveLength(400);
    expect(new Set(subnets.map(({ network }) => network)).size).toBe(300);
  });

  it('are apart in all networks together, but for one pair in each network that has two subnets', () => {
    const names = [...new Set(subnets.map(({ network }) => network))];
    const within = names.map((name) => {
      return pairsAmong(subnets.filter(({ network }) => network === name).flatMap(cidrsOf));
    });
    expect(within.filter((pairs) => pairs === 1)).toHaveLength(100);
    expect(within.filter((pairs) => pairs === 0)).toHaveLength(200);
    expect(pairsAmong(subnets.flatMap(cidrsOf))).toBe(normal.pairs);
    expect(normal.pairs).toBe(100);
  });

  it('that are identical make a pair with each other', () => {
    const same = identicalRanges(61);
    const cidrs = subnetsOf(textOf(subnetsJson(same))).flatMap(cidrsOf);
    expect(cidrs).toEqual(Array(61).fill('10.0.0.0/24'));
    expect(same.pairs).toBe(pairsAmong(cidrs));
  });

  it('take one private space after the other, and do not go beyond the last', () => {
    const wide = (blocks: number) =>
      placeApart(
        Array(blocks).fill(8),
        Array.from({ length: blocks }, (_, index) => index),
      );
    const octets = [...wide(16)].map((start) => start / 2 ** 24);
    expect(octets).toEqual([10, ...Array.from({ length: 15 }, (_, index) => 240 + index)]);
    expect(() => wide(17)).toThrow('no space for 17 ranges');
  });
});

describe('the files', () => {
  const subnets = textOf(subnetsJson(normal));

  it('are the same in every run', () => {
    expect(textOf(subnetsJson(normalRanges(count)))).toBe(subnets);
  });

  it('are as long as what gcloud prints, about 340 bytes a range', () => {
    expect(Math.abs(subnets.length / count - 340)).toBeLessThan(17);
    expect(subnets).toBe(`${JSON.stringify(JSON.parse(subnets), null, 2)}\n`);
  });

  it('of every kind hold the same ranges', () => {
    const all = subnetsOf(subnets).flatMap(cidrsOf);
    const blocks = /\b\d+\.\d+\.\d+\.\d+\/\d+\b/g;
    for (const write of [assetArray, assetLines, rangeList, rangeTable]) {
      expect(textOf(write(normal)).match(blocks)).toEqual(all);
    }
    const lines = textOf(assetLines(normal)).trim().split('\n');
    expect(JSON.parse(textOf(assetArray(normal)))).toEqual(lines.map((line) => JSON.parse(line)));
  });

  it('are written whole, also where they are longer than a block', () => {
    const file = join(folder, 'pieces');
    const pieces = Array.from({ length: 30 }, (_, index) => String(index % 10).repeat(100_000));
    writePieces(file, pieces);
    expect(readFileSync(file, 'utf8')).toBe(pieces.join(''));
  });
});

const python = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!python)("Python's sweep", () => {
  it('counts the pairs of each network', () => {
    const file = join(folder, 'subnets.json');
    writeFileSync(file, textOf(subnetsJson(normal)));
    const script = fileURLToPath(new URL('sweep.py', import.meta.url));
    const { stdout } = spawnSync('python3', [script, file], { encoding: 'utf8' });
    expect(stdout).toBe(`${normal.pairs}\n`);
  });
});
