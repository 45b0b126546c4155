import { useMemo, useState, type ReactNode } from 'react';
import { detailsOf, textOf, type HistoryEvent } from '../run/events.ts';
import type { Run, Step } from '../run/run.ts';
import { count } from '../ui/format.ts';
import { Button, Empty, Json, Segments, Time } from '../ui/parts.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';

const COLUMNS = '70px 210px minmax(120px, 1fr) 130px 90px';
const BAD = /Failed$|TimedOut$|Aborted$/;

export function EventsView({ run, revision, loading, onStep }: { run: Run; revision: number; loading: boolean; onStep: (step: Step) => void }): ReactNode {
  const [text, setText] = useState('');
  const [kind, setKind] = useState<'' | 'bad' | 'states' | 'tasks'>('');
  const [chosen, setChosen] = useState<HistoryEvent>();
  const rows = useMemo(() => run.events.filter((event) => fits(event, kind, text.toLowerCase(), run)), [run, revision, kind, text]);
  return (
    <div className="page">
      <div className="filters" style={{ paddingTop: 12 }}>
        <div className="search">
          <input type="search" value={text} placeholder="Type, state, or a value" aria-label="Filter events" onChange={(e) => setText(e.target.value)} />
        </div>
        <Segments label="Events" value={kind} onChange={setKind} options={[['', 'All'], ['states', 'States'], ['tasks', 'Tasks'], ['bad', 'Failures']]} />
        <span className="dim num" role="status" data-read={loading ? 'part' : 'whole'}>
          {count(rows.length)} of {count(run.events.length)}
          {loading ? ' …' : ''}
        </span>
      </div>
      <div className="tr th" style={{ gridTemplateColumns: COLUMNS, padding: '0 24px' }}>
        <span>Event</span>
        <span>Type</span>
        <span>State</span>
        <span>Time</span>
        <span>Follows</span>
      </div>
      {rows.length === 0 ? (
        <Empty title={run.events.length === 0 ? 'No event yet' : 'No event fits'} />
      ) : (
        <VirtualList items={rows} height={32} label="Events" keyOf={(event) => event.id}>
          {(event) => {
            const step = run.stepOf(event.id);
            return (
              <button type="button" className="tr" aria-current={event === chosen} style={{ gridTemplateColumns: COLUMNS, height: 32, padding: '0 24px' }} onClick={() => setChosen(event === chosen ? undefined : event)}>
                <span className="num dim">{event.id}</span>
                <span className="cut" style={BAD.test(event.type) ? { color: 'var(--failed)', fontWeight: 550 } : undefined}>
                  {event.type}
                </span>
                <span className="cut dim">
                  {step?.name}
                  {step?.iteration !== undefined && ` #${step.iteration}`}
                </span>
                <span className="dim">
                  <Time at={event.timestamp} />
                </span>
                <span className="num dim">{event.previousEventId || ''}</span>
              </button>
            );
          }}
        </VirtualList>
      )}
      {chosen && (
        <div style={{ borderTop: '1px solid var(--line)', background: 'var(--surface)', padding: '10px 24px 14px', maxHeight: '45%', overflow: 'auto' }} className="stack">
          <div className="row">
            <b className="grow">
              {chosen.id} {chosen.type}
            </b>
            {run.stepOf(chosen.id) && (
              <Button small onClick={() => onStep(run.stepOf(chosen.id)!)}>
                Show the step
              </Button>
            )}
            <Button small kind="plain" icon="close" title="Close" onClick={() => setChosen(undefined)} />
          </div>
          <Details event={chosen} />
        </div>
      )}
    </div>
  );
}

/** Payloads are JSON in a text; they are shown as what they are. */
function Details({ event }: { event: HistoryEvent }): ReactNode {
  const shown = Object.fromEntries(
    Object.entries(detailsOf(event)).map(([name, value]) => {
      if (typeof value !== 'string' || !/^\s*[{["]/.test(value)) return [name, value];
      try {
        return [name, JSON.parse(value) as unknown];
      } catch {
        return [name, value];
      }
    }),
  );
  return Object.keys(shown).length === 0 ? <span className="dim">It says nothing but that it happened.</span> : <Json text={JSON.stringify(shown)} label="Details of the event" />;
}

function fits(event: HistoryEvent, kind: string, text: string, run: Run): boolean {
  if (kind === 'bad' && !BAD.test(event.type)) return false;
  if (kind === 'states' && !/State(Entered|Exited)$/.test(event.type)) return false;
  if (kind === 'tasks' && !/^(Task|LambdaFunction|Activity)(?!State)/.test(event.type)) return false;
  if (text === '') return true;
  if (event.type.toLowerCase().includes(text) || run.stepOf(event.id)?.name.toLowerCase().includes(text)) return true;
  const details = detailsOf(event);
  for (const name in details) {
    if (textOf(details, name)?.toLowerCase().includes(text)) return true;
  }
  return false;
}
