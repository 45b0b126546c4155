import { describe, expect, it } from 'vitest';
import { fits, withChanges, type Row, type RowPage } from '../src/run/rows.ts';

const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:M';
const RUN = 'arn:aws:states:us-east-1:123456789012:mapRun:M/L:1';

const row = (name: string, second: number, more: Partial<Row> = {}): Row => ({
  executionArn: name,
  stateMachineArn: MACHINE,
  status: 'RUNNING',
  startDate: `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`,
  ...more,
});
const names = (pages: readonly RowPage<Row>[]): string[][] => pages.map((page) => page.executions.map((r) => r.executionArn));

describe('a list of executions that is told of changes', () => {
  const pages: RowPage<Row>[] = [
    { executions: [row('e', 50), row('d', 40)], next: '1' },
    { executions: [row('c', 30), row('b', 20)], next: '2' },
  ];

  it('puts what begins at the top', () => {
    expect(names(withChanges(pages, [row('f', 59)], {}))).toEqual([['f', 'e', 'd'], ['c', 'b']]);
  });

  it('replaces what it shows, and keeps what the change does not say', () => {
    const found = [{ executions: [{ ...row('c', 30), excerpt: 'x' }] }];
    const changed = withChanges(found, [row('c', 30, { status: 'FAILED' }) as (typeof found)[0]['executions'][0]], {});
    expect(changed[0]!.executions[0]).toMatchObject({ status: 'FAILED', excerpt: 'x' });
  });

  it('takes out what does not fit any more', () => {
    expect(names(withChanges(pages, [row('c', 30, { status: 'SUCCEEDED' })], { status: 'RUNNING' }))).toEqual([['e', 'd'], ['b']]);
  });

  it('puts an old one that is taken up again where it belongs', () => {
    expect(names(withChanges(pages, [row('x', 25)], {}))).toEqual([['e', 'd'], ['c', 'x', 'b']]);
  });

  it('leaves to the next page what would stand behind the last', () => {
    expect(names(withChanges(pages, [row('a', 10)], {}))).toEqual([['e', 'd'], ['c', 'b']]);
    expect(names(withChanges([{ executions: [] }], [row('a', 10)], {}))).toEqual([['a']]);
  });

  it('touches no page that nothing concerns', () => {
    const changed = withChanges(pages, [row('e', 50, { status: 'FAILED' })], {});
    expect(changed[1]).toBe(pages[1]);
  });

  it('tells children of a distributed Map from other executions', () => {
    const child = row('child', 1, { mapRunArn: RUN, stateMachineArn: `${MACHINE}/L` });
    expect(fits(child, {})).toBe(false);
    expect(fits(child, { machine: RUN })).toBe(true);
    expect(fits(row('other', 1), { machine: RUN })).toBe(false);
    expect(fits(row('other', 1), { machine: MACHINE })).toBe(true);
  });

  it('holds starts against a time: from its beginning until before its end', () => {
    const [begin, end] = [Date.parse('2026-01-01T00:00:02Z'), Date.parse('2026-01-01T00:00:04Z')];
    const shown = [1, 2, 3, 4].filter((second) => fits(row('one', second), { from: begin, until: end }));
    expect(shown).toEqual([2, 3]);
    expect(fits(row('one', 1), { until: end })).toBe(true);
    expect(fits(row('one', 5), { from: begin })).toBe(true);
  });
});
