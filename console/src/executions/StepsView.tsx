import { useState, type ReactNode } from 'react';
import type { Run, Step } from '../run/run.ts';
import { count } from '../ui/format.ts';
import { Badge, Empty, Segments, Time } from '../ui/parts.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { Lasting } from './ExecutionsPage.tsx';

const COLUMNS = '64px minmax(160px, 1.6fr) 90px 132px 120px 90px minmax(80px, 1fr)';

export function StepsView({ run, selected, onSelect }: { run: Run; revision: number; selected?: Step; onSelect: (step: Step) => void }): ReactNode {
  const [wanted, setWanted] = useState<'' | 'open' | 'bad'>('');
  const [text, setText] = useState('');
  const rows = run.steps.filter(
    (step) =>
      (wanted === '' || (wanted === 'open' ? step.exited === undefined : step.status === 'failed' || step.status === 'caught' || step.attempts.length > 1)) &&
      (text === '' || step.name.toLowerCase().includes(text.toLowerCase())),
  );
  return (
    <div className="page">
      <div className="filters" style={{ paddingTop: 12 }}>
        <div className="search">
          <input type="search" value={text} placeholder="State" aria-label="Filter steps by state" onChange={(e) => setText(e.target.value)} />
        </div>
        <Segments label="Steps" value={wanted} onChange={setWanted} options={[['', 'All'], ['open', 'Open'], ['bad', 'Failed or retried']]} />
        <span className="dim num">
          {count(rows.length)} of {count(run.steps.length)}
        </span>
      </div>
      <div className="tr th" style={{ gridTemplateColumns: COLUMNS, padding: '0 24px' }}>
        <span>Event</span>
        <span>State</span>
        <span>Type</span>
        <span>Status</span>
        <span>Entered</span>
        <span>Duration</span>
        <span>Error</span>
      </div>
      {rows.length === 0 ? (
        <Empty title={run.steps.length === 0 ? 'No step yet' : 'No step fits'} />
      ) : (
        <VirtualList items={rows} height={36} label="Steps" keyOf={(step) => step.id} reveal={selected ? rows.indexOf(selected) : undefined}>
          {(step) => (
            <button type="button" className="tr" aria-current={step === selected} style={{ gridTemplateColumns: COLUMNS, height: 36, padding: '0 24px' }} onClick={() => onSelect(step)}>
              <span className="num dim">{step.id}</span>
              <span className="cut" style={{ paddingLeft: step.depth * 14 }}>
                <span className="strong">{step.name}</span>
                {step.iteration !== undefined && <span className="dim num"> #{step.iteration}</span>}
              </span>
              <span className="dim">{step.type}</span>
              <span>
                <Badge status={step.status} />
              </span>
              <span className="dim">
                <Time at={step.entered} />
              </span>
              <span className="num dim">
                <Lasting from={step.entered} to={step.exited} />
              </span>
              <span className="cut dim" title={step.cause}>
                {step.error}
                {step.attempts.length > 1 && ` ${step.attempts.length} attempts`}
              </span>
            </button>
          )}
        </VirtualList>
      )}
    </div>
  );
}
