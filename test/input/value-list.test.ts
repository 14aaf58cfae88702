import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/errors.ts';
import { flagReader } from '../../src/input/flag-values.ts';
import { readCounts, readValues } from '../../src/input/value-list.ts';

const bounds = { least: 1, most: 1_000_000 };

function read(...texts: readonly string[]) {
  const problems: Problem[] = [];
  const values = readCounts(flagReader({ nodes: texts }, problems), 'nodes', bounds);
  return { values, problems };
}

function readSizes(part: string) {
  const problems: Problem[] = [];
  const { refuse } = flagReader<'pod-range'>({}, problems);
  const list = { flag: 'pod-range', refuse, mark: '/' } as const;
  return { values: readValues(part, { least: 0, most: 32 }, list), problems };
}

describe('a list of counts', () => {
  it.each([
    [['5'], [5]],
    [['32,64,110'], [32, 64, 110]],
    [['110,32'], [110, 32]],
    [['1..4'], [1, 2, 3, 4]],
    [['7..7'], [7]],
    [['100..1000:300'], [100, 400, 700, 1000]],
    [['100..999:300'], [100, 400, 700]],
    [['8, 16..18 ,110'], [8, 16, 17, 18, 110]],
    [
      ['1..3', '2..5'],
      [1, 2, 3, 4, 5],
    ],
    [['64,64,32,64'], [64, 32]],
  ])('%j is %j', (texts, values) => {
    expect(read(...texts)).toEqual({ values, problems: [] });
  });

  it.each([
    ['', 'has an empty value', 'write values separated by one comma'],
    [',', 'has an empty value', 'write values separated by one comma'],
    ['1,,2', 'has an empty value', 'write values separated by one comma'],
    ['0', '"0" is out of range', 'write a number from 1 to 1000000'],
    ['5..0', '"0" is out of range', 'write a number from 1 to 1000000'],
    ['9..3', '"9..3" goes down', 'write 3..9'],
    ['9..3:2', '"9..3:2" goes down', 'write 3..9:2'],
    ['1..9:0', '"1..9:0" has a step of 0', 'write 1..9'],
    ['1..9:-1', '"-1" is not a whole number', 'write digits only, such as 100'],
    ['1..9:', '"" is not a whole number', 'write digits only, such as 100'],
    ['1..', '"" is not a whole number', 'write digits only, such as 100'],
    ['1...9', '".9" is not a whole number', 'write digits only, such as 100'],
    ['1..2..3', '"2..3" is not a whole number', 'write digits only, such as 100'],
    ['1:2', '"1:2" is not a whole number', 'write digits only, such as 100'],
    ['1-9', '"1-9" is no value', 'write 1..9 for a range of values'],
    ['1_000', '"1_000" is not a whole number', 'write digits only, such as 1000'],
    ['1,000', '"000" is out of range', 'write a number from 1 to 1000000'],
    ['1e3', '"1e3" is not a whole number', 'write digits only, such as 100'],
    ['١', '"١" is not a whole number', 'write digits only, such as 100'],
    ['1..1000000', '"1..1000000" has 1000000 values', 'take larger steps, such as 1..1000000:10'],
  ])('refuses %j', (text, what, fix) => {
    expect(read(text).problems).toEqual([
      { what, fix, where: { file: 'command line', path: '--nodes' } },
    ]);
  });

  it('names every fault of a list', () => {
    expect(read('x,9..3,y').problems).toHaveLength(3);
  });

  it('holds every value between its ends that a step reaches, each once and in order', () => {
    const span = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }));
    fc.assert(
      fc.property(span, fc.integer({ min: 1, max: 60 }), ([first, more], step) => {
        const { values, problems } = read(`${first}..${first + more}:${step}`);
        const counted: number[] = [];
        for (let value = first; value <= first + more; value += step) counted.push(value);
        expect({ values, problems }).toEqual({ values: counted, problems: [] });
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('0', '1', '9', '.', ',', ':', '/', '-', ' ', 'x') }),
        (text) => {
          const { values, problems } = read(text);
          expect(values.length > 0 || problems.length > 0).toBe(true);
        },
      ),
    );
  });
});

describe('a list of prefix lengths', () => {
  it.each([
    ['/16', [16]],
    ['/14../17', [14, 15, 16, 17]],
    ['/14..17', [14, 15, 16, 17]],
    ['/14../20:3', [14, 17, 20]],
    ['/0', [0]],
  ])('%j is %j', (text, values) => {
    expect(readSizes(text)).toEqual({ values, problems: [] });
  });

  it.each([
    ['/33', '"33" is out of range', 'write a number from 0 to 32'],
    ['/20../14', '"/20../14" goes down', 'write /14../20'],
    ['/14../20:0', '"/14../20:0" has a step of 0', 'write /14../20'],
    ['/14-/20', '"/14-/20" is no value', 'write /14../20 for a range of values'],
    ['/x', '"x" is not a whole number', 'write digits only, such as 100'],
  ])('refuses %j', (text, what, fix) => {
    expect(readSizes(text).problems).toMatchObject([{ what, fix }]);
  });
});
