import { useState, type ReactNode } from 'react';
import { links, navigate } from '../app/router.ts';
import { call } from '../service/aws.ts';
import { useMachines } from '../service/queries.ts';
import { pretty } from '../ui/format.ts';
import { Badge, Button, Dialog, Field, Json, Problem } from '../ui/parts.tsx';
import { parseJson, JsonError, lineAndColumn } from '../asl/json.ts';

interface SyncOutcome {
  readonly status: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

interface Props {
  readonly machine?: string;
  readonly input?: string;
  readonly title?: string;
  readonly onClose: () => void;
}

/** What is wrong with a text that is to be JSON. */
export function jsonProblem(text: string): string | undefined {
  try {
    parseJson(text);
    return undefined;
  } catch (e) {
    if (!(e instanceof JsonError)) throw e;
    const { line, column } = lineAndColumn(text, e.at);
    return `Line ${line}, column ${column}: ${e.message}`;
  }
}

export function StartDialog({ machine, input, title, onClose }: Props): ReactNode {
  const machines = useMachines();
  const [chosen, setChosen] = useState(machine ?? '');
  const [name, setName] = useState('');
  const [text, setText] = useState(() => (input === undefined ? '{}' : pretty(input)));
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const arn = chosen || machines.data?.[0]?.stateMachineArn;
  const problem = jsonProblem(text);
  const [outcome, setOutcome] = useState<SyncOutcome>();
  async function start(): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      // Asked now: the list of machines may still be on its way, or older than the machine.
      const { type } = await call<{ type: string }>('DescribeStateMachine', { stateMachineArn: arn?.split(':').slice(0, 7).join(':') });
      if (type === 'EXPRESS') {
        // Nothing of it is kept, so it is waited for.
        setOutcome(await call<SyncOutcome>('StartSyncExecution', { stateMachineArn: arn, input: text, name: name.trim() || undefined }));
        setBusy(false);
        return;
      }
      const { executionArn } = await call<{ executionArn: string }>('StartExecution', { stateMachineArn: arn, input: text, name: name.trim() || undefined });
      onClose();
      navigate(links.execution(executionArn));
    } catch (e) {
      setError(e);
      setBusy(false);
    }
  }
  return (
    <Dialog
      title={title ?? 'Start execution'}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" icon="play" disabled={!arn || busy || problem !== undefined} onClick={() => void start()}>
            Start
          </Button>
        </>
      }
    >
      {!machine && (
        <Field label="State machine">
          {(id) => (
            <select id={id} value={arn} onChange={(e) => setChosen(e.target.value)}>
              {(machines.data ?? []).map((m) => (
                <option key={m.stateMachineArn} value={m.stateMachineArn}>
                  {m.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label="Name" hint="Left empty, it gets one of its own">
        {(id) => <input id={id} value={name} maxLength={80} onChange={(e) => setName(e.target.value)} />}
      </Field>
      <Field label="Input" hint={problem ? <span style={{ color: 'var(--failed)' }}>{problem}</span> : 'JSON'}>
        {(id) => (
          <textarea
            id={id}
            rows={12}
            value={text}
            spellCheck={false}
            aria-invalid={problem !== undefined}
            onChange={(e) => setText(e.target.value)}
            onKeyDown={(e) => {
              if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && !problem && arn) void start();
            }}
          />
        )}
      </Field>
      {error !== undefined && <Problem error={error} what="It could not be started" />}
      {outcome && (
        <div className="stack" style={{ gap: 8 }}>
          <Badge status={outcome.status} />
          {outcome.error !== undefined && (
            <div className="note bad">
              <strong>{outcome.error}</strong> {outcome.cause}
            </div>
          )}
          {outcome.output !== undefined && <Json text={outcome.output} label="Output" />}
        </div>
      )}
    </Dialog>
  );
}
