import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../src/run/events.ts';
import { Run } from '../src/run/run.ts';

/** Events in short: type, previous event, details. */
function run(...rows: [string, number, Record<string, unknown>?][]): Run {
  const events = rows.map(([type, previousEventId, details], i): HistoryEvent => ({ id: i + 1, previousEventId, timestamp: i, type, xEventDetails: details ?? {} }));
  const made = new Run();
  // As they come: a few at a time, and some twice.
  for (let i = 0; i < events.length; i += 3) made.add(events.slice(Math.max(0, i - 2), i + 3));
  return made;
}

describe('Run', () => {
  it('should count retries and keep the error that was caught', () => {
    const made = run(
      ['ExecutionStarted', 0], ['TaskStateEntered', 0, { name: 'T', input: '1' }],
      ['TaskScheduled', 2, { resource: 'invoke', parameters: '{}' }], ['TaskStarted', 3], ['TaskFailed', 4, { error: 'Busy', cause: 'later' }],
      ['TaskScheduled', 5, { resource: 'invoke' }], ['TaskStarted', 6], ['TaskFailed', 7, { error: 'Bad' }],
      ['TaskStateExited', 8, { name: 'T', output: '2' }], ['PassStateEntered', 9, { name: 'P' }], ['PassStateExited', 10, { name: 'P' }],
      ['ExecutionSucceeded', 11],
    );
    const [task, pass] = made.steps;
    expect(task).toMatchObject({ status: 'caught', error: 'Bad', input: '1', output: '2' });
    expect(task!.attempts.map((a) => [a.status, a.error, a.startedEvent])).toEqual([['failed', 'Busy', 4], ['failed', 'Bad', 7]]);
    expect(made.tallies.get('T')).toMatchObject({ caught: 1, running: 0, retries: 1 });
    expect(pass).toMatchObject({ status: 'succeeded', depth: 0 });
    expect(made.ending).toMatchObject({ type: 'Succeeded' });
    expect(made.failedStep()).toBeUndefined();
  });

  it('should know the variables that a step can read, and not those of another iteration', () => {
    const made = run(
      ['ExecutionStarted', 0], ['PassStateEntered', 0, { name: 'Set' }], ['PassStateExited', 2, { name: 'Set', assignedVariables: { limit: '1', who: '"you"' } }],
      ['MapStateEntered', 3, { name: 'Each' }], ['MapStateStarted', 4, { length: 2 }],
      ['MapIterationStarted', 5, { name: 'Each', index: 0 }], ['PassStateEntered', 6, { name: 'Inner' }], ['PassStateExited', 7, { name: 'Inner', assignedVariables: { own: '0' } }],
      ['PassStateEntered', 8, { name: 'Last' }],
      ['MapIterationStarted', 5, { name: 'Each', index: 1 }], ['PassStateEntered', 10, { name: 'Inner' }],
    );
    const [set, , first, last, second] = made.steps;
    expect([...made.variablesAt(set!)]).toEqual([]);
    expect([...made.variablesAt(first!)]).toEqual([['limit', '1'], ['who', '"you"']]);
    expect([...made.variablesAt(last!).keys()]).toEqual(['limit', 'who', 'own']);
    expect([...made.variablesAt(second!).keys()]).toEqual(['limit', 'who']);
  });

  it('should know where a callback waits', () => {
    const made = run(
      ['ExecutionStarted', 0], ['TaskStateEntered', 0, { name: 'T' }],
      ['TaskScheduled', 2, { resource: 'sendMessage.waitForTaskToken' }], ['TaskStarted', 3],
      ['TaskSubmitted', 4, { resource: 'sendMessage.waitForTaskToken' }],
    );
    expect(made.tallies.get('T')).toMatchObject({ waiting: 1, running: 0 });
  });

  it('should follow iterations that are mixed up in time', () => {
    const made = run(
      ['ExecutionStarted', 0], ['MapStateEntered', 0, { name: 'M' }], ['MapStateStarted', 2, { length: 2 }],
      ['MapIterationStarted', 3, { name: 'M', index: 0 }], ['MapIterationStarted', 3, { name: 'M', index: 1 }],
      ['PassStateEntered', 4, { name: 'I' }], ['PassStateEntered', 5, { name: 'I' }],
      ['PassStateExited', 7, { name: 'I' }], ['MapIterationSucceeded', 8, { name: 'M', index: 1 }],
      ['PassStateExited', 6, { name: 'I' }], ['MapIterationSucceeded', 10, { name: 'M', index: 0 }],
      ['MapStateSucceeded', 11], ['MapStateExited', 12, { name: 'M' }], ['PassStateEntered', 13, { name: 'After' }],
    );
    const map = made.steps[0]!;
    expect(map.iterations!.map((i) => i.status)).toEqual(['succeeded', 'succeeded']);
    expect(made.childrenOf(map, 1).map((s) => s.id)).toEqual([7]);
    expect(made.steps.at(-1)).toMatchObject({ name: 'After', depth: 0, status: 'running' });
    expect(made.tallies.get('I')).toMatchObject({ succeeded: 2, running: 0 });
  });

  it('should find the innermost step that failed', () => {
    const made = run(
      ['ExecutionStarted', 0], ['ParallelStateEntered', 0, { name: 'P' }], ['ParallelStateStarted', 2],
      ['TaskStateEntered', 3, { name: 'A' }], ['WaitStateEntered', 3, { name: 'B' }],
      ['TaskScheduled', 4, {}], ['TaskFailed', 6, { error: 'Bad', cause: 'why' }],
      ['WaitStateAborted', 5], ['ParallelStateFailed', 7], ['ExecutionFailed', 9, { error: 'Bad', cause: 'why' }],
    );
    expect(made.steps.map((s) => [s.name, s.status])).toEqual([['P', 'failed'], ['A', 'failed'], ['B', 'aborted']]);
    expect(made.failedStep()!.name).toBe('A');
    expect(made.failedStep()!.cause).toBe('why');
  });

  it('should find what a Map failed with that was caught', () => {
    const made = run(
      ['ExecutionStarted', 0], ['MapStateEntered', 0, { name: 'M' }], ['MapStateStarted', 2, { length: 2 }],
      ['MapIterationStarted', 3, { name: 'M', index: 0 }], ['FailStateEntered', 4, { name: 'Refuse' }],
      ['MapIterationFailed', 5, { name: 'M', index: 0 }], ['MapStateFailed', 6], ['MapStateExited', 7, { name: 'M' }],
      ['FailStateEntered', 8, { name: 'Elsewhere' }], ['ExecutionFailed', 9, { error: 'Bad' }],
    );
    const map = made.steps[0]!;
    expect(map.status).toBe('caught');
    expect(made.failedStep(map)).toMatchObject({ name: 'Refuse', iteration: 0 });
    expect(made.failedStep(made.steps.at(-1))).toBeUndefined();
  });

  it('should tell what failed from what was aborted because of it', () => {
    const made = run(
      ['ExecutionStarted', 0], ['PassStateEntered', 0, { name: 'Prepare' }], ['PassStateExited', 2, { name: 'Prepare' }],
      ['ParallelStateEntered', 3, { name: 'Both' }], ['ParallelStateStarted', 4], ['WaitStateEntered', 5, { name: 'Sleep' }],
      ['MapStateEntered', 5, { name: 'Each' }], ['MapStateStarted', 7, { length: 1 }], ['MapIterationStarted', 8, { name: 'Each', index: 0 }],
      ['FailStateEntered', 9, { name: 'Refuse' }], ['MapIterationFailed', 10, { name: 'Each', index: 0 }], ['MapStateFailed', 10],
      ['WaitStateAborted', 12], ['MapStateAborted', 12], ['ParallelStateFailed', 12], ['ExecutionFailed', 15, { error: 'No', cause: 'why' }],
    );
    expect(made.steps.map((s) => [s.name, s.status, s.error])).toEqual([
      ['Prepare', 'succeeded', undefined], ['Both', 'failed', 'No'], ['Sleep', 'aborted', undefined], ['Each', 'failed', 'No'], ['Refuse', 'failed', 'No'],
    ]);
    expect(made.failedStep()).toMatchObject({ name: 'Refuse', cause: 'why', iteration: 0 });
    expect(made.tallies.get('Sleep')).toMatchObject({ aborted: 1, running: 0, failed: 0 });
  });

  it('should go on after a redrive where it failed', () => {
    const made = run(
      ['ExecutionStarted', 0], ['MapStateEntered', 0, { name: 'M' }], ['MapStateStarted', 2, { length: 1 }], ['MapIterationStarted', 3, { name: 'M', index: 0 }],
      ['TaskStateEntered', 4, { name: 'T' }], ['TaskScheduled', 5, {}], ['TaskFailed', 6, { error: 'Bad' }], ['MapIterationFailed', 7, { name: 'M', index: 0 }],
      ['MapStateFailed', 7], ['ExecutionFailed', 9, { error: 'Bad' }], ['ExecutionRedriven', 10], ['TaskScheduled', 11, {}],
    );
    expect([made.redrives, made.ending]).toEqual([1, undefined]);
    expect(made.steps.map((s) => [s.name, s.status, s.error])).toEqual([['M', 'running', undefined], ['T', 'running', undefined]]);
    made.add([{ id: 13, previousEventId: 12, timestamp: 13, type: 'TaskSucceeded', xEventDetails: { output: '1' } }, { id: 14, previousEventId: 13, timestamp: 14, type: 'TaskStateExited', xEventDetails: { name: 'T' } }]);
    expect(made.tallies.get('T')).toMatchObject({ succeeded: 1, failed: 0, running: 0, retries: 0 });
  });

  it('should take 25,000 events soon', () => {
    const rows: [string, number, Record<string, unknown>?][] = [['ExecutionStarted', 0]];
    for (let i = 0; i < 12_500; i++) {
      rows.push(['PassStateEntered', rows.length, { name: `S${i % 50}` }], ['PassStateExited', rows.length + 1, { name: `S${i % 50}` }]);
    }
    const events = rows.map(([type, previousEventId, details], i): HistoryEvent => ({ id: i + 1, previousEventId, timestamp: i, type, xEventDetails: details ?? {} }));
    const began = performance.now();
    const made = new Run();
    for (let i = 0; i < events.length; i += 1000) made.add(events.slice(i, i + 1000));
    expect(made.steps).toHaveLength(12_500);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
