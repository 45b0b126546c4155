/** Finds out which invocation of a function an attempt of a task was, as far as that can be known. */
import type { Invocation } from '../service/types.ts';
import type { Attempt, Step } from './run.ts';

export interface Found {
  readonly invocations: readonly Invocation[];
  /** Whether what the attempt led to names the invocation; otherwise time alone speaks for it. */
  readonly isNamed: boolean;
}

/** The clocks are the same, but not when they are read. */
const SLACK_MILLIS = 40;

const ANSWERED = /"SdkResponseMetadata"\s*:\s*\{\s*"RequestId"\s*:\s*"([^"]+)"\s*\}/;

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

/** Lambda's answer names the invocation, and so do many errors: of Python, of timeouts, of processes that end. */
function isNamedBy({ output, cause }: Attempt, { requestId }: Invocation): boolean {
  if (cause !== undefined) return cause.includes(requestId);
  return output?.includes(requestId) === true && ANSWERED.exec(output)?.[1] === requestId;
}

/**
 * The invocations that an attempt may have been.
 *
 * @param all of the function it calls
 * @param steps of the whole execution: what another attempt is named by was not this one
 */
export function invocationsOf(attempt: Attempt, all: readonly Invocation[], steps: readonly Step[]): Found {
  const named = all.filter((invocation) => isNamedBy(attempt, invocation));
  if (named.length > 0) return { invocations: named, isNamed: true };
  const from = attempt.scheduled * 1000 - SLACK_MILLIS;
  const to = attempt.ended === undefined ? Infinity : attempt.ended * 1000 + SLACK_MILLIS;
  const fitting = all.filter(({ started, durationMs, status }) => {
    const began = Date.parse(started);
    const isOutcome = attempt.ended === undefined || (attempt.status === 'failed') === (status !== 'SUCCEEDED');
    return began >= from && began + durationMs <= to && isOutcome;
  });
  if (fitting.length < 2) return { invocations: fitting, isNamed: false };
  // The others that ran at that time.
  const others = steps.flatMap((step) => step.attempts).filter((other) => other !== attempt && other.scheduled * 1000 < to && (other.ended ?? Infinity) * 1000 > from);
  const left = fitting.filter((invocation) => !others.some((other) => isNamedBy(other, invocation)));
  // A function logs what it threw.
  const said = attempt.error === undefined ? left : left.filter(({ log }) => log.includes(attempt.error!));
  return { invocations: said.length > 0 ? said : left, isNamed: false };
}
