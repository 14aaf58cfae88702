import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/rules/rule.ts';
import { type AcceptedRisk, applySuppressions, isExpired } from '../../src/rules/suppress.ts';

const finding = (rule: string, ...ranges: string[]): Finding => ({
  rule,
  severity: 'error',
  message: 'm',
  fix: 'f',
  docs: 'https://example.com',
  related: [],
  facts: {},
  ranges,
  clusters: [],
  networks: [],
});
const today = '2026-11-21';
const overlap = finding('range-overlap', 'pods', '10.4.0.0/14', 'lab', '10.4.8.0/24');
const judge = (suppressions: readonly AcceptedRisk[], ignored: readonly string[] = []) =>
  applySuppressions([overlap], { suppressions, ignored, today })[0]?.suppression;
const risk = (changes: Partial<AcceptedRisk> = {}): AcceptedRisk => ({
  rule: 'range-overlap',
  reason: 'isolated',
  ...changes,
});

describe('suppression of a finding', () => {
  it.each(['pods', '10.4.0.0/14', 'lab', '10.4.8.0/24'])(
    'concerns either range of an overlap, by name or CIDR: %s',
    (range) => {
      expect(judge([risk({ range })])).toEqual({ reason: 'isolated', expired: false });
    },
  );

  it('without a range concerns the rule wherever it fires', () => {
    expect(judge([risk()])).toEqual({ reason: 'isolated', expired: false });
  });

  it.each([
    ['on its first line', 'main.tf', 3, true],
    ['on its last line', 'main.tf', 5, true],
    ['above it', 'main.tf', 2, false],
    ['below it', 'main.tf', 6, false],
    ['in another file', 'other.tf', 4, false],
    ['in the file as a whole', 'main.tf', undefined, false],
  ])('of lines concerns what stands on them: %s', (_, file, line, concerned) => {
    const where = { file, ...(line === undefined ? {} : { line }) };
    const suppressions = [risk({ lines: { file: 'main.tf', from: 3, to: 5 } })];
    const options = { suppressions, ignored: [], today };
    const here = [
      { ...overlap, where },
      { ...overlap, related: [{ message: 'the other range', where }] },
    ];
    for (const { suppression } of applySuppressions(here, options)) {
      expect(suppression !== undefined).toBe(concerned);
    }
  });

  it('of lines concerns no finding without a place', () => {
    expect(judge([risk({ lines: { file: 'main.tf', from: 1, to: 9 } })])).toBeUndefined();
  });

  it('leaves other ranges and other rules alone', () => {
    expect(judge([risk({ range: 'office' }), risk({ rule: 'public-range' })])).toBeUndefined();
    expect(
      applySuppressions([overlap], { suppressions: [], ignored: ['public-range'], today }),
    ).toEqual([overlap]);
  });

  it('holds on its last day and has expired the day after', () => {
    expect(isExpired({ until: today }, today)).toBe(false);
    expect(isExpired({ until: '2026-11-20' }, today)).toBe(true);
    expect(isExpired({}, today)).toBe(false);
  });

  it('that has expired is marked, so that the finding counts again', () => {
    expect(judge([risk({ until: '2020-01-31' })])).toEqual({
      reason: 'isolated',
      until: '2020-01-31',
      expired: true,
    });
  });

  it('that holds wins over one that has expired', () => {
    const expired = risk({ until: '2020-01-31', reason: 'old' });
    expect(judge([expired, risk({ reason: 'new' })])).toEqual({ reason: 'new', expired: false });
  });

  it('by --ignore concerns every finding of the rule', () => {
    expect(judge([], ['range-overlap'])).toEqual({
      reason: 'ignored with --ignore',
      expired: false,
    });
  });
});
