/** Undo and redo. Documents are values, so going back is taking up an earlier one. */

export interface Version {
  readonly text: string;
  /** The state that was chosen then. */
  readonly selected?: string;
}

export interface History {
  readonly now: Version;
  readonly past: readonly Version[];
  readonly future: readonly Version[];
  /** Edits of the same kind that follow each other quickly are one step. */
  readonly mergeKey?: string;
  readonly mergeUntil?: number;
}

const MOST_VERSIONS = 500;
const PAUSE_MILLIS = 700;

export const begin = (text: string): History => ({ now: { text }, past: [], future: [] });

/** Goes on to a new document; with a `mergeKey`, typing becomes steps of whole pauses and not of letters. */
export function record(history: History, next: Version, time: number, mergeKey?: string): History {
  if (next.text === history.now.text) return { ...history, now: next };
  const merges =
    mergeKey !== undefined && mergeKey === history.mergeKey && history.past.length > 0 && time < (history.mergeUntil ?? 0);
  return {
    now: next,
    past: merges ? history.past : [...history.past, history.now].slice(-MOST_VERSIONS),
    future: [],
    mergeKey,
    mergeUntil: time + PAUSE_MILLIS,
  };
}

export function undo(history: History): History {
  const previous = history.past.at(-1);
  if (!previous) return history;
  return { now: previous, past: history.past.slice(0, -1), future: [history.now, ...history.future] };
}

export function redo(history: History): History {
  const next = history.future[0];
  if (!next) return history;
  return { now: next, past: [...history.past, history.now], future: history.future.slice(1) };
}
