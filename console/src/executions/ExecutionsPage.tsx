import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { links, nameOf, useParameter } from '../app/router.ts';
import { ask } from '../service/aws.ts';
import { useLive, usePace, useThrottled } from '../service/live.ts';
import { useMachines } from '../service/queries.ts';
import { withChanges, type Filter } from '../run/rows.ts';
import type { ExecutionPage, ExecutionRow } from '../service/types.ts';
import { duration, millisOf } from '../ui/format.ts';
import { Badge, Button, Empty, Head, Link, Problem, Segments, Time, useNow } from '../ui/parts.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { StartDialog } from './StartDialog.tsx';

const COLUMNS = 'minmax(180px, 2fr) 128px minmax(120px, 1.2fr) 150px 96px minmax(120px, 1.6fr)';
/** Where all are of the same machine. */
const OWN_COLUMNS = 'minmax(180px, 2fr) 128px 150px 96px minmax(160px, 2.4fr)';
const PAGE = 100;
const UNTOLD_MILLIS = 2_000;
const TOLD_MILLIS = 60_000;
const SEARCH_MILLIS = 3_000;
/** So many are kept beyond what was asked for; then the list is asked for again. */
const MOST_ADDED = 2_000;

const STATUSES = [
  ['', 'All'],
  ['RUNNING', 'Running'],
  ['SUCCEEDED', 'Succeeded'],
  ['FAILED', 'Failed'],
  ['TIMED_OUT', 'Timed out'],
  ['ABORTED', 'Aborted'],
] as const;

/** The choice of a time of one's own: the address has `from` and `until`, as milliseconds. */
const RANGE = 'range';
const SINCE: Record<string, number> = { '15m': 15 * 60_000, '1h': 3_600_000, '24h': 86_400_000, '7d': 7 * 86_400_000 };

/** An address may have been typed by hand. */
const isTime = (millis: string): boolean => /^\d{1,14}$/.test(millis);

/** When those that are shown may have started. */
function started(since: string, from: string, until: string): Pick<Filter, 'from' | 'until'> {
  if (since === RANGE) return { ...(isTime(from) && { from: Number(from) }), ...(isTime(until) && { until: Number(until) }) };
  const back = SINCE[since];
  return back === undefined ? {} : { from: Date.now() - back };
}

/** Executions of one machine or of all, filtered by what the address says. */
export function ExecutionList({ machine }: { machine?: string }): ReactNode {
  const [status, setStatus] = useParameter('status');
  const [text, setText] = useParameter('text');
  const [since, setSince] = useParameter('since');
  const [from, setFrom] = useParameter('from');
  const [until, setUntil] = useParameter('until');
  const [chosen, setChosen] = useParameter('machine');
  const owner = machine ?? chosen;
  const queries = useQueryClient();
  const queryKey = ['executions', owner, status, text, since, from, until];
  const pace = usePace(UNTOLD_MILLIS, TOLD_MILLIS);
  // A search looks into what the server does not tell, and takes a while.
  const again = useThrottled(() => void queries.invalidateQueries({ queryKey: ['executions'] }, { cancelRefetch: !text }), text ? SEARCH_MILLIS : 1_000);
  useLive(
    {
      onExecutions: (changes) => {
        const known = queries.getQueryData<InfiniteData<ExecutionPage, string>>(queryKey);
        if (text || !known || known.pages[0]!.executions.length > PAGE + MOST_ADDED) {
          again();
          return;
        }
        // An answer that is on its way may be older than what was told.
        if (queries.isFetching({ queryKey }) > 0) again();
        queries.setQueryData(queryKey, { ...known, pages: withChanges(known.pages, changes, { machine: owner, status, ...started(since, from, until) }) });
      },
      onRefresh: again,
    },
    owner.includes(':mapRun:') ? { machine: owner } : {},
  );
  const pages = useInfiniteQuery({
    queryKey,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      ask<ExecutionPage>('executions', { machine: owner, status, text, next: pageParam, max: PAGE, ...started(since, from, until) }, signal),
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
    // Many pages are asked for one after another each time, so less often.
    refetchInterval: (query) => pace * Math.max(1, query.state.data?.pages.length ?? 1),
  });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.executions) ?? [], [pages.data]);
  const looked = pages.data?.pages.reduce((sum, page) => sum + page.looked, 0) ?? 0;
  const filtered = Boolean(status || text || since || chosen);
  // A search that found nothing in its time goes on by itself.
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  useEffect(() => {
    if (rows.length < PAGE && hasNextPage && !isFetching) void fetchNextPage();
  }, [rows.length, hasNextPage, isFetching, fetchNextPage]);
  return (
    <>
      <div className="filters">
        <SearchField value={text} onChange={setText} />
        <Segments label="Status" value={status} options={STATUSES} onChange={(value) => setStatus(value)} />
        {!machine && <MachineChoice value={chosen} onChange={setChosen} />}
        <select aria-label="Started" value={since} onChange={(e) => setSince(e.target.value)}>
          <option value="">Any time</option>
          <option value="15m">Last 15 minutes</option>
          <option value="1h">Last hour</option>
          <option value="24h">Last 24 hours</option>
          <option value="7d">Last 7 days</option>
          <option value={RANGE}>From … until …</option>
        </select>
        {since === RANGE && (
          <>
            <Moment label="Started from" value={from} onChange={setFrom} />
            <Moment label="Started before" value={until} onChange={setUntil} />
          </>
        )}
        {text && pages.isFetching && <span className="dim num">{looked.toLocaleString('en')} looked at …</span>}
      </div>
      <div className="pad page" style={{ paddingBottom: 20 }}>
        {pages.isError && <Problem error={pages.error} what="The list could not be read" />}
        <div className="table" aria-busy={pages.isPending}>
          <div className="tr th" style={{ gridTemplateColumns: machine ? OWN_COLUMNS : COLUMNS }}>
            <span>Name</span>
            <span>Status</span>
            {!machine && <span>State machine</span>}
            <span>Started</span>
            <span>Duration</span>
            <span>{text ? 'Found' : 'Error'}</span>
          </div>
          {rows.length === 0 && !pages.isPending && !hasNextPage ? (
            <Empty title={filtered ? 'Nothing fits' : 'No executions yet'}>
              {filtered ? <span>No execution fits these filters.</span> : <span>Start one here, or with the command line:</span>}
              {!filtered && <pre>pawl start NAME --follow</pre>}
            </Empty>
          ) : (
            <VirtualList items={rows} height={40} label="Executions" keyOf={(row) => row.executionArn} onEnd={hasNextPage && !isFetching ? () => void fetchNextPage() : undefined}>
              {(row) => <Row row={row} found={Boolean(text)} own={Boolean(machine)} />}
            </VirtualList>
          )}
        </div>
      </div>
    </>
  );
}

/** A time in the reader's time zone; the address has it in milliseconds. */
function Moment({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }): ReactNode {
  const here = isTime(value) ? new Date(Number(value) - new Date(Number(value)).getTimezoneOffset() * 60_000).toISOString().slice(0, 16) : '';
  return <input type="datetime-local" aria-label={label} title={label} value={here} onChange={(e) => onChange(e.target.value && String(new Date(e.target.value).getTime()))} />;
}

function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }): ReactNode {
  // Nothing while nobody types: then the address counts.
  const [typed, setTyped] = useState<string>();
  useEffect(() => {
    if (typed === undefined) return;
    const timer = setTimeout(() => {
      onChange(typed);
      setTyped(undefined);
    }, 300);
    return () => clearTimeout(timer);
  }, [typed, onChange]);
  return (
    <div className="search">
      <input type="search" value={typed ?? value} placeholder="Name, input, output, error" aria-label="Search executions" onChange={(e) => setTyped(e.target.value)} />
    </div>
  );
}

function MachineChoice({ value, onChange }: { value: string; onChange: (value: string) => void }): ReactNode {
  const machines = useMachines();
  return (
    <select aria-label="State machine" value={value} onChange={(e) => onChange(e.target.value)}>
      <option value="">All state machines</option>
      {(machines.data ?? []).map((m) => (
        <option key={m.stateMachineArn} value={m.stateMachineArn}>
          {m.name}
        </option>
      ))}
    </select>
  );
}

function Row({ row, found, own }: { row: ExecutionRow; found: boolean; own: boolean }): ReactNode {
  return (
    <Link className="tr" href={links.execution(row.executionArn)} style={{ gridTemplateColumns: own ? OWN_COLUMNS : COLUMNS }}>
      <span className="strong cut">{row.name}</span>
      <span>
        <Badge status={row.status} />
      </span>
      {!own && <span className="cut dim">{nameOf(row.stateMachineArn)}</span>}
      <span className="dim">
        <Time at={row.startDate} />
      </span>
      <span className="num dim">
        <Lasting from={row.startDate} to={row.stopDate} />
      </span>
      <span className="cut dim" title={found ? row.excerpt : row.error}>
        {found && row.foundIn ? (
          <>
            <b style={{ fontWeight: 550 }}>{row.foundIn}</b> <code>{row.excerpt}</code>
          </>
        ) : (
          row.error
        )}
      </span>
    </Link>
  );
}

export function Lasting({ from, to }: { from: string | number; to?: string | number }): ReactNode {
  const now = useNow(to === undefined ? 1000 : 0);
  return <>{duration(((to === undefined ? now : millisOf(to)) - millisOf(from)) / 1000)}</>;
}

export function ExecutionsPage(): ReactNode {
  const [starting, setStarting] = useState(false);
  return (
    <div className="page">
      <Head title="Executions" sub="Of all state machines, newest first">
        <Button kind="primary" icon="play" onClick={() => setStarting(true)}>
          Start execution
        </Button>
      </Head>
      <ExecutionList />
      {starting && <StartDialog onClose={() => setStarting(false)} />}
    </div>
  );
}
