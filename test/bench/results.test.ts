import { describe, expect, it } from 'vitest';

/** Plain JavaScript, which Node.js runs as it is. */
const load = (name: string) => import(new URL(name, import.meta.url).href);
const { ratio } = await load('measures.mjs');
const { inDocument, isGood, resultOf, tableOf } = await load('results.mjs');

describe('a result', () => {
  const rounds = [
    { run: { ms: 10, kb: 2048 }, base: { ms: 10, kb: 1024 } },
    { run: { ms: 30, kb: 2048 }, base: { ms: 20, kb: 1024 } },
    { run: { ms: 1500, kb: 2048 }, base: { ms: 300, kb: 1024 } },
  ];
  const taken = { rounds, failures: {} };
  const one = { name: 'one / other', ...ratio('run', 'base') };
  const result = (measured: object, judged = true) => resultOf('suite', measured, taken, judged);

  it('is the median of the ratios of the rounds, not the ratio of medians', () => {
    expect(result(one)).toMatchObject({ verdict: 'shown', run: 30, base: 20, ratio: 1.5 });
    expect(result({ ...one, ...ratio('run', 'base', 'kb') })).toMatchObject({ ratio: 2 });
  });

  it('is met up to the aim and missed above it', () => {
    expect(result({ ...one, most: 1.5 })).toMatchObject({ verdict: 'met' });
    expect(result({ ...one, most: 1.4 })).toMatchObject({ verdict: 'missed' });
  });

  it('of other sizes than the aim is for is only shown', () => {
    expect(result({ ...one, most: 1.4 }, false).verdict).toBe('shown');
  });

  it('says why there is none', () => {
    const failures = { base: 'it broke' };
    expect(resultOf('suite', one, { rounds: [], failures }, true)).toMatchObject({
      verdict: 'failed',
      reason: 'it broke',
    });
    expect(result({ ...one, skipped: 'no python3' })).toMatchObject({ verdict: 'skipped' });
  });

  it('fails the run when it is missed or could not be measured', () => {
    const verdicts = ['met', 'missed', 'shown', 'failed', 'skipped'];
    const good = verdicts.filter((verdict) => isGood({ verdict }));
    expect(good).toEqual(['met', 'shown', 'skipped']);
  });

  it('is a line of the table', () => {
    const results = [
      result({ ...one, most: 2, stretch: 1.5 }),
      result({ ...one, name: 'memory', ...ratio('run', 'base', 'kb'), most: 1 }),
      result({ ...one, name: 'absent', skipped: 'no python3' }),
    ];
    expect(tableOf(results)).toBe(
      [
        'measure      takes  beside  ratio  aim                verdict',
        'one / other  30 ms   20 ms   1.50  ≤ 2 (stretch 1.5)  met, stretch too',
        'memory        2 MB    1 MB   2.00  ≤ 1                missed',
        'absent                                                skipped: no python3',
        '',
      ].join('\n'),
    );
  });

  it('goes to its place in a document', () => {
    const machine = {
      date: '2026-11-21',
      node: '20.20.2',
      cores: 2,
      cpu: 'a processor',
      memory: 24,
      system: 'linux',
    };
    const text = 'a\n<!-- benchmarks -->\nold\n<!-- end -->\nb <!-- end -->\n';
    expect(inDocument(text, [result({ ...one, most: 2 })], machine)).toBe(
      [
        'a\n<!-- benchmarks -->\n',
        'Measured on 2026-11-21 with Node.js 20.20.2: 2 cores of a processor, 24 GB, linux.\n',
        '| measure | takes | beside | ratio | aim | verdict |',
        '| --- | --: | --: | --: | --- | --- |',
        '| one / other | 30 ms | 20 ms | 1.50 | ≤ 2 | met |\n',
        '<!-- end -->\nb <!-- end -->\n',
      ].join('\n'),
    );
    expect(() => inDocument('a\n', [], machine)).toThrow('no place for benchmarks');
  });
});
