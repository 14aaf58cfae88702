/** What is wrong with a long inventory, and where. */
import { describe, expect, it } from 'vitest';
import { firstProblems } from '../../../src/input/inventory/complaints.ts';
import { inventoryReader } from '../../../src/input/inventory/inventory.ts';
import { emptyResult } from '../../../src/input/input.ts';
import { readRangesList } from '../../../src/input/ranges-list.ts';

const encoder = new TextEncoder();

function problemsOf(name: string, text: string | Uint8Array, pieceSize = 64) {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  const reader = inventoryReader(name, bytes);
  for (let start = 0; start < bytes.length; start += pieceSize)
    reader?.push(bytes.slice(start, start + pieceSize));
  return reader?.finish().problems.map(({ what, where }) => [what, where?.line ?? where?.path]);
}

const subnet = (cidr: string) => ({
  name: 'a',
  network: 'projects/p/global/networks/n',
  region: 'r',
  selfLink: 'projects/p/regions/r/subnetworks/a',
  ipCidrRange: cidr,
});

describe('a malformed row of a JSON array', () => {
  it('is named with its path and the byte where its item starts', () => {
    const text = `[\n  ${JSON.stringify(subnet('10.0.0.0/24'))},\n  ${JSON.stringify(subnet('10.0.0.5/24'))}\n]\n`;
    const byte = encoder.encode(text.slice(0, text.lastIndexOf('{"name"'))).length;
    expect(problemsOf('a.json', text)).toEqual([
      [
        `"10.0.0.5/24" has host bits set ([1].ipCidrRange), in the item at byte ${byte}`,
        '[1].ipCidrRange',
      ],
    ]);
  });

  it('is named by bytes, not characters', () => {
    const rows = [{ ...subnet('10.0.0.0/24'), description: '日本' }, subnet('10.0.0.5/24')];
    // every one of the two characters takes three bytes, so four more than characters
    const text = JSON.stringify(rows);
    const byte = text.lastIndexOf('{"name"') + 4;
    expect(problemsOf('a.json', text)?.[0]?.[0]).toContain(`in the item at byte ${byte}`);
  });

  it('is named with its own byte where others in front of it are malformed, too', () => {
    const rows = ['10.0.0.5/24', '10.0.1.0/24', '10.0.12.5/24', '10.0.123.5/24', '10.0.4.0/24'];
    const items = rows.map((cidr) => JSON.stringify(subnet(cidr)));
    const text = `[ ${items.join(', ')} ]`;
    const malformed = [items[0], items[2], items[3]].map((item = '') => text.indexOf(item));
    for (const pieceSize of [100, 300, 10_000])
      expect(problemsOf('a.json', text, pieceSize)?.map(([what]) => what)).toEqual(
        malformed.map((byte) => expect.stringMatching(new RegExp(`at byte ${byte}$`))),
      );
  });

  it('is one of twenty of a short text, too, more than a call has arguments', () => {
    const { problems: one } = readRangesList({ name: 'a.txt', text: 'x\n' });
    const all = Array.from({ length: 1_000_000 }, () => one).flat();
    const { problems } = firstProblems({ ...emptyResult, problems: all });
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)?.what).toBe('999980 more rows are malformed from here on');
  });

  it('is one of twenty that are named, however many there are', () => {
    const rows = Array.from({ length: 1234 }, () => subnet('10.0.0.5/24'));
    const problems = problemsOf('a.json', JSON.stringify(rows, null, 2), 1000) ?? [];
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toEqual([
      '1214 more rows are malformed from here on',
      '[20].ipCidrRange',
    ]);
  });
});

/** Between the last two items. */
const lastComma = /\},(?![^]*\},)/;

describe('what is no JSON', () => {
  const rows = Array.from({ length: 50 }, () => subnet('10.0.0.0/24'));

  it.each([0, 2])('is named with its byte, laid out with %i blanks', (blanks) => {
    const text = JSON.stringify(rows, null, blanks);
    const broken = text.lastIndexOf('"ipCidrRange"');
    const [[what] = []] =
      problemsOf('a.json', `${text.slice(0, broken)}?${text.slice(broken)}`, 500) ?? [];
    expect(what).toContain(`at byte ${broken}`);
  });

  it.each([
    ['ends inside an item', (text: string) => text.slice(0, -10)],
    ['ends behind a comma', (text: string) => text.replace(/\]$/, ',')],
    ['has a comma behind the last item', (text: string) => text.replace(/\]$/, ',]')],
    ['has a second array behind the first', (text: string) => `${text}${text}`],
    ['lacks a comma between two items', (text: string) => text.replace(lastComma, '}')],
    ['has an item that is closed twice', (text: string) => text.replace(lastComma, '}},')],
  ])('is refused where it %s', (_, change) => {
    for (const blanks of [0, 2])
      expect(problemsOf('a.json', change(JSON.stringify(rows, null, blanks)), 300)).toHaveLength(1);
  });

  it('may have any number of blanks before it', () => {
    const item = JSON.stringify(subnet('10.0.0.0/24'));
    const text = `[${'\n'.repeat(1_000_000)}${item}, ${item}`;
    expect(problemsOf('a.json', text, 1_000_100)).toHaveLength(1);
    expect(problemsOf('a.json', `${text}]`, 1_000_100)).toEqual([]);
  });

  it('is refused where brackets nest without end', () => {
    const text = `${JSON.stringify(rows).slice(0, -1)},${'['.repeat(500_000)}`;
    expect(problemsOf('a.json', text, 100_000)?.[0]?.[0]).toMatch(
      /^is nested more than 200 levels deep at byte \d+$/,
    );
    const line = JSON.stringify({ name: '//x/projects/p/a', assetType: 'x' });
    const lines = `${line}\n${line}\n{"a": ${'['.repeat(500_000)}\n`;
    expect(problemsOf('a.ndjson', lines, 100_000)).toEqual([
      ['is nested more than 200 levels deep', 3],
    ]);
  });

  it('is refused where it is not UTF-8', () => {
    const text = encoder.encode(JSON.stringify(rows));
    text[text.length - 20] = 0xff;
    expect(problemsOf('a.json', text)).toEqual([['is not valid UTF-8', undefined]]);
  });
});

describe('a malformed cluster whose node pools are assets of their own', () => {
  const name = '//container.googleapis.com/projects/team/locations/r/clusters/c';
  const data = { name: 'c', ipAllocationPolicy: { clusterIpv4CidrBlock: '10.0.0.5/14' } };
  const cluster = { name, assetType: 'container.googleapis.com/Cluster', resource: { data } };
  const pool = {
    name: `${name}/nodePools/p`,
    assetType: 'container.googleapis.com/NodePool',
    resource: { data: { name: 'p' } },
  };

  it.each([
    ['a.json', JSON.stringify([pool, cluster])],
    ['a.ndjson', `${JSON.stringify(pool)}\n${JSON.stringify(cluster)}\n`],
  ])('is named, in %s', (file, text) => {
    expect(problemsOf(file, text)?.[0]?.[0]).toContain('"10.0.0.5/14" has host bits set');
  });
});

describe('malformed lines', () => {
  it('of JSON Lines are all named with their numbers', () => {
    const asset = JSON.stringify({ name: '//x/projects/p/a', assetType: 'x' });
    const text = [asset, asset, '{"name": ', asset, '{"a": 1}', 'nonsense', ''].join('\n');
    expect(problemsOf('a.ndjson', text, 7)?.map(([, line]) => line)).toEqual([3, 5, 6]);
  });

  it('of a list are all named with their numbers', () => {
    const text = '10.0.0.0/24 a\n10.0.0.1/24 b\n\nnonsense\n10.0.1.0/24\n';
    expect(problemsOf('a.txt', text, 7)?.map(([, line]) => line)).toEqual([2, 4]);
  });

  it('of a table are all named with their numbers, also behind a cell of two lines', () => {
    const text = 'cidr,name\n10.0.0.0/24,"two\nlines"\n10.0.0.1/24,b\n10.0.1.0/24,c\nx,d\n';
    expect(problemsOf('a.csv', text, 7)?.map(([, line]) => line)).toEqual([4, 6]);
  });

  it('of a table with a quote that is never closed are named where it opens', () => {
    const text = 'cidr,name\n10.0.0.0/24,a\n10.0.1.0/24,"b\n10.0.2.0/24,c\n';
    expect(problemsOf('a.csv', text, 7)).toHaveLength(1);
  });
});
