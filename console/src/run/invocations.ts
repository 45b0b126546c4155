/** Which function an attempt of a task calls, and which of its invocations the attempt was. */
import type { Invocation } from '../service/types.ts';
import type { Attempt } from './run.ts';

/** The function that an attempt calls, if it calls one. */
export function functionOf(attempt: Attempt): string | undefined {
  const direct = /:function:([^:]+)/.exec(attempt.resource ?? '');
  if (direct) return direct[1];
  if (attempt.resourceType !== 'lambda') return undefined;
  try {
    const name = (JSON.parse(attempt.parameters ?? '{}') as { FunctionName?: string }).FunctionName;
    return name && (/:function:([^:]+)/.exec(name)?.[1] ?? name);
  } catch {
    return undefined;
  }
}

/**
 * The invocations of an attempt, the first one first. It is one as a rule; an event that the function failed at is tried again, and so is a
 * call that a server was at when it ended.
 *
 * @param all those of the execution, the newest first
 */
export function invocationsOf(attempt: Attempt, all: readonly Invocation[]): readonly Invocation[] {
  return all.filter(({ startedEventId }) => startedEventId !== undefined && startedEventId === attempt.startedEvent).reverse();
}
