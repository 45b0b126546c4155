import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { links, nameOf } from '../app/router.ts';
import { call } from '../service/aws.ts';
import { useCallbacks } from '../service/queries.ts';
import type { Callback } from '../service/types.ts';
import { ago, duration, millisOf } from '../ui/format.ts';
import { Button, CopyButton, Dialog, Empty, Field, Head, Link, Problem, toast, useNow } from '../ui/parts.tsx';
import { VirtualList } from '../ui/VirtualList.tsx';
import { jsonProblem } from './StartDialog.tsx';

const COLUMNS = 'minmax(120px, 1.4fr) minmax(120px, 1.4fr) 100px 150px 170px 184px';

/** How long it has waited, and how long it still may. */
export function useWaiting(callback: Callback): { age: string; left: string; late: boolean; heartbeat: string } {
  const now = useNow(1000);
  const seconds = Math.max(1, Math.round((now - millisOf(callback.scheduledDate)) / 1000));
  const age = seconds < 60 ? `${seconds} s` : duration(seconds);
  const timeout = callback.timeoutDate === undefined ? undefined : (millisOf(callback.timeoutDate) - now) / 1000;
  const silence = callback.heartbeatTimeoutDate === undefined ? undefined : (millisOf(callback.heartbeatTimeoutDate) - now) / 1000;
  return {
    age,
    left: timeout === undefined ? 'none' : timeout < 0 ? 'now' : `in ${duration(timeout)}`,
    late: timeout === undefined && silence === undefined,
    heartbeat:
      callback.lastHeartbeatDate === undefined
        ? 'not asked for'
        : `${millisOf(callback.lastHeartbeatDate) > millisOf(callback.scheduledDate) + 500 ? ago(callback.lastHeartbeatDate, now) : 'none yet'} (every ${callback.heartbeatSeconds} s)`,
  };
}

export function CallbacksPage(): ReactNode {
  const callbacks = useCallbacks();
  const rows = [...(callbacks.data?.callbacks ?? [])].sort((a, b) => millisOf(a.scheduledDate) - millisOf(b.scheduledDate));
  return (
    <div className="page">
      <Head title="Callbacks" sub="Tasks that wait until somebody shows their token, the oldest first" />
      <div className="pad page" style={{ paddingBottom: 20 }}>
        {callbacks.isError && <Problem error={callbacks.error} what="The list could not be read" />}
        {callbacks.data?.complete === false && <div className="note warn">There are more than can be looked through at once; these are some of them.</div>}
        <div className="table">
          <div className="tr th" style={{ gridTemplateColumns: COLUMNS }}>
            <span>State</span>
            <span>Execution</span>
            <span>Waits for</span>
            <span>Times out</span>
            <span>Last heartbeat</span>
            <span />
          </div>
          {rows.length === 0 && callbacks.isSuccess ? (
            <Empty title="Nothing waits for a callback">
              <span>A task whose resource ends with .waitForTaskToken stands here while it waits.</span>
            </Empty>
          ) : (
            <VirtualList items={rows} height={44} label="Callbacks" keyOf={(row) => row.taskToken}>
              {(row) => <Row callback={row} />}
            </VirtualList>
          )}
        </div>
      </div>
    </div>
  );
}

function Row({ callback }: { callback: Callback }): ReactNode {
  const { age, left, late, heartbeat } = useWaiting(callback);
  return (
    <div className="tr" style={{ gridTemplateColumns: COLUMNS, height: 44 }}>
      <span className="cut">
        <span className="strong">{callback.state}</span> <span className="dim">{nameOf(callback.stateMachineArn)}</span>
      </span>
      <Link className="cut" href={`${links.execution(callback.executionArn)}?state=${encodeURIComponent(callback.state)}`}>
        {nameOf(callback.executionArn)}
      </Link>
      <span className="num">{age}</span>
      <span className="num" style={late ? { color: 'var(--waiting)' } : undefined} title={late ? 'Without TimeoutSeconds or HeartbeatSeconds it waits for up to a year' : undefined}>
        {left}
      </span>
      <span className="dim num">{heartbeat}</span>
      <CallbackButtons callback={callback} />
    </div>
  );
}

export function CallbackButtons({ callback }: { callback: Callback }): ReactNode {
  const [dialog, setDialog] = useState<'complete' | 'fail'>();
  return (
    <span className="row" style={{ justifyContent: 'flex-end' }}>
      <CopyButton text={callback.taskToken} label="Copy the task token" />
      <Button small icon="check" onClick={() => setDialog('complete')}>
        Complete
      </Button>
      <Button small kind="danger" onClick={() => setDialog('fail')}>
        Fail
      </Button>
      {dialog && <AnswerDialog callback={callback} kind={dialog} onClose={() => setDialog(undefined)} />}
    </span>
  );
}

function AnswerDialog({ callback, kind, onClose }: { callback: Callback; kind: 'complete' | 'fail'; onClose: () => void }): ReactNode {
  const queries = useQueryClient();
  const [output, setOutput] = useState('{}');
  const [error, setError] = useState('RefusedByHand');
  const [cause, setCause] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const completing = kind === 'complete';
  const invalid = completing ? jsonProblem(output) : undefined;
  async function send(): Promise<void> {
    try {
      if (completing) await call('SendTaskSuccess', { taskToken: callback.taskToken, output });
      else await call('SendTaskFailure', { taskToken: callback.taskToken, error, cause });
      toast('good', `${callback.state} was ${completing ? 'completed' : 'failed'}`);
      onClose();
      await queries.invalidateQueries();
    } catch (e) {
      setProblem(e);
    }
  }
  return (
    <Dialog
      title={completing ? `Complete “${callback.state}”` : `Fail “${callback.state}”`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={completing ? 'primary' : 'danger'} disabled={invalid !== undefined} onClick={() => void send()}>
            {completing ? 'Complete' : 'Fail'}
          </Button>
        </>
      }
    >
      <p className="dim">
        This answers in place of whoever has the token. What they answer later is refused with TaskTimedOut.
      </p>
      {completing ? (
        <Field label="Result" hint={invalid ? <span style={{ color: 'var(--failed)' }}>{invalid}</span> : 'JSON; it becomes the result of the task'}>
          {(id) => <textarea id={id} rows={8} value={output} spellCheck={false} onChange={(e) => setOutput(e.target.value)} />}
        </Field>
      ) : (
        <>
          <Field label="Error" hint="Retry and Catch look at this name">
            {(id) => <input id={id} value={error} maxLength={256} onChange={(e) => setError(e.target.value)} />}
          </Field>
          <Field label="Cause">{(id) => <textarea id={id} rows={4} value={cause} onChange={(e) => setCause(e.target.value)} />}</Field>
        </>
      )}
      {problem !== undefined && <Problem error={problem} what="The answer was not taken" />}
    </Dialog>
  );
}
