import { useMemo, useState, type ReactNode } from 'react';
import { links } from '../app/router.ts';
import { resourceLabel, type Machine } from '../asl/machine.ts';
import { get, text as textOf, toValue } from '../asl/json.ts';
import { functionOf, invocationsOf } from '../run/invocations.ts';
import type { Attempt, Run, Step } from '../run/run.ts';
import { useFunction } from '../service/queries.ts';
import type { Callback } from '../service/types.ts';
import { count, duration } from '../ui/format.ts';
import { Badge, Button, Cause, Diff, Json, Link, Segments, Time } from '../ui/parts.tsx';
import { CallbackButtons, useWaiting } from './CallbacksPage.tsx';
import { Culprit } from './ExecutionPage.tsx';
import { Lasting } from './ExecutionsPage.tsx';

interface Props {
  readonly execution: string;
  readonly run: Run;
  readonly revision: number;
  readonly step?: Step;
  readonly name: string;
  readonly machine?: Machine;
  readonly callbacks: readonly Callback[];
  readonly onSelect: (step: Step) => void;
  readonly onClose: () => void;
}

/** One visit of a state: what came in, what went out, and what happened in between. */
export function StepPanel({ execution, run, revision, step, name, machine, callbacks, onSelect, onClose }: Props): ReactNode {
  const state = machine?.byName.get(name);
  const visits = useMemo(() => run.steps.filter((other) => other.name === name), [run, name, revision]);
  const at = step ? visits.indexOf(step) : -1;
  return (
    <>
      <section>
        <div className="row">
          <h2 className="grow">{name}</h2>
          {step && <Badge status={step.status} />}
          <Button small kind="plain" icon="close" title="Close" onClick={onClose} />
        </div>
        <div className="dim" style={{ fontSize: 13 }}>
          {state?.type ?? step?.type}
          {state && resourceLabel(state) && ` · ${resourceLabel(state)}`}
        </div>
        {state?.comment && <div style={{ fontSize: 13 }}>{state.comment}</div>}
        {step?.parent && (
          <div className="row" style={{ fontSize: 13 }}>
            <span className="dim">{step.iteration === undefined ? 'In' : `In iteration ${count(step.iteration)} of`}</span>
            <button type="button" className="btn small plain" onClick={() => onSelect(step.parent!)}>
              {step.parent.name}
            </button>
          </div>
        )}
        {visits.length > 1 && (
          <div className="row">
            <Button small icon="left" title="The visit before" disabled={at <= 0} onClick={() => onSelect(visits[at - 1]!)} />
            <span className="num" style={{ fontSize: 13 }}>
              Visit {count(at + 1)} of {count(visits.length)}
            </span>
            <Button small icon="right" title="The next visit" disabled={at < 0 || at >= visits.length - 1} onClick={() => onSelect(visits[at + 1]!)} />
            <FailedVisit visits={visits} current={step} onSelect={onSelect} />
          </div>
        )}
        {step ? (
          <div className="meta" style={{ marginTop: 0 }}>
            <span>
              Entered <b><Time at={step.entered} /></b>
            </span>
            <span className="num">
              <Lasting from={step.entered} to={step.exited} />
            </span>
          </div>
        ) : (
          <div className="dim">It was not entered{run.ending ? '' : ' yet'}.</div>
        )}
      </section>
      {step && <Visit execution={execution} step={step} run={run} machine={machine} callbacks={callbacks} onSelect={onSelect} />}
      {state && (
        <section>
          <details>
            <summary className="label" style={{ cursor: 'pointer' }}>
              Definition
            </summary>
            <div style={{ marginTop: 8 }}>
              <Json text={JSON.stringify(toValue(state.node))} label="Definition of the state" />
            </div>
          </details>
        </section>
      )}
    </>
  );
}

function FailedVisit({ visits, current, onSelect }: { visits: readonly Step[]; current?: Step; onSelect: (step: Step) => void }): ReactNode {
  const bad = visits.filter((step) => step.status === 'failed' || step.status === 'caught');
  if (bad.length === 0 || bad.length === visits.length) return null;
  const next = bad.find((step) => current === undefined || step.id > current.id) ?? bad[0]!;
  return (
    <Button small kind="danger" onClick={() => onSelect(next)}>
      Next failed ({count(bad.length)})
    </Button>
  );
}

function Visit({ execution, step, run, machine, callbacks, onSelect }: { execution: string; step: Step; run: Run; machine?: Machine; callbacks: readonly Callback[]; onSelect: (step: Step) => void }): ReactNode {
  const [view, setView] = useState<'both' | 'diff'>('both');
  const callback = callbacks.find((c) => run.stepOf(c.scheduledEventId) === step);
  const before = useMemo(() => [...run.variablesAt(step)], [run, step]);
  const culprit = step.error !== undefined && (step.type === 'Map' || step.type === 'Parallel') ? run.failedStep(step) : undefined;
  const wrong = wrongIn(step, machine) ?? (culprit && wrongIn(culprit, machine));
  const isWrong = step.error !== undefined || wrong !== undefined;
  return (
    <>
      {callback ? <CallbackSection callback={callback} /> : step.status === 'waiting' && <section style={{ height: 150 }} aria-busy="true" />}
      {isWrong && (
        <section>
          <div className={`note ${step.status === 'caught' ? 'warn' : 'bad'}`} style={{ flexDirection: 'column', gap: 4 }}>
            <strong>
              {wrong?.error || 'Error'}
              {step.status === 'caught' && ' (caught)'}
            </strong>
            {wrong?.cause && <Cause text={wrong.cause} />}
            {culprit && <Culprit execution={execution} step={culprit} onSelect={onSelect} />}
          </div>
        </section>
      )}
      {step.iterations && <Iterations step={step} run={run} onSelect={onSelect} />}
      {step.mapRunArn && (
        <section>
          <Link href={links.mapRun(step.mapRunArn)}>Open the map run: progress, throughput, children</Link>
        </section>
      )}
      {step.type === 'Parallel' && <Children step={step} run={run} onSelect={onSelect} />}
      <section>
        <h3>
          <span className="grow">{view === 'both' ? 'Input' : 'From input to output'}</span>
          {step.input !== undefined && step.output !== undefined && (
            <Segments label="Input and output" value={view} onChange={setView} options={[['both', 'Both'], ['diff', 'Difference']]} />
          )}
        </h3>
        {view === 'diff' && step.input !== undefined && step.output !== undefined ? (
          <Diff before={step.input} after={step.output} />
        ) : (
          <>
            {step.input === undefined ? <span className="dim">none</span> : <Json text={step.input} label="Input" />}
            <h3>Output</h3>
            {step.output === undefined ? <span className="dim">{step.exited === undefined ? 'not yet' : 'none'}</span> : <Json text={step.output} label="Output" />}
          </>
        )}
      </section>
      <Variables title="Variables it assigned" values={Object.entries(step.assigned ?? {})} />
      <Variables title="Variables when it was entered" values={before} />
      {step.attempts.length > 0 && <Attempts execution={execution} step={step} />}
    </>
  );
}

/** Of a Fail state only the definition says it, unless the execution ended with it. */
function wrongIn(step: Step, machine: Machine | undefined): { error: string; cause?: string } | undefined {
  if (step.error) return { error: step.error, cause: step.cause };
  const state = step.type === 'Fail' ? machine?.byName.get(step.name) : undefined;
  const said = (field: string): string | undefined => {
    const written = state && textOf(get(state.node, field));
    return written?.startsWith('{%') ? undefined : written;
  };
  const error = said('Error');
  return error === undefined ? undefined : { error, cause: said('Cause') };
}

function Variables({ title, values }: { title: string; values: readonly (readonly [string, string])[] }): ReactNode {
  if (values.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      {values.map(([name, value]) => (
        <div key={name} className="field">
          <code>${name}</code>
          <Json text={value} label={`Variable ${name}`} />
        </div>
      ))}
    </section>
  );
}

function CallbackSection({ callback }: { callback: Callback }): ReactNode {
  const { age, left, late, heartbeat } = useWaiting(callback);
  return (
    <section>
      <h3>
        <span className="grow">Waits for an answer</span>
        <CallbackButtons callback={callback} />
      </h3>
      <dl className="facts">
        <dt>Waits for</dt>
        <dd className="num">{age}</dd>
        <dt>Times out</dt>
        <dd className="num">{left}</dd>
        <dt>Last heartbeat</dt>
        <dd className="num">{heartbeat}</dd>
      </dl>
      {late && <div className="note warn">It has neither TimeoutSeconds nor HeartbeatSeconds: if nobody answers, it waits for up to a year.</div>}
    </section>
  );
}

function Iterations({ step, run, onSelect }: { step: Step; run: Run; onSelect: (step: Step) => void }): ReactNode {
  const [chosen, setChosen] = useState<number>();
  const [wanted, setWanted] = useState('');
  const all = step.iterations!.filter(Boolean);
  const shown = wanted ? all.filter((iteration) => iteration.status === wanted) : all;
  const steps = chosen === undefined ? [] : run.childrenOf(step, chosen);
  const number = (status: string): number => all.filter((iteration) => iteration.status === status).length;
  return (
    <section>
      <h3>
        <span className="grow">
          Iterations <span className="dim num">{count(all.length)} of {count(step.length ?? all.length)} begun</span>
        </span>
        <Segments
          label="Iterations"
          value={wanted}
          onChange={setWanted}
          options={[
            ['', 'All'],
            ['running', `${number('running')} running`],
            ['failed', `${number('failed')} failed`],
          ]}
        />
      </h3>
      <div className="iterations">
        {shown.slice(0, 2000).map((iteration) => (
          <button
            key={iteration.index}
            type="button"
            className={iteration.status}
            title={`Iteration ${iteration.index}: ${iteration.status}`}
            aria-label={`Iteration ${iteration.index}, ${iteration.status}`}
            aria-pressed={iteration.index === chosen}
            onClick={() => setChosen(iteration.index === chosen ? undefined : iteration.index)}
          />
        ))}
      </div>
      {shown.length > 2000 && <span className="dim">The first 2,000; the timeline has all.</span>}
      {chosen !== undefined && (
        <div className="table" style={{ flex: 'none', boxShadow: 'none' }}>
          {steps.map((inner) => (
            <StepLine key={inner.id} step={inner} onSelect={onSelect} />
          ))}
          {steps.length === 0 && <div className="empty" style={{ padding: 12 }}>No step of it has begun.</div>}
        </div>
      )}
    </section>
  );
}

function Children({ step, run, onSelect }: { step: Step; run: Run; onSelect: (step: Step) => void }): ReactNode {
  return (
    <section>
      <h3>In its branches</h3>
      <div className="table" style={{ flex: 'none', boxShadow: 'none' }}>
        {run.childrenOf(step).slice(0, 200).map((inner) => (
          <StepLine key={inner.id} step={inner} onSelect={onSelect} />
        ))}
      </div>
    </section>
  );
}

function StepLine({ step, onSelect }: { step: Step; onSelect: (step: Step) => void }): ReactNode {
  return (
    <button type="button" className="tr" style={{ gridTemplateColumns: '12px minmax(0, 1fr) 80px', height: 32, padding: '0 10px', gap: 8 }} onClick={() => onSelect(step)}>
      <span className={`spot ${step.status}`} />
      <span className="cut">{step.name}</span>
      <span className="num dim" style={{ textAlign: 'right' }}>
        <Lasting from={step.entered} to={step.exited} />
      </span>
    </button>
  );
}

function Attempts({ execution, step }: { execution: string; step: Step }): ReactNode {
  const last = step.attempts.length - 1;
  const [open, setOpen] = useState(last);
  return (
    <section>
      <h3>{step.attempts.length === 1 ? 'The call' : `${step.attempts.length} attempts`}</h3>
      {step.attempts.map((attempt, i) => (
        <div key={attempt.scheduledEvent} className="card" style={{ boxShadow: 'none' }}>
          <button type="button" className="tr" style={{ gridTemplateColumns: '16px 12px minmax(0, 1fr) max-content', gap: 8, padding: '0 10px', height: 34, borderBottom: open === i ? undefined : 0 }} aria-expanded={open === i} onClick={() => setOpen(open === i ? -1 : i)}>
            <span className="dim">{open === i ? '▾' : '▸'}</span>
            <span className={`spot ${attempt.status}`} />
            <span className="cut">
              {step.attempts.length > 1 && `Attempt ${i + 1} · `}
              {attempt.error ?? attempt.status}
            </span>
            <span className="num dim">{attempt.ended === undefined ? <Lasting from={attempt.scheduled} /> : duration(attempt.ended - attempt.scheduled)}</span>
          </button>
          {open === i && <AttemptBody execution={execution} attempt={attempt} />}
        </div>
      ))}
    </section>
  );
}

function AttemptBody({ execution, attempt }: { execution: string; attempt: Attempt }): ReactNode {
  const name = functionOf(attempt);
  return (
    <div className="card-body stack" style={{ gap: 10 }}>
      {attempt.cause && <Cause text={attempt.cause} />}
      {attempt.parameters !== undefined && (
        <div className="field">
          <span className="label">What it was called with</span>
          <Json text={attempt.parameters} label="Parameters" />
        </div>
      )}
      {attempt.output !== undefined && (
        <div className="field">
          <span className="label">What it answered</span>
          <Json text={attempt.output} label="Answer" />
        </div>
      )}
      {name && <FunctionLog name={name} execution={execution} attempt={attempt} />}
    </div>
  );
}

/** What the function said in the invocation that the attempt was. */
function FunctionLog({ name, execution, attempt }: { name: string; execution: string; attempt: Attempt }): ReactNode {
  const fn = useFunction(name, { execution, follow: attempt.ended === undefined });
  const invocations = invocationsOf(attempt, fn.data?.invocations ?? []);
  if (fn.isPending) return null;
  return (
    <div className="field">
      <span className="label row">
        <span className="grow">Log</span>
        <Link href={invocations.length === 1 ? `${links.fn(name)}?request=${invocations[0]!.requestId}` : links.fn(name)}>{name}</Link>
      </span>
      {invocations.length === 0 ? (
        <span className="dim">{fn.isError ? 'This server does not run the function.' : attempt.ended === undefined ? 'It comes when the function has answered.' : 'The server keeps the logs of the latest invocations, and this is none of them.'}</span>
      ) : (
        <>
          {invocations.length > 1 && <span className="hint">The function was invoked {invocations.length} times for this attempt.</span>}
          {invocations.slice(0, 8).map((i) => (
            <pre key={i.requestId} className="log" tabIndex={0}>
              {i.log || 'It wrote nothing.'}
            </pre>
          ))}
        </>
      )}
    </div>
  );
}
