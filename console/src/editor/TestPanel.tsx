import { useEffect, useRef, useState, type ReactNode } from 'react';
import { toValue } from '../asl/json.ts';
import type { State } from '../asl/machine.ts';
import { call } from '../service/aws.ts';
import { Badge, Button, Cause, Field, Json, Problem } from '../ui/parts.tsx';
import { jsonProblem } from '../executions/StartDialog.tsx';

interface Tested {
  readonly status: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  readonly inspectionData?: Record<string, unknown>;
}

const STEPS: readonly (readonly [string, string])[] = [
  ['input', 'Input'],
  ['afterInputPath', 'After InputPath'],
  ['afterItemsPath', 'After ItemsPath'],
  ['afterItemSelector', 'After ItemSelector'],
  ['afterParameters', 'After Parameters'],
  ['afterArguments', 'After Arguments'],
  ['result', 'Result'],
  ['afterResultSelector', 'After ResultSelector'],
  ['afterResultPath', 'After ResultPath'],
];

/** Inputs stay with their states while the page is open. */
const inputs = new Map<string, string>();

/** Runs one state alone, with an input, and shows what each step made of the data. */
export function TestPanel({ state }: { state: State }): ReactNode {
  const [input, setInput] = useState(inputs.get(state.name) ?? '{}');
  const [mock, setMock] = useState('');
  const [result, setResult] = useState<Tested>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const needsMock = state.type === 'Map' || state.type === 'Parallel' || Boolean(state.resource?.includes('.sync') || state.resource?.includes('.waitForTaskToken') || state.resource?.includes(':activity:'));
  const problem = jsonProblem(input) ?? (mock === '' ? undefined : jsonProblem(mock));
  async function run(): Promise<void> {
    setBusy(true);
    setError(undefined);
    inputs.set(state.name, input);
    const definition = toValue(state.node) as Record<string, unknown>;
    try {
      setResult(
        await call<Tested>('TestState', {
          definition: JSON.stringify(state.language === 'JSONata' ? { ...definition, QueryLanguage: 'JSONata' } : definition),
          roleArn: 'arn:aws:iam::123456789012:role/console',
          input,
          inspectionLevel: 'TRACE',
          mock: mock === '' ? undefined : { result: mock, fieldValidationMode: 'NONE' },
        }),
      );
    } catch (e) {
      setResult(undefined);
      setError(e);
    }
    setBusy(false);
  }
  const data = result?.inspectionData ?? {};
  // What came of it stands below what was asked, often out of sight.
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (result ?? error) outcome.current?.scrollIntoView({ block: 'start' });
  }, [result, error]);
  return (
    <div className="form">
      <Field label={`Input of “${state.name}”`} hint={problem && <span style={{ color: 'var(--failed)' }}>{problem}</span>}>
        {(id) => <textarea id={id} rows={5} value={input} spellCheck={false} onChange={(e) => setInput(e.target.value)} />}
      </Field>
      {(state.type === 'Task' || needsMock) && (
        <Field label="Answer instead of calling" hint={needsMock ? 'This state can only be tested with an answer given here' : 'Left empty, the resource is really called'}>
          {(id) => <textarea id={id} rows={2} value={mock} spellCheck={false} onChange={(e) => setMock(e.target.value)} />}
        </Field>
      )}
      <div className="row" ref={outcome} style={{ scrollMarginTop: 14 }}>
        <Button kind="primary" icon="flask" disabled={busy || problem !== undefined} onClick={() => void run()}>
          {busy ? 'Running …' : 'Test this state'}
        </Button>
        {result && <Badge status={result.status} />}
        {result?.nextState && <span className="dim">then {result.nextState}</span>}
      </div>
      {error !== undefined && <Problem error={error} what="It could not be tested" />}
      {result?.error !== undefined && (
        <div className="note bad" style={{ flexDirection: 'column', gap: 4 }}>
          <strong>{result.error}</strong>
          {result.cause && <Cause text={result.cause} />}
        </div>
      )}
      {result?.output !== undefined && (
        <div className="field">
          <span className="label">Output</span>
          <Json text={result.output} label="Output" />
        </div>
      )}
      {STEPS.filter(([name]) => typeof data[name] === 'string').map(([name, label]) => (
        <div key={name} className="field">
          <span className="label">{label}</span>
          <Json text={String(data[name])} label={label} />
        </div>
      ))}
    </div>
  );
}
