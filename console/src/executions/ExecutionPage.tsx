import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { links, machineOf, nameOf, useParameter } from '../app/router.ts';
import { parseJson } from '../asl/json.ts';
import { readMachine, type Machine } from '../asl/machine.ts';
import { GraphView, type NodeState } from '../canvas/GraphView.tsx';
import { graphOf, type Graph } from '../graph/graph.ts';
import { call, ServiceError } from '../service/aws.ts';
import { useCallbacks } from '../service/queries.ts';
import type { Callback, Execution } from '../service/types.ts';
import type { Run, Step } from '../run/run.ts';
import { count } from '../ui/format.ts';
import { Badge, Button, Cause, complain, CopyButton, Dialog, Empty, Field, Head, Json, Link, Problem, Tabs, Time, toast } from '../ui/parts.tsx';
import { EventsView } from './EventsView.tsx';
import { Lasting } from './ExecutionsPage.tsx';
import { StartDialog } from './StartDialog.tsx';
import { StepPanel } from './StepPanel.tsx';
import { StepsView } from './StepsView.tsx';
import { Timeline } from './Timeline.tsx';
import { useExecution, useRun } from './useRun.ts';

const VIEWS = [
  ['graph', 'Graph'],
  ['timeline', 'Timeline'],
  ['steps', 'Steps'],
  ['events', 'Events'],
] as const;

type View = (typeof VIEWS)[number][0];

export default function ExecutionPage({ arn }: { arn: string }): ReactNode {
  const execution = useExecution(arn);
  const e = execution.data;
  const { run, revision, error, loading } = useRun(arn, e !== undefined && e.status !== 'RUNNING');
  const [view, setView] = useParameter('view', 'graph');
  const [stepId, setStep] = useParameter('step');
  const [stateName, setState] = useParameter('state');
  const [dialog, setDialog] = useState<'again' | 'stop'>();
  const queries = useQueryClient();

  const definition = useQuery({
    queryKey: ['definitionOf', arn],
    queryFn: ({ signal }) => call<{ definition: string }>('DescribeStateMachineForExecution', { executionArn: arn }, signal),
    staleTime: Infinity,
  });
  const machine = useMemo<Machine | undefined>(() => definition.data && readMachine(parseJson(definition.data.definition)), [definition.data]);
  const graph = useMemo<Graph | undefined>(() => machine && graphOf(machine), [machine]);
  const waiting = useCallbacks(arn, { enabled: e?.status === 'RUNNING' });
  const callbacks = e?.status === 'RUNNING' ? (waiting.data?.callbacks ?? []) : [];

  const step = stepId ? (run.stepById.get(Number(stepId)) ?? run.stepOf(Number(stepId))) : stateName ? run.tallies.get(stateName)?.last : undefined;
  const chosenState = step?.name ?? (stateName || undefined);
  const isGraph = view === 'graph';
  const states = useMemo(() => (isGraph ? nodeStates(run, machine) : undefined), [isGraph, run, machine, revision]);
  const taken = useMemo(() => (isGraph ? takenEdges(run, graph) : undefined), [isGraph, run, graph, revision]);

  useEffect(() => {
    document.title = `${nameOf(arn)} · Pawl`;
  }, [arn]);

  function choose(next: Step | undefined): void {
    setBoth(next ? String(next.id) : undefined, undefined);
  }
  function setBoth(id: string | undefined, name: string | undefined): void {
    setStep(id);
    setState(name);
  }

  if (execution.isError && !e) {
    return (
      <Empty title={execution.error instanceof ServiceError && execution.error.code === 'ExecutionDoesNotExist' ? 'There is no such execution' : 'This execution can’t be shown'}>
        <Problem error={execution.error} />
        <Link href={links.executions({ text: nameOf(arn) })}>Search for “{nameOf(arn)}”</Link>
      </Empty>
    );
  }

  const running = e?.status === 'RUNNING';
  const failed = e && !running && e.status !== 'SUCCEEDED';
  return (
    <div className="page">
      <Head
        crumbs={
          <>
            <Link href="/executions">Executions</Link> /{' '}
            {e ? <Link href={links.machine(e.stateMachineArn)}>{nameOf(e.stateMachineArn)}</Link> : machineOf(arn)}
            {e?.mapRunArn && (
              <>
                {' '}
                / <Link href={links.mapRun(e.mapRunArn)}>Map run</Link>
              </>
            )}
          </>
        }
        title={
          <span className="headline">
            <span className="cut">{e?.name ?? nameOf(arn)}</span>
            {e && <Badge status={e.status} />}
            <CopyButton text={arn} label="Copy the ARN" />
          </span>
        }
        sub={
          !e ? (
            <span>&nbsp;</span>
          ) : (
            <span className="meta" style={{ marginTop: 2 }}>
              <span>
                Started <b><Time at={e.startDate} /></b>
              </span>
              <span className="num">
                {running ? 'Running for' : 'Took'} <b><Lasting from={e.startDate} to={e.stopDate} /></b>
              </span>
              <span className="num">
                <b>{count(run.events.length)}</b> events{loading ? ' …' : ''}
              </span>
              {(e.redriveCount ?? 0) > 0 && (
                <span>
                  Redriven <b>{e.redriveCount}×</b>
                </span>
              )}
            </span>
          )
        }
      >
        {running && (
          <Button icon="stop" kind="danger" onClick={() => setDialog('stop')}>
            Stop
          </Button>
        )}
        {failed && <RedriveButton execution={e} />}
        {e && (
          <Button icon="play" onClick={() => setDialog('again')}>
            Start again
          </Button>
        )}
      </Head>
      <Tabs<View> label="Views" value={(VIEWS.find(([id]) => id === view) ?? VIEWS[0])[0]} options={VIEWS} onChange={(next) => setView(next)} />
      {error !== undefined && <Problem error={error} what="The history could not be read" />}
      <div className="split">
        <div className="page">
          {view === 'graph' && graph && <GraphView graph={graph} states={states} taken={taken} selected={chosenState && machine?.byName.get(chosenState)?.id} onSelect={(id) => {
            const state = id === undefined ? undefined : machine?.byId.get(id);
            const last = state && run.tallies.get(state.name)?.last;
            setBoth(last ? String(last.id) : undefined, last ? undefined : state?.name);
          }} />}
          {view === 'graph' && definition.isError && <Problem error={definition.error} what="The definition could not be read" />}
          {view === 'timeline' && <Timeline run={run} revision={revision} selected={step} onSelect={choose} />}
          {view === 'steps' && <StepsView run={run} revision={revision} selected={step} onSelect={choose} />}
          {view === 'events' && <EventsView run={run} revision={revision} loading={loading} onStep={choose} />}
        </div>
        <aside className="inspector" aria-label="Details">
          {step || chosenState ? (
            <StepPanel key={step?.id ?? chosenState} execution={arn} run={run} revision={revision} step={step} name={chosenState!} machine={machine} callbacks={callbacks} onSelect={choose} onClose={() => setBoth(undefined, undefined)} />
          ) : (
            e && <Overview execution={e} run={run} callbacks={callbacks} onSelect={choose} />
          )}
        </aside>
      </div>
      {dialog === 'again' && e && <StartDialog title="Start again" machine={e.stateMachineVersionArn ?? e.stateMachineAliasArn ?? e.stateMachineArn} input={e.input} onClose={() => setDialog(undefined)} />}
      {dialog === 'stop' && (
        <StopDialog
          arn={arn}
          onClose={() => {
            setDialog(undefined);
            void queries.invalidateQueries({ queryKey: ['execution', arn] });
          }}
        />
      )}
    </div>
  );
}

function Overview({ execution: e, run, callbacks, onSelect }: { execution: Execution; run: Run; callbacks: readonly Callback[]; onSelect: (step: Step) => void }): ReactNode {
  const failing = e.status === 'FAILED' || e.status === 'TIMED_OUT' ? run.failedStep() : undefined;
  return (
    <>
      {(e.error !== undefined || e.cause !== undefined) && (
        <section>
          <div className="note bad" role="alert" style={{ flexDirection: 'column', gap: 4 }}>
            <strong>{e.error || 'It failed'}</strong>
            {e.cause && <Cause text={e.cause} />}
            {failing && <Culprit execution={e.executionArn} step={failing} onSelect={onSelect} />}
          </div>
        </section>
      )}
      <section>
        <h3>Input</h3>
        {e.input === undefined ? <span className="dim">none</span> : <Json text={e.input} label="Input" />}
      </section>
      {e.output !== undefined && (
        <section>
          <h3>Output</h3>
          <Json text={e.output} label="Output" />
        </section>
      )}
      {callbacks.length > 0 && (
        <section>
          <h3>Waits for</h3>
          {callbacks.map((callback) => {
            const step = run.stepOf(callback.scheduledEventId);
            return (
              <button key={callback.taskToken} type="button" className="note warn" style={{ cursor: 'pointer', textAlign: 'left' }} onClick={() => step && onSelect(step)}>
                <span>
                  <b>{callback.state}</b>: an answer with its task token, since <Time at={callback.scheduledDate} relative />
                </span>
              </button>
            );
          })}
        </section>
      )}
      <section>
        <h3>About it</h3>
        <dl className="facts">
          <dt>State machine</dt>
          <dd>
            <Link href={links.machine(e.stateMachineArn)}>{nameOf(e.stateMachineArn)}</Link>
          </dd>
          {e.stateMachineVersionArn && (
            <>
              <dt>Version</dt>
              <dd>{nameOf(e.stateMachineVersionArn)}</dd>
            </>
          )}
          {e.stateMachineAliasArn && (
            <>
              <dt>Alias</dt>
              <dd>{nameOf(e.stateMachineAliasArn)}</dd>
            </>
          )}
          <dt>ARN</dt>
          <dd>
            <code>{e.executionArn}</code>
          </dd>
          <dt>Started</dt>
          <dd>
            <Time at={e.startDate} />
          </dd>
          {e.stopDate !== undefined && (
            <>
              <dt>Ended</dt>
              <dd>
                <Time at={e.stopDate} />
              </dd>
            </>
          )}
        </dl>
      </section>
    </>
  );
}

/** The step that failed, with a link to it. */
export function Culprit({ execution, step, onSelect }: { execution: string; step: Step; onSelect: (step: Step) => void }): ReactNode {
  return (
    <div>
      In{' '}
      <a
        href={links.execution(execution, step.id)}
        onClick={(event) => {
          event.preventDefault();
          onSelect(step);
        }}
      >
        {step.name}
      </a>
      {step.iteration !== undefined && step.parent && (
        <>
          , iteration {step.iteration} of {step.parent.name}
        </>
      )}
    </div>
  );
}

function RedriveButton({ execution }: { execution: Execution }): ReactNode {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  return (
    <Button
      icon="redo"
      disabled={busy}
      title="Go on from where it failed, with the same input"
      onClick={() => {
        setBusy(true);
        call('RedriveExecution', { executionArn: execution.executionArn })
          .then(() => toast('good', 'It goes on from where it failed'))
          .catch(complain)
          .finally(() => {
            setBusy(false);
            void queries.invalidateQueries({ queryKey: ['execution', execution.executionArn] });
          });
      }}
    >
      Redrive
    </Button>
  );
}

function StopDialog({ arn, onClose }: { arn: string; onClose: () => void }): ReactNode {
  const [error, setError] = useState('');
  const [cause, setCause] = useState('');
  return (
    <Dialog
      title={`Stop ${nameOf(arn)}?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="danger"
            icon="stop"
            onClick={() => {
              call('StopExecution', { executionArn: arn, error: error || undefined, cause: cause || undefined })
                .then(onClose)
                .catch(complain);
            }}
          >
            Stop
          </Button>
        </>
      }
    >
      <p className="dim">It ends as aborted, at once. Calls that are under way are not called back.</p>
      <Field label="Error" hint="May be left empty">{(id) => <input id={id} value={error} onChange={(e) => setError(e.target.value)} />}</Field>
      <Field label="Cause">{(id) => <textarea id={id} rows={3} value={cause} onChange={(e) => setCause(e.target.value)} />}</Field>
    </Dialog>
  );
}

/** What the graph shows at each node. */
function nodeStates(run: Run, machine: Machine | undefined): Map<string, NodeState> {
  const states = new Map<string, NodeState>();
  for (const state of machine?.all ?? []) {
    const tally = run.tallies.get(state.name);
    const last = tally?.last;
    let iterations: NodeState['iterations'];
    if (last?.iterations) {
      iterations = { succeeded: 0, failed: 0, running: 0, aborted: 0, total: last.length ?? last.iterations.length };
      for (const iteration of last.iterations) if (iteration) iterations[iteration.status]++;
    }
    states.set(state.id, { tally: tally && { ...tally }, unvisited: !tally, iterations });
  }
  return states;
}

/** The edges that were gone along: those between states of which one was entered right behind the other. */
function takenEdges(run: Run, graph: Graph | undefined): Set<string> {
  const taken = new Set<string>();
  if (!graph) return taken;
  const pairs = new Set<string>();
  const last = new Map<string, Step>();
  const ended = new Set<string>();
  for (const step of run.steps) {
    const scope = `${step.parent?.id ?? 0}/${step.iteration ?? ''}`;
    const branch = step.parent?.type === 'Parallel' ? undefined : last.get(scope);
    if (branch) pairs.add(`${branch.name}>${step.name}>${branch.status === 'caught' ? 'catch' : ''}`);
    last.set(scope, step);
  }
  const top = last.get('0/');
  // What failed leads nowhere, though its state may be the last; a Fail state leads to the end.
  if (top && (run.ending?.type === 'Succeeded' || (run.ending && top.type === 'Fail'))) ended.add(top.name);
  const names = new Map(graph.nodes.map((node) => [node.id, node.state?.name ?? node.id]));
  for (const edge of graph.edges) {
    const from = names.get(edge.from)!;
    const to = names.get(edge.to)!;
    if (edge.kind === 'start' && run.tallies.has(to)) taken.add(edge.id);
    else if (edge.kind === 'end' && ended.has(from)) taken.add(edge.id);
    else if (pairs.has(`${from}>${to}>${edge.kind === 'catch' ? 'catch' : ''}`)) taken.add(edge.id);
  }
  return taken;
}
