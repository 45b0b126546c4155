import { describe, expect, it } from 'vitest';
import { functionOf, invocationsOf } from '../src/run/invocations.ts';
import type { Attempt } from '../src/run/run.ts';
import type { Invocation } from '../src/service/types.ts';

const attempt = (more: Partial<Attempt>): Attempt => ({ scheduled: 100, ended: 101, scheduledEvent: 3, startedEvent: 4, status: 'succeeded', resourceType: 'lambda', resource: 'invoke', parameters: '{"FunctionName": "arn:aws:lambda:us-east-1:1:function:Price:$LATEST"}', ...more });
const invocation = (requestId: string, more: Partial<Invocation>): Invocation => ({ requestId, started: new Date(100_000).toISOString(), durationMs: 100, status: 'SUCCEEDED', log: '', ...more });
const ids = (found: readonly Invocation[]): string[] => found.map((i) => i.requestId);

describe('the invocation that an attempt was', () => {
  it('should be the one that was made for it, whatever else ran at that time', () => {
    const all = [invocation('c', { startedEventId: 9 }), invocation('b', { startedEventId: 4 }), invocation('a', { startedEventId: 2 })];
    expect(ids(invocationsOf(attempt({}), all))).toEqual(['b']);
  });

  it('should be all that were made for it, the first one first', () => {
    const all = [invocation('second', { startedEventId: 4 }), invocation('first', { startedEventId: 4, status: 'FAILED' })];
    expect(ids(invocationsOf(attempt({}), all))).toEqual(['first', 'second']);
  });

  it('should be none as long as the attempt has not started', () => {
    const { startedEvent: _, ...scheduled } = attempt({});
    expect(invocationsOf(scheduled, [invocation('by hand', {})])).toEqual([]);
  });

  it('should know which function is called', () => {
    expect(functionOf(attempt({}))).toBe('Price');
    expect(functionOf(attempt({ resource: 'arn:aws:lambda:us-east-1:1:function:Direct' }))).toBe('Direct');
    expect(functionOf(attempt({ parameters: '{"FunctionName": "Plain"}' }))).toBe('Plain');
    expect(functionOf(attempt({ resourceType: 'sqs' }))).toBeUndefined();
    expect(functionOf(attempt({ parameters: '… truncated' }))).toBeUndefined();
  });
});
