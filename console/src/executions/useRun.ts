/** An execution and its history, followed while it runs. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../service/aws.ts';
import type { Execution, HistoryPage } from '../service/types.ts';
import type { HistoryEvent } from '../run/events.ts';
import { Run } from '../run/run.ts';

const FAST_MILLIS = 400;
const SLOW_MILLIS = 3_000;
const PAGE = 1000;
const SHOW_MILLIS = 500;

/** Where a Map or Parallel or the whole machine stands. */
export interface Followed {
  readonly run: Run;
  /** Changes whenever the run has changed. */
  readonly revision: number;
  readonly error?: unknown;
  /** The history is being read for the first time. */
  readonly loading: boolean;
}

export function useExecution(arn: string) {
  return useQuery({
    queryKey: ['execution', arn],
    queryFn: ({ signal }) => call<Execution>('DescribeExecution', { executionArn: arn }, signal),
    refetchInterval: (query) => (query.state.data && query.state.data.status !== 'RUNNING' ? 10_000 : 1_000),
  });
}

/**
 * Reads the history, page by page, and then what is new of it: the newest events backwards until known ones come. It asks less often
 * the longer nothing happens.
 */
export function useRun(arn: string, isOver: boolean): Followed {
  const [state, setState] = useState<Followed>(() => ({ run: new Run(), revision: 0, loading: true }));
  const over = useRef(isOver);
  const wake = useRef<() => void>(() => {});
  over.current = isOver;

  useEffect(() => {
    const run = new Run();
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pause = FAST_MILLIS;

    const history = (input: object): Promise<HistoryPage> => call<HistoryPage>('GetExecutionHistory', { executionArn: arn, maxResults: PAGE, ...input }, abort.signal);

    /** The whole of it, from both ends at the same time: a page can only be asked for when the one before has come. */
    async function whole(): Promise<void> {
      const first = await history({});
      run.add(first.events);
      setState({ run, revision: run.revision, loading: first.nextToken !== undefined });
      if (!first.nextToken) return;
      const late: HistoryEvent[] = [];
      const haveMet = (): boolean => late.length > 0 && late.at(-1)!.id <= run.lastEvent + 1;

      async function forwards(token: string | undefined): Promise<void> {
        let shown = Date.now();
        while (token && !haveMet()) {
          const page: HistoryPage = await history({ nextToken: token });
          run.add(page.events);
          token = page.nextToken;
          // Drawing each page would take longer than reading it.
          if (Date.now() - shown > SHOW_MILLIS) {
            shown = Date.now();
            setState({ run, revision: run.revision, loading: true });
          }
        }
      }

      async function backwards(): Promise<void> {
        let token: string | undefined;
        do {
          const page: HistoryPage = await history({ reverseOrder: true, nextToken: token });
          late.push(...page.events);
          token = page.nextToken;
        } while (token && !haveMet());
      }

      await Promise.all([forwards(first.nextToken), backwards()]);
      run.add(late.reverse());
      setState({ run, revision: run.revision, loading: false });
    }

    async function news(): Promise<boolean> {
      const fresh: HistoryEvent[] = [];
      let nextToken: string | undefined;
      let size = 50;
      for (;;) {
        const page: HistoryPage = await call<HistoryPage>('GetExecutionHistory', { executionArn: arn, maxResults: size, reverseOrder: true, nextToken }, abort.signal);
        const unknown = page.events.filter((event) => event.id > run.lastEvent);
        fresh.push(...unknown);
        nextToken = page.nextToken;
        if (unknown.length < page.events.length || !nextToken) break;
        size = PAGE;
      }
      if (fresh.length === 0) return false;
      run.add(fresh.reverse());
      setState({ run, revision: run.revision, loading: false });
      return true;
    }

    let asking = false;
    let again = false;

    async function follow(): Promise<void> {
      if (asking) {
        again = true;
        return;
      }
      asking = true;
      try {
        const changed = run.lastEvent === 0 ? (await whole(), true) : await news();
        pause = changed ? FAST_MILLIS : Math.min(SLOW_MILLIS, pause * 1.5);
      } catch (error) {
        if (abort.signal.aborted) return;
        pause = SLOW_MILLIS;
        setState({ run, revision: run.revision, loading: false, error });
      } finally {
        asking = false;
      }
      if (abort.signal.aborted) return;
      if (again) {
        again = false;
        timer = setTimeout(() => void follow(), 0);
        return;
      }
      // What has ended may be taken up again by a redrive; whoever sees that wakes this.
      if (run.ending && over.current) return;
      timer = setTimeout(() => void follow(), pause);
    }

    wake.current = () => {
      clearTimeout(timer);
      pause = FAST_MILLIS;
      void follow();
    };
    setState({ run, revision: 0, loading: true });
    void follow();
    return () => {
      abort.abort();
      clearTimeout(timer);
      wake.current = () => {};
    };
  }, [arn]);

  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else wake.current();
  }, [isOver]);

  return state;
}
