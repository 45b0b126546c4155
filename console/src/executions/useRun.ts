/** An execution and its history, followed while it runs. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { askLines, call } from '../service/aws.ts';
import { useConnected, useLive, usePace, useThrottled } from '../service/live.ts';
import type { Execution } from '../service/types.ts';
import type { HistoryEvent } from '../run/events.ts';
import { Run } from '../run/run.ts';

const FAST_MILLIS = 400;
const SLOW_MILLIS = 3_000;
/** Nothing was told for so long: it is asked all the same. */
const SAFE_MILLIS = 20_000;
const SHOW_MILLIS = 150;

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
  const queries = useQueryClient();
  const again = useThrottled(() => void queries.invalidateQueries({ queryKey: ['execution', arn] }), 200);
  useLive(
    {
      onExecutions: (rows) => {
        if (rows.some((row) => row.executionArn === arn)) again();
      },
      onRefresh: again,
    },
    { execution: arn },
  );
  const pace = usePace(1_000, SAFE_MILLIS);
  return useQuery({
    queryKey: ['execution', arn],
    queryFn: ({ signal }) => call<Execution>('DescribeExecution', { executionArn: arn }, signal),
    refetchInterval: (query) => (query.state.data && query.state.data.status !== 'RUNNING' ? Math.max(pace, 10_000) : pace),
  });
}

/**
 * Reads the history as one stream, and then what is new of it whenever the server tells that there is something. A server that can't be
 * heard is asked, less often the longer nothing happens.
 */
export function useRun(arn: string, isOver: boolean): Followed {
  const [state, setState] = useState<Followed>(() => ({ run: new Run(), revision: 0, loading: true }));
  const now = useRef({ isOver, isTold: false, wake: (_known: number): void => {} });
  const isTold = useConnected();
  useEffect(() => {
    now.current.isOver = isOver;
    now.current.isTold = isTold;
  }, [isOver, isTold]);
  useLive(
    {
      onHistory: (executionArn, lastEventId) => {
        if (executionArn === arn) now.current.wake(lastEventId);
      },
      onRefresh: () => now.current.wake(Infinity),
    },
    { execution: arn },
  );

  useEffect(() => {
    const run = new Run();
    const abort = new AbortController();
    const asked = now.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pause = FAST_MILLIS;
    let asking = false;
    let again = false;
    const show = (loading: boolean): void => setState({ run, revision: run.revision, loading });

    /** Whether there was anything. */
    async function read(): Promise<boolean> {
      const before = run.lastEvent;
      let shown = 0;
      let rest = SHOW_MILLIS;
      for await (const events of askLines<HistoryEvent[]>('history', { execution: arn, after: before }, abort.signal)) {
        run.add(events);
        // The first events at once, then ever more rarely: what is drawn takes time from what is read, the more the more there is.
        if (shown === 0 || performance.now() - shown > rest) {
          show(before === 0);
          if (shown > 0) rest *= 2;
          shown = performance.now();
        }
      }
      if (run.lastEvent > before || before === 0) show(false);
      return run.lastEvent > before;
    }

    async function follow(): Promise<void> {
      if (asking) {
        again = true;
        return;
      }
      asking = true;
      clearTimeout(timer);
      try {
        pause = (await read()) ? FAST_MILLIS : Math.min(SLOW_MILLIS, pause * 1.5);
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
      if (run.ending && asked.isOver) return;
      timer = setTimeout(() => void follow(), asked.isTold ? SAFE_MILLIS : pause);
    }

    asked.wake = (known) => {
      if (known <= run.lastEvent) return;
      pause = FAST_MILLIS;
      void follow();
    };
    setState({ run, revision: 0, loading: true });
    void follow();
    return () => {
      abort.abort();
      clearTimeout(timer);
      asked.wake = () => {};
    };
  }, [arn]);

  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else now.current.wake(Infinity);
  }, [isOver]);

  return state;
}
