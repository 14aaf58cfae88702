import { describe, expect, it, test } from 'vitest';
import { readHistoryCsv } from '../../src/input/history.ts';

const read = (text: string) => readHistoryCsv({ name: 'usage.csv', text });

/** `line:column what → fix` */
const problemsOf = (text: string) =>
  read(text).problems.map(
    ({ what, fix, where }) => `${where?.line}:${where?.column} ${what} → ${fix}`,
  );

test('a line is what there was on a day', () => {
  expect(read('date,nodes\n2025-11-21,100\n2026-11-21,121\n')).toEqual({
    entries: [
      { date: '2025-11-21', nodes: 100, where: { file: 'usage.csv', line: 2, column: 1 } },
      { date: '2026-11-21', nodes: 121, where: { file: 'usage.csv', line: 3, column: 1 } },
    ],
    problems: [],
  });
});

test('columns may come in any order, with clusters, networks, Services and what nobody asks for', () => {
  const text = 'Cluster;CPU;Nodes;Date;Services;Network\n"prod; west";3;12;2026-01-31;;vpc\n';
  expect(read(text).entries).toEqual([
    {
      date: '2026-01-31',
      nodes: 12,
      cluster: 'prod; west',
      network: 'vpc',
      where: { file: 'usage.csv', line: 2, column: 19 },
    },
  ]);
  expect(read('date\tnodes\tservices\n2026-01-31\t12\t900').entries).toMatchObject([
    { nodes: 12, services: 900 },
  ]);
});

test('comments and empty lines say nothing, a mark of UTF-8 neither', () => {
  const text = '\u{feff}date,nodes\n# weekly\n\n2026-01-31,12\n';
  expect(read(text).entries).toMatchObject([{ nodes: 12, where: { line: 4 } }]);
});

describe('what is no history', () => {
  it('is named with every line and column', () => {
    const text =
      'date,nodes,services\n2025-01-01,0,5\n2025-13-01,5,x\n2025-01-03\n31.01.2025,1e3,\n';
    expect(problemsOf(text)).toEqual([
      '2:12 "0" is no number of nodes → write digits only, from 1 to 1000000000; leave out days without any',
      '3:1 "2025-13-01" is no date → write it as 2027-06-30',
      '3:14 "x" is no number of Services → write digits only, from 1 to 1000000000; leave out days without any',
      '4:11 has no number of nodes → write digits only, from 1 to 1000000000; leave out days without any',
      '5:1 "31.01.2025" is no date → write it as 2027-06-30',
      '5:12 "1e3" is no number of nodes → write digits only, from 1 to 1000000000; leave out days without any',
    ]);
  });

  it('is a table without dates or nodes', () => {
    expect(problemsOf('day,nodes\n2025-01-01,5\n')).toEqual([
      '1:1 a history needs a column called date → write a header, date,nodes or date,cluster,nodes,services, and a line for each day',
    ]);
    expect(problemsOf('')[0]).toContain('needs a column called date and one called nodes');
  });

  it('is a header alone', () => {
    expect(problemsOf('nodes,date\r\n')).toEqual([
      '1:1 a history without a single count → write a line for each day under the header, such as 2027-06-30,40',
    ]);
  });

  it('is a line without a cluster where others have one', () => {
    expect(problemsOf('date,nodes,cluster\n2025-01-01,5,\n')).toEqual([
      '2:14 names no cluster → name the cluster in each line, or in none',
    ]);
  });

  it('is a table whose quotes are open', () => {
    expect(problemsOf('date,nodes\n"2025-01-01,5\n')).toEqual([
      '2:1 CSV cannot be read here → close every quote, and write "" for a quote inside one',
    ]);
  });
});
