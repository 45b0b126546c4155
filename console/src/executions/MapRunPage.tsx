import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { links, nameOf } from '../app/router.ts';
import { call } from '../service/aws.ts';
import { useLive, usePace, useThrottled } from '../service/live.ts';
import type { Counts, MapRun } from '../service/types.ts';
import { count, duration } from '../ui/format.ts';
import { Badge, Button, complain, Dialog, Empty, Field, Head, Link, Problem, Time, toast, useNow } from '../ui/parts.tsx';
import { ExecutionList } from './ExecutionsPage.tsx';

export default function MapRunPage({ arn }: { arn: string }): ReactNode {
  const queries = useQueryClient();
  const again = useThrottled(() => void queries.invalidateQueries({ queryKey: ['mapRun', arn] }), 500);
  const pace = usePace(1_000, 20_000);
  const run = useQuery({
    queryKey: ['mapRun', arn],
    queryFn: ({ signal }) => call<MapRun>('DescribeMapRun', { mapRunArn: arn }, signal),
    refetchInterval: (query) => (query.state.data?.stopDate === undefined ? pace : false),
  });
  const owner = run.data?.executionArn;
  useLive(
    {
      onExecutions: (rows) => {
        if (rows.some((row) => row.mapRunArn === arn)) again();
      },
      // That it begins and ends stands in the history of the execution it belongs to.
      onHistory: again,
      onRefresh: again,
    },
    { machine: arn, ...(owner === undefined ? {} : { execution: owner }) },
  );
  const [changing, setChanging] = useState(false);
  const r = run.data;
  const rate = useRate(r?.itemCounts);
  const now = useNow(r?.stopDate === undefined ? 1000 : 0);
  if (run.isError && !r) {
    return (
      <Empty title="This map run can't be shown">
        <Problem error={run.error} />
      </Empty>
    );
  }
  const seconds = r ? (r.stopDate ?? now / 1000) - r.startDate : 0;
  const done = r ? r.itemCounts.succeeded + r.itemCounts.failed + r.itemCounts.timedOut + r.itemCounts.aborted : 0;
  const failures = r ? r.itemCounts.failed + r.itemCounts.timedOut : 0;
  return (
    <div className="page">
      <Head
        crumbs={
          <>
            <Link href="/executions">Executions</Link>
            {r && (
              <>
                {' '}
                / <Link href={links.execution(r.executionArn)}>{nameOf(r.executionArn)}</Link>
              </>
            )}
          </>
        }
        title={
          <span className="headline">
            Map run {r && <Badge status={r.status} />}
          </span>
        }
        sub={<code>{arn}</code>}
      >
        {r && r.stopDate === undefined && <Button onClick={() => setChanging(true)}>Change limits</Button>}
      </Head>
      {!r && <div style={{ height: 158 }} aria-busy="true" />}
      {r && (
        <div className="pad stack" style={{ paddingBottom: 16 }}>
          <ProgressBar counts={r.itemCounts} />
          <div className="stats">
            <Stat value={`${count(done)} of ${count(r.itemCounts.total)}`} word="items done" />
            <Stat value={count(failures)} word="items failed" bad={failures > 0} />
            <Stat value={count(r.itemCounts.running)} word="items running" />
            <Stat value={seconds > 0 ? `${(r.stopDate === undefined && rate !== undefined ? rate : done / seconds).toFixed(1)}/s` : '–'} word={r.stopDate === undefined ? 'items per second, lately' : 'items per second'} />
            <Stat value={duration(seconds)} word="duration" />
            <Stat value={r.maxConcurrency === 0 ? 'no limit' : count(r.maxConcurrency)} word="at a time, at most" />
            <Stat value={`${r.toleratedFailureCount || r.toleratedFailurePercentage ? [r.toleratedFailureCount && count(r.toleratedFailureCount), r.toleratedFailurePercentage && `${r.toleratedFailurePercentage} %`].filter(Boolean).join(', ') : 'none'}`} word="failures tolerated" />
          </div>
          <div className="meta">
            <span>
              Started <b><Time at={r.startDate} /></b>
            </span>
            {r.stopDate !== undefined && (
              <span>
                Ended <b><Time at={r.stopDate} /></b>
              </span>
            )}
            <span>
              Child executions <b>{count(r.executionCounts.total)}</b>
            </span>
          </div>
        </div>
      )}
      <ExecutionList machine={arn} />
      {changing && r && <LimitsDialog run={r} onClose={() => setChanging(false)} />}
    </div>
  );
}

/** Items a second, over the last answers. */
function useRate(counts: Counts | undefined): number | undefined {
  const seen = useRef<{ at: number; done: number }[]>([]);
  if (!counts) return undefined;
  const done = counts.succeeded + counts.failed + counts.timedOut + counts.aborted;
  const last = seen.current.at(-1);
  if (!last || last.done !== done || Date.now() - last.at > 1000) seen.current = [...seen.current, { at: Date.now(), done }].slice(-6);
  const first = seen.current[0]!;
  const seconds = (Date.now() - first.at) / 1000;
  return seconds < 1 ? undefined : (done - first.done) / seconds;
}

export function ProgressBar({ counts }: { counts: Counts }): ReactNode {
  const total = Math.max(counts.total, 1);
  const parts = [
    ['succeeded', counts.succeeded],
    ['failed', counts.failed + counts.timedOut],
    ['aborted', counts.aborted],
    ['running', counts.running],
  ] as const;
  return (
    <div className="progress" role="img" aria-label={parts.map(([word, n]) => `${n} ${word}`).join(', ') + ` of ${counts.total}`}>
      {parts.map(([word, n]) => (
        <i key={word} className={word} style={{ width: `${(n / total) * 100}%` }} />
      ))}
    </div>
  );
}

function Stat({ value, word, bad }: { value: ReactNode; word: string; bad?: boolean }): ReactNode {
  return (
    <div className="stat">
      <b style={bad ? { color: 'var(--failed)' } : undefined}>{value}</b>
      <span>{word}</span>
    </div>
  );
}

function LimitsDialog({ run, onClose }: { run: MapRun; onClose: () => void }): ReactNode {
  const [concurrency, setConcurrency] = useState(String(run.maxConcurrency));
  const [failures, setFailures] = useState(String(run.toleratedFailureCount));
  const [percentage, setPercentage] = useState(String(run.toleratedFailurePercentage));
  // What is not tolerated because nothing was said of it reads 0 as well; said, it would end the run with the first failure.
  const changed = (typed: string, before: number): number | undefined => (Number(typed) === before ? undefined : Number(typed));
  const limits = {
    maxConcurrency: changed(concurrency, run.maxConcurrency),
    toleratedFailureCount: changed(failures, run.toleratedFailureCount),
    toleratedFailurePercentage: changed(percentage, run.toleratedFailurePercentage),
  };
  return (
    <Dialog
      title="Change the limits of this run"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            disabled={Object.values(limits).every((limit) => limit === undefined)}
            onClick={() => {
              call('UpdateMapRun', { mapRunArn: run.mapRunArn, ...limits })
                .then(() => {
                  toast('good', 'The limits are changed');
                  onClose();
                })
                .catch(complain);
            }}
          >
            Change
          </Button>
        </>
      }
    >
      <Field label="At a time, at most" hint="0 for no limit">{(id) => <input id={id} type="number" min={0} value={concurrency} onChange={(e) => setConcurrency(e.target.value)} />}</Field>
      <Field label="Failed items tolerated">{(id) => <input id={id} type="number" min={0} value={failures} onChange={(e) => setFailures(e.target.value)} />}</Field>
      <Field label="Failed items tolerated, in percent">{(id) => <input id={id} type="number" min={0} max={100} value={percentage} onChange={(e) => setPercentage(e.target.value)} />}</Field>
    </Dialog>
  );
}
