/**
 * What the server tells by itself, as server-sent events: one connection for a page, whatever is shown in it. It says that something
 * has changed; whoever shows that asks for it. While nobody looks at the page there is no connection.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { ExecutionRow } from './types.ts';

/** What is told of that is no change of a single execution's status. All but callbacks the server has to look at. */
export const TOPICS = ['callbacks', 'heartbeats', 'machines', 'functions'] as const;
export type Topic = (typeof TOPICS)[number];

/** What is told besides executions that begin or end, and tasks that begin or cease to wait for their token. */
export interface Interest {
  /** One whose every step is told. */
  readonly execution?: string;
  /** The run of a distributed Map whose children are told. */
  readonly machine?: string;
  readonly watch?: Exclude<Topic, 'callbacks'>;
}

export interface Listener {
  /** Executions began, ended, or were taken up again. */
  readonly onExecutions?: (rows: readonly LiveRow[]) => void;
  readonly onHistory?: (executionArn: string, lastEventId: number) => void;
  /** Something of it has changed. */
  readonly onTopic?: (topic: Topic) => void;
  /** Something may have been missed: what is shown is to be asked for again. */
  readonly onRefresh?: () => void;
}

export interface LiveRow extends ExecutionRow {
  readonly mapRunArn?: string;
}

const HIDDEN_MILLIS = 10_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;
/** Rows that come together are shown together. */
const GATHER_MILLIS = 50;

export class Live {
  private source: EventSource | undefined;
  private interest = '';
  private last = '';
  private pause = FIRST_PAUSE;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private hiding: ReturnType<typeof setTimeout> | undefined;
  private rows: LiveRow[] = [];
  private readonly listeners = new Map<Listener, Interest>();
  private readonly watchers = new Set<() => void>();
  isConnected = false;

  constructor() {
    document.addEventListener('visibilitychange', () => {
      clearTimeout(this.hiding);
      if (document.hidden) this.hiding = setTimeout(() => this.close(), HIDDEN_MILLIS);
      else this.soon(0);
    });
  }

  add(listener: Listener, interest: Interest): () => void {
    this.listeners.set(listener, interest);
    this.soon(0);
    return () => {
      this.listeners.delete(listener);
      this.soon(0);
    };
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** A page that gives way to another changes listeners several times; that is one change. */
  private soon(millis: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), millis);
  }

  private connect(): void {
    if (document.hidden || this.listeners.size === 0) return;
    const interests = [...this.listeners.values()];
    const wanted: Interest = Object.assign({}, ...interests) as Interest;
    const watched = TOPICS.filter((topic) => interests.some(({ watch }) => watch === topic)).join();
    const interest = JSON.stringify([wanted.execution, wanted.machine, watched]);
    if (this.source && this.source.readyState !== EventSource.CLOSED && interest === this.interest) return;
    this.source?.close();
    this.interest = interest;
    const query = new URLSearchParams();
    if (wanted.execution) query.set('execution', wanted.execution);
    if (wanted.machine) query.set('machine', wanted.machine);
    if (watched) query.set('watch', watched);
    if (this.last) query.set('last', this.last);
    const source = new EventSource(`/api/events?${query.toString()}`);
    this.source = source;
    source.addEventListener('ready', (e) => {
      this.last = e.lastEventId || this.last;
      this.pause = FIRST_PAUSE;
      this.connected(true);
      if (!(JSON.parse(String(e.data)) as { resumed: boolean }).resumed) this.each((l) => l.onRefresh?.());
      // What happened between the first answer and this moment was told to nobody.
      if (wanted.execution) this.each((l) => l.onHistory?.(wanted.execution!, Infinity));
    });
    source.addEventListener('execution', (e) => {
      this.last = e.lastEventId;
      if (this.rows.length === 0) setTimeout(() => this.flush(), GATHER_MILLIS);
      this.rows.push(JSON.parse(String(e.data)) as LiveRow);
    });
    source.addEventListener('history', (e) => {
      const { executionArn, lastEventId } = JSON.parse(String(e.data)) as { executionArn: string; lastEventId: number };
      this.each((l) => l.onHistory?.(executionArn, lastEventId));
    });
    for (const topic of TOPICS) source.addEventListener(topic, () => this.each((l) => l.onTopic?.(topic)));
    source.addEventListener('missed', () => this.each((l) => l.onRefresh?.()));
    source.onerror = () => {
      if (source !== this.source) return;
      this.connected(false);
      // Otherwise the browser comes back by itself.
      if (source.readyState === EventSource.CLOSED) {
        this.soon(this.pause);
        this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
      }
    };
  }

  private flush(): void {
    const rows = this.rows;
    this.rows = [];
    this.each((l) => l.onExecutions?.(rows));
  }

  private each(tell: (listener: Listener) => void): void {
    for (const listener of [...this.listeners.keys()]) tell(listener);
  }

  private close(): void {
    this.source?.close();
    this.source = undefined;
    this.connected(false);
  }

  private connected(is: boolean): void {
    if (this.isConnected === is) return;
    this.isConnected = is;
    this.watchers.forEach((watcher) => watcher());
  }
}

const live = new Live();

/** Listens while the component is shown. */
export function useLive(listener: Listener, interest: Interest = {}): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  const { execution, machine, watch } = interest;
  useEffect(
    () =>
      live.add(
        {
          onExecutions: (rows) => latest.current.onExecutions?.(rows),
          onHistory: (arn, last) => latest.current.onHistory?.(arn, last),
          onTopic: (topic) => latest.current.onTopic?.(topic),
          onRefresh: () => latest.current.onRefresh?.(),
        },
        { ...(execution === undefined ? {} : { execution }), ...(machine === undefined ? {} : { machine }), ...(watch === undefined ? {} : { watch }) },
      ),
    [execution, machine, watch],
  );
}

/** Whether the server tells by itself what happens; if not, pages have to ask again and again. */
export function useConnected(): boolean {
  return useSyncExternalStore(live.watch, () => live.isConnected);
}

/** How long until a page asks again: hardly ever, if it is told; it may have been told nothing of what AWS has no event for. */
export function usePace(untold: number, told: number): number {
  return useConnected() ? told : untold;
}

const AGAIN_MILLIS = 60;

/** Calls at once, and then at most once in so many milliseconds. What says false has not been done, and is tried again soon. */
export function useThrottled(what: () => unknown, millis: number): () => void {
  const state = useRef<{ last: number; timer: ReturnType<typeof setTimeout> | undefined; what: () => unknown }>({ last: 0, timer: undefined, what });
  useEffect(() => {
    state.current.what = what;
  });
  useEffect(() => () => clearTimeout(state.current.timer), []);
  const call = useRef(() => {
    const s = state.current;
    if (s.timer !== undefined) return;
    const act = (): void => {
      s.timer = undefined;
      if (s.what() === false) s.timer = setTimeout(act, AGAIN_MILLIS);
      else s.last = Date.now();
    };
    s.timer = setTimeout(act, Math.max(0, s.last + millis - Date.now()));
  });
  return call.current;
}
