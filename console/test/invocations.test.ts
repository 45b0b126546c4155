import { describe, expect, it } from 'vitest';
import { functionOf, invocationsOf } from '../src/run/invocations.ts';
import type { Attempt, Step } from '../src/run/run.ts';
import type { Invocation } from '../src/service/types.ts';

const attempt = (more: Partial<Attempt>): Attempt => ({ scheduled: 100, ended: 101, scheduledEvent: 3, status: 'succeeded', resourceType: 'lambda', resource: 'invoke', parameters: '{"FunctionName": "arn:aws:lambda:us-east-1:1:function:Price:$LATEST"}', ...more });
const invocation = (requestId: string, at: number, more: Partial<Invocation> = {}): Invocation => ({ requestId, started: new Date(at * 1000).toISOString(), durationMs: 100, status: 'SUCCEEDED', log: '', ...more });
const steps = (...attempts: Attempt[]): Step[] => attempts.map((a) => ({ attempts: [a] }) as unknown as Step);
const ids = (found: { invocations: readonly Invocation[] }): string[] => found.invocations.map((i) => i.requestId);
const answer = (requestId: string): string => JSON.stringify({ Payload: { note: 'x' }, SdkResponseMetadata: { RequestId: requestId }, StatusCode: 200 });

describe('the invocation that an attempt was', () => {
  it('should be the one that the answer names, whatever else ran at that time', () => {
    const all = [invocation('a-1', 100.1), invocation('a-2', 100.2), invocation('a-3', 100.3)];
    expect(invocationsOf(attempt({ output: answer('a-2') }), all, [])).toEqual({ invocations: [all[1]], isNamed: true });
  });

  it('should not be one that a payload speaks of', () => {
    const all = [invocation('a-1', 90), invocation('a-2', 100.2)];
    expect(ids(invocationsOf(attempt({ output: '{"Payload": {"before": "a-1"}}' }), all, []))).toEqual(['a-2']);
    // A function that is called by its ARN answers with its result alone.
    expect(invocationsOf(attempt({ output: '"a-1"' }), all, []).isNamed).toBe(false);
  });

  it('should be the one that the cause of a failure names', () => {
    const all = [invocation('a-1', 100.1, { status: 'FAILED' }), invocation('a-2', 100.2, { status: 'TIMED_OUT' })];
    const failed = attempt({ status: 'failed', error: 'Sandbox.Timedout', cause: '{"errorMessage":"RequestId: a-2 Error: Task timed out after 3.00 seconds"}' });
    expect(invocationsOf(failed, all, [])).toEqual({ invocations: [all[1]], isNamed: true });
  });

  it('should be found by time, outcome and what was logged if nothing names it', () => {
    const early = invocation('early', 99, { status: 'FAILED', log: 'Refused' });
    const late = invocation('late', 101.5, { status: 'FAILED', log: 'Refused' });
    const good = invocation('good', 100.1);
    const other = invocation('other', 100.2, { status: 'FAILED', log: 'ERROR TypeError' });
    const mine = invocation('mine', 100.3, { status: 'FAILED', log: 'ERROR Refused' });
    const named = invocation('named', 100.4, { status: 'FAILED', log: 'ERROR Refused' });
    const failed = attempt({ status: 'failed', error: 'Refused', cause: '{"errorMessage":"no"}' });
    const neighbour = attempt({ status: 'failed', error: 'Refused', cause: '{"requestId":"named"}' });
    const all = [early, late, good, other, mine, named];
    expect(invocationsOf(failed, all, steps(failed, neighbour))).toEqual({ invocations: [mine], isNamed: false });
  });

  it('should be any that began since, while the attempt goes on', () => {
    const { ended: _, ...running } = attempt({ status: 'running' });
    expect(ids(invocationsOf(running, [invocation('before', 50), invocation('since', 150)], []))).toEqual(['since']);
  });

  it('should know which function is called', () => {
    expect(functionOf(attempt({}))).toBe('Price');
    expect(functionOf(attempt({ resource: 'arn:aws:lambda:us-east-1:1:function:Direct' }))).toBe('Direct');
    expect(functionOf(attempt({ parameters: '{"FunctionName": "Plain"}' }))).toBe('Plain');
    expect(functionOf(attempt({ resourceType: 'sqs' }))).toBeUndefined();
    expect(functionOf(attempt({ parameters: '… truncated' }))).toBeUndefined();
  });
});
