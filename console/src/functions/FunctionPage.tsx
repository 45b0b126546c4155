import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { links, nameOf, useParameter } from '../app/router.ts';
import { invoke, type Invoked } from '../service/aws.ts';
import { useFunction } from '../service/queries.ts';
import type { Invocation } from '../service/types.ts';
import { bytes, duration } from '../ui/format.ts';
import { Badge, Button, Empty, Field, Head, Json, Link, Problem, Segments, Time } from '../ui/parts.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { jsonProblem } from '../executions/StartDialog.tsx';

const COLUMNS = '130px 120px 90px 90px minmax(120px, 1fr)';

export default function FunctionPage({ name }: { name: string }): ReactNode {
  const [outcome, setOutcome] = useParameter('outcome');
  const [chosen, setChosen] = useParameter('request');
  const isFailed = outcome === 'failed';
  const fn = useFunction(name, isFailed ? { outcome: 'failed' } : {});
  if (fn.isError && !fn.data) {
    return (
      <Empty title="This function can't be shown">
        <Problem error={fn.error} />
        <Link href="/functions">All functions</Link>
      </Empty>
    );
  }
  const f = fn.data;
  const listed = f?.invocations.find((i) => i.requestId === chosen);
  return (
    <div className="page">
      <Head crumbs={<Link href="/functions">Functions</Link>} title={name} sub={f?.description} />
      <div className="split" style={{ borderTop: '1px solid var(--line)' }}>
        <div className="page">
          {f?.problem && (
            <div style={{ padding: 16 }}>
              <Problem error={new Error(f.problem)} what="It can't be run on this machine" />
            </div>
          )}
          <div className="filters" style={{ padding: '12px 14px' }}>
            <Segments label="Invocations" value={isFailed ? 'failed' : ''} onChange={(value) => setOutcome(value || undefined)} options={[['', 'All'], ['failed', 'Failed']]} />
            <span className="dim" style={{ fontSize: 13 }}>The newest; those that failed are kept longer.</span>
          </div>
          <div className="tr th" style={{ gridTemplateColumns: COLUMNS }}>
            <span>Invoked</span>
            <span>Outcome</span>
            <span>Duration</span>
            <span>Memory</span>
            <span>Request</span>
          </div>
          {f && f.invocations.length === 0 ? (
            <Empty title={isFailed ? 'None that is still known has failed' : 'It was not invoked since the server started'} />
          ) : (
            <VirtualList items={f?.invocations ?? []} height={36} label="Invocations" keyOf={(i) => i.requestId}>
              {(i) => (
                <button type="button" className="tr" aria-current={i.requestId === chosen} onClick={() => setChosen(i.requestId)} style={{ gridTemplateColumns: COLUMNS, height: 36 }}>
                  <span className="dim">
                    <Time at={i.started} />
                  </span>
                  <span>
                    <Badge status={i.status} />
                  </span>
                  <span className="num">{duration(i.durationMs / 1000)}</span>
                  <span className="num dim">{i.maxMemoryBytes === undefined ? '–' : bytes(i.maxMemoryBytes)}</span>
                  <code className="cut dim">{i.requestId}</code>
                </button>
              )}
            </VirtualList>
          )}
        </div>
        <aside className="inspector">
          {chosen && <Log key={chosen} name={name} request={chosen} listed={listed} onClose={() => setChosen(undefined)} />}
          <InvokePanel name={name} />
          {f && (
            <section>
              <h3>Configuration</h3>
              <dl className="facts">
                <dt>Runtime</dt>
                <dd>{f.runtime}</dd>
                <dt>Handler</dt>
                <dd>
                  <code>{f.handler}</code>
                </dd>
                <dt>Timeout</dt>
                <dd>{f.timeoutSeconds} s</dd>
                <dt>Memory</dt>
                <dd>{f.memorySizeMb} MB</dd>
                <dt>Code</dt>
                <dd>{f.origin === 'ZIP' ? 'a zip, kept by the server' : 'a folder of this machine'}</dd>
                <dt>Variables</dt>
                <dd>{f.variables.length ? f.variables.join(', ') : 'none of its own'}</dd>
                <dt>Changed</dt>
                <dd>
                  <Time at={f.lastModified} />
                </dd>
                <dt>ARN</dt>
                <dd>
                  <code>{f.arn}</code>
                </dd>
              </dl>
            </section>
          )}
        </aside>
      </div>
    </div>
  );
}

/** A link may lead to an invocation that is not among the newest. */
function Log({ name, request, listed, onClose }: { name: string; request: string; listed?: Invocation; onClose: () => void }): ReactNode {
  const asked = useFunction(name, { request, follow: false });
  const invocation = listed ?? asked.data?.invocations[0];
  return (
    <section>
      <h3>
        <span className="grow">Log of this invocation</span>
        <Button small kind="plain" icon="close" title="Close the log" onClick={onClose} />
      </h3>
      {invocation ? (
        <>
          {invocation.executionArn?.includes(':execution:') && (
            <div className="row" style={{ fontSize: 13 }}>
              <span className="dim">For</span>
              <Link href={links.execution(invocation.executionArn, invocation.startedEventId)}>{nameOf(invocation.executionArn)}</Link>
            </div>
          )}
          <pre className="log" tabIndex={0}>
            {invocation.log || 'It wrote nothing.'}
          </pre>
        </>
      ) : (
        <span className="dim">{asked.isSuccess ? 'The server keeps the logs of the latest invocations, and this is none of them.' : ' '}</span>
      )}
    </section>
  );
}

function InvokePanel({ name }: { name: string }): ReactNode {
  const [payload, setPayload] = useState('{}');
  const [result, setResult] = useState<Invoked & { seconds: number }>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const queries = useQueryClient();
  const problem = jsonProblem(payload);
  async function run(): Promise<void> {
    setBusy(true);
    setError(undefined);
    const began = performance.now();
    try {
      setResult({ ...(await invoke(name, payload)), seconds: (performance.now() - began) / 1000 });
    } catch (e) {
      setResult(undefined);
      setError(e);
    }
    setBusy(false);
    void queries.invalidateQueries({ queryKey: ['function', name] });
  }
  return (
    <section>
      <Field label="Invoke with a payload" hint={problem && <span style={{ color: 'var(--failed)' }}>{problem}</span>}>
        {(id) => <textarea id={id} rows={5} value={payload} spellCheck={false} onChange={(e) => setPayload(e.target.value)} />}
      </Field>
      <div className="row">
        <Button icon="play" disabled={busy || problem !== undefined} onClick={() => void run()}>
          {busy ? 'Running …' : 'Invoke'}
        </Button>
        {result && (
          <>
            <Badge status={result.functionError ? 'FAILED' : 'SUCCEEDED'} />
            <span className="dim num">{duration(result.seconds)}</span>
          </>
        )}
      </div>
      {error !== undefined && <Problem error={error} />}
      {result && <Json text={result.payload} label="What it answered" />}
      {result?.log && (
        <pre className="log" tabIndex={0}>
          {result.log}
        </pre>
      )}
    </section>
  );
}
