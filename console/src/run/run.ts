/**
 * What became of an execution, worked out from its events: which states were entered how often, what each attempt led to, which
 * iterations of a Map are where. Events are added as they come; nothing is gone through twice.
 */
import { detailsOf, textOf, type HistoryEvent } from './events.ts';

export type StepStatus = 'running' | 'waiting' | 'succeeded' | 'failed' | 'caught' | 'aborted';

/** One call of a task. */
export interface Attempt {
  scheduled: number;
  scheduledEvent: number;
  startedEvent?: number;
  ended?: number;
  resource?: string;
  resourceType?: string;
  parameters?: string;
  status: 'running' | 'waiting' | 'succeeded' | 'failed';
  error?: string;
  cause?: string;
  output?: string;
}

export interface Iteration {
  readonly index: number;
  readonly started: number;
  ended?: number;
  status: 'running' | 'succeeded' | 'failed' | 'aborted';
}

/** A state that was entered. */
export interface Step {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly entered: number;
  readonly input?: string;
  /** The Map or Parallel it happened in. */
  readonly parent?: Step;
  /** The iteration of that Map. */
  readonly iteration?: number;
  /** The first step of the same run through a machine, branch or iteration. */
  readonly first: number;
  readonly depth: number;
  exited?: number;
  output?: string;
  assigned?: Record<string, string>;
  status: StepStatus;
  error?: string;
  cause?: string;
  readonly attempts: Attempt[];
  /** Of a Map, by number. */
  iterations?: Iteration[];
  length?: number;
  mapRunArn?: string;
  readonly events: number[];
}

/** How a state fared in all its visits. */
export interface Tally {
  running: number;
  waiting: number;
  succeeded: number;
  failed: number;
  caught: number;
  aborted: number;
  retries: number;
  last?: Step;
}

export interface Ending {
  readonly type: string;
  readonly at: number;
  readonly error?: string;
  readonly cause?: string;
}

type Scope = { readonly step?: Step; readonly iteration?: number };

export class Run {
  readonly events: HistoryEvent[] = [];
  readonly steps: Step[] = [];
  readonly tallies = new Map<string, Tally>();
  readonly stepById = new Map<number, Step>();
  started?: number;
  ending?: Ending;
  /** How often it was taken up again. */
  redrives = 0;
  /** Counts changes, for those who want to know whether there was one. */
  revision = 0;

  /** Entered and not left, in the order of their entering. */
  private readonly open = new Set<Step>();
  /** To which step each event belongs. */
  private readonly owner = new Map<number, Step>();
  /** Where a state that comes after this event is. */
  private readonly scopes = new Map<number, Scope>();

  get lastEvent(): number {
    return this.events.at(-1)?.id ?? 0;
  }

  stepOf(event: number): Step | undefined {
    return this.owner.get(event);
  }

  add(events: readonly HistoryEvent[]): void {
    for (const event of events) {
      if (event.id <= this.lastEvent) continue;
      this.events.push(event);
      this.take(event);
    }
    if (events.length > 0) this.revision++;
  }

  private take(event: HistoryEvent): void {
    const { type, timestamp: time } = event;
    const previous = event.previousEventId ?? 0;
    const details = detailsOf(event);
    if (type.endsWith('StateEntered')) {
      this.enter(event, previous, textOf(details, 'name') ?? '?', textOf(details, 'input'));
      return;
    }
    if (type === 'ExecutionRedriven') {
      this.redrives++;
      this.ending = undefined;
      // What comes next goes on where it failed.
      const failed = this.failedStep();
      if (failed) {
        this.owner.set(event.id, failed);
        this.scopes.set(event.id, { step: failed.parent, iteration: failed.iteration });
      }
      return;
    }
    if (type.startsWith('Execution')) {
      this.execution(type, time, textOf(details, 'error'), textOf(details, 'cause'));
      return;
    }
    const step = /StateAborted$/.test(type)
      ? this.aborted(type.slice(0, -'StateAborted'.length), previous)
      : this.owning(type, previous, textOf(details, 'name') ?? textOf(details, 'state'));
    if (!step) return;
    this.owner.set(event.id, step);
    if (step.events.length < 2_000) step.events.push(event.id);
    this.happen(step, event, details);
  }

  private enter(event: HistoryEvent, previous: number, name: string, input: string | undefined): void {
    const scope = this.scopeAfter(previous);
    const before = this.scopes.has(previous) ? undefined : this.owner.get(previous);
    const step: Step = {
      id: event.id,
      name,
      type: event.type.slice(0, -'StateEntered'.length),
      entered: event.timestamp,
      input,
      parent: scope.step,
      iteration: scope.iteration,
      first: before?.first ?? event.id,
      depth: scope.step ? scope.step.depth + 1 : 0,
      status: 'running',
      attempts: [],
      events: [event.id],
    };
    if (step.type === 'Fail') {
      // Such a state is entered and never left.
      step.exited = event.timestamp;
      step.status = 'failed';
    }
    this.steps.push(step);
    if (step.exited === undefined) this.open.add(step);
    this.stepById.set(step.id, step);
    this.owner.set(event.id, step);
    const tally = this.tally(name);
    tally[step.status]++;
    tally.last = step;
  }

  private scopeAfter(event: number): Scope {
    const opened = this.scopes.get(event);
    if (opened) return opened;
    const step = this.owner.get(event);
    return step ? { step: step.parent, iteration: step.iteration } : {};
  }

  private tally(name: string): Tally {
    let tally = this.tallies.get(name);
    if (!tally) {
      tally = { running: 0, waiting: 0, succeeded: 0, failed: 0, caught: 0, aborted: 0, retries: 0 };
      this.tallies.set(name, tally);
    }
    return tally;
  }

  private turn(step: Step, status: StepStatus): void {
    if (step.status === status) return;
    const tally = this.tally(step.name);
    tally[step.status]--;
    tally[status]++;
    step.status = status;
  }

  /**
   * That a state was aborted follows the reason, not what the state did before, and says only its type: the first open one of that type
   * is meant, as near to the reason as may be.
   */
  private aborted(type: string, previous: number): Step | undefined {
    for (let near = this.owner.get(previous); ; near = near?.parent) {
      for (const step of this.open) {
        if (step.type === type && isWithin(step, near?.parent)) return step;
      }
      if (!near) return undefined;
    }
  }

  /** An event of a Map or Parallel may follow one that happened within it. */
  private owning(type: string, previous: number, name: string | undefined): Step | undefined {
    let step = this.owner.get(previous);
    const wanted = type.startsWith('Map') ? 'Map' : type.startsWith('Parallel') ? 'Parallel' : undefined;
    while (step) {
      const fits =
        name !== undefined ? step.name === name : wanted === undefined || (step.type === wanted && step.exited === undefined);
      if (fits && (wanted === undefined || step.type === wanted)) return step;
      step = step.parent;
    }
    return this.owner.get(previous);
  }

  private happen(step: Step, event: HistoryEvent, details: ReturnType<typeof detailsOf>): void {
    const { type, timestamp: time } = event;
    const error = textOf(details, 'error');
    const cause = textOf(details, 'cause');
    const attempt = step.attempts.at(-1);
    switch (type) {
      case 'TaskScheduled':
      case 'LambdaFunctionScheduled':
      case 'ActivityScheduled':
        // After a redrive it is tried anew, which is no retry.
        if (step.exited !== undefined) this.reopen(step);
        else if (step.attempts.length > 0) this.tally(step.name).retries++;
        step.error = undefined;
        step.cause = undefined;
        step.attempts.push({
          scheduled: time,
          scheduledEvent: event.id,
          resource: textOf(details, 'resource'),
          resourceType: textOf(details, 'resourceType') ?? (type[0] === 'L' ? 'lambda' : type[0] === 'A' ? 'activity' : undefined),
          parameters: textOf(details, 'parameters') ?? textOf(details, 'input'),
          status: 'running',
        });
        this.turn(step, type === 'ActivityScheduled' ? 'waiting' : 'running');
        return;
      case 'TaskStarted':
      case 'LambdaFunctionStarted':
        if (attempt) attempt.startedEvent = event.id;
        return;
      case 'ActivityStarted':
        this.turn(step, 'running');
        return;
      case 'TaskSubmitted':
        if (attempt && textOf(details, 'resource')?.endsWith('.waitForTaskToken')) {
          attempt.status = 'waiting';
          this.turn(step, 'waiting');
        }
        return;
      case 'TaskSucceeded':
      case 'LambdaFunctionSucceeded':
      case 'ActivitySucceeded':
        if (attempt) {
          attempt.status = 'succeeded';
          attempt.ended = time;
          attempt.output = textOf(details, 'output');
        }
        this.turn(step, 'running');
        return;
      case 'MapStateStarted':
        step.length = Number(details['length'] ?? 0);
        step.iterations = [];
        return;
      case 'MapRunStarted':
        step.mapRunArn = textOf(details, 'mapRunArn');
        return;
      case 'MapIterationStarted': {
        const index = Number(details['index'] ?? 0);
        step.iterations ??= [];
        step.iterations[index] = { index, started: time, status: 'running' };
        this.scopes.set(event.id, { step, iteration: index });
        return;
      }
      case 'MapIterationSucceeded':
      case 'MapIterationFailed':
      case 'MapIterationAborted': {
        const iteration = step.iterations?.[Number(details['index'] ?? 0)];
        if (iteration) {
          iteration.ended = time;
          iteration.status = type.slice('MapIteration'.length).toLowerCase() as Iteration['status'];
        }
        return;
      }
      case 'ParallelStateStarted':
        this.scopes.set(event.id, { step });
        return;
    }
    if (type.endsWith('StateExited')) {
      this.leave(step, time);
      step.output = textOf(details, 'output');
      const assigned = details['assignedVariables'];
      if (assigned && typeof assigned === 'object') step.assigned = assigned as Record<string, string>;
      this.turn(step, step.error !== undefined ? 'caught' : 'succeeded');
    } else if (type.endsWith('Aborted')) {
      this.leave(step, time);
      // One that has failed is aborted when what it lies in fails; it has failed all the same.
      this.turn(step, step.error === undefined ? 'aborted' : 'failed');
    } else if (/Failed$|TimedOut$/.test(type)) {
      step.error = error ?? (type.endsWith('TimedOut') ? 'States.Timeout' : (step.error ?? ''));
      step.cause = cause ?? step.cause;
      if (attempt && attempt.ended === undefined && !type.startsWith('Map') && !type.startsWith('Parallel')) {
        attempt.ended = time;
        attempt.status = 'failed';
        attempt.error = step.error;
        attempt.cause = cause;
      }
      if (type === 'ParallelStateFailed' || type === 'MapStateFailed') this.inherit(step, event.previousEventId ?? 0);
      this.turn(step, 'running');
    }
  }

  /** A Map or Parallel fails with what failed in it. */
  private inherit(step: Step, previous: number): void {
    let inner = this.owner.get(previous);
    if (inner === step) inner = this.steps.findLast((other) => other.parent === step && other.error !== undefined);
    if (inner?.error) {
      step.error = inner.error;
      step.cause = inner.cause;
    }
  }

  private execution(type: string, at: number, error?: string, cause?: string): void {
    switch (type) {
      case 'ExecutionStarted':
        this.started = at;
        return;
      default:
        this.ending = { type: type.slice('Execution'.length), at, error, cause };
        for (const step of this.open) {
          step.exited = at;
          if (type === 'ExecutionSucceeded') this.turn(step, 'succeeded');
          else if (step.error !== undefined || (type === 'ExecutionFailed' && this.failedStep() === undefined)) {
            step.error ||= error;
            step.cause ||= cause;
            this.turn(step, 'failed');
          } else this.turn(step, 'aborted');
        }
        this.open.clear();
        this.explain(error, cause);
    }
  }

  /** A Fail state and what it lies in say no error of their own: it is the execution's. */
  private explain(error: string | undefined, cause: string | undefined): void {
    for (let step = this.failedStep(); step; step = step.parent) {
      if (step.status !== 'failed') return;
      step.error ||= error;
      step.cause ||= cause;
    }
  }

  /** A redrive takes up again what had failed, and all that it lies in. */
  private reopen(step: Step): void {
    for (let at: Step | undefined = step; at; at = at.parent) {
      at.exited = undefined;
      at.error = undefined;
      at.cause = undefined;
      this.open.add(at);
      this.turn(at, 'running');
    }
  }

  private leave(step: Step, time: number): void {
    step.exited = time;
    this.open.delete(step);
  }

  /** The innermost step that the execution, or a Map or Parallel of it, failed in. */
  failedStep(within?: Step): Step | undefined {
    let found: Step | undefined;
    for (const step of this.steps) {
      if (step.status === 'failed' && (!found || step.depth >= found.depth) && isWithin(step, within)) found = step;
    }
    return found;
  }

  /** The variables that a step can read, as they were when it was entered. */
  variablesAt(step: Step): Map<string, string> {
    const levels: Step[] = [];
    for (let at: Step | undefined = step; at; at = at.parent) levels.unshift(at);
    const variables = new Map<string, string>();
    for (const level of levels) {
      for (const other of this.steps) {
        if (other.id >= level.id) break;
        if (other.first === level.first && other.assigned) Object.entries(other.assigned).forEach(([name, value]) => variables.set(name, value));
      }
    }
    return variables;
  }

  childrenOf(step: Step, iteration?: number): Step[] {
    return this.steps.filter((other) => other.parent === step && (iteration === undefined || other.iteration === iteration));
  }
}

/** Whether a step happened in a Map or Parallel; everything happened in nothing. */
function isWithin(step: Step, container: Step | undefined): boolean {
  if (!container) return true;
  for (let at = step.parent; at; at = at.parent) if (at === container) return true;
  return false;
}
