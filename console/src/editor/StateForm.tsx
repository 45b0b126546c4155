/** The chosen state as a form. Every change is a command on the text. */
import { useEffect, useId, useState, type ReactNode } from 'react';
import { fieldsOf, type FieldDoc } from '../asl/fields.ts';
import { at, get, parseJson, text as textOf, toValue, type JsonValue, type Path } from '../asl/json.ts';
import { STATE_TYPES, type Flow, type Machine, type State } from '../asl/machine.ts';
import { addBranch, addCatch, addChoice, connect, disconnect, duplicate, removeState, rename, setField } from '../edit/commands.ts';
import { insertItem, remove, setValue } from '../edit/text.ts';
import { Button, complain } from '../ui/parts.tsx';
import type { Document } from './useDocument.ts';

interface Props {
  readonly document: Document;
  readonly machine: Machine;
  readonly state: State;
  readonly functions: readonly string[];
}

export function StateForm({ document, machine, state, functions }: Props): ReactNode {
  const flow = [...machine.flows.values()].find((f) => f.states.includes(state))!;
  function run(edit: () => string | { text: string; select?: string }): void {
    try {
      const done = edit();
      if (typeof done === 'string') document.edit(done);
      else document.edit(done.text, done.select);
    } catch (e) {
      complain(e);
    }
  }
  const set = (field: Path, value: JsonValue | undefined): void => run(() => setField(document.text, state.path, field, value));
  const fields = fieldsOf(state.type, state.language);
  const used = (field: FieldDoc): boolean => get(state.node, field.name) !== undefined;
  const [more, setMore] = useState(false);
  return (
    <div className="form">
      <div className="row">
        <Commit label="Name" value={state.name} onCommit={(name) => run(() => rename(document.text, state.path, name))} grow />
        <div className="field" style={{ width: 120 }}>
          <label htmlFor="state-type">Type</label>
          <select id="state-type" value={state.type} onChange={(e) => set(['Type'], e.target.value)}>
            {!STATE_TYPES.some((type) => type === state.type) && <option value={state.type}>{state.type || '–'}</option>}
            {STATE_TYPES.map((type) => (
              <option key={type}>{type}</option>
            ))}
          </select>
        </div>
      </div>
      <div className="row">
        <Button small icon="copy" onClick={() => run(() => duplicate(document.text, state.path))}>
          Duplicate
        </Button>
        <Button small icon="trash" kind="danger" onClick={() => run(() => removeState(document.text, state.path))}>
          Delete
        </Button>
        {state.type === 'Parallel' && (
          <Button small icon="plus" onClick={() => run(() => addBranch(document.text, state.path))}>
            Branch
          </Button>
        )}
        <span className="dim" style={{ marginLeft: 'auto', fontSize: 12 }}>
          {state.language}
        </span>
      </div>
      {state.type === 'Task' && <FunctionChoice state={state} functions={functions} set={set} />}
      {state.type === 'Map' && (
        <div className="field">
          <label htmlFor="map-mode">Iterations run</label>
          <select
            id="map-mode"
            value={state.distributed ? 'DISTRIBUTED' : 'INLINE'}
            onChange={(e) => {
              const holder = get(state.node, 'ItemProcessor') ? 'ItemProcessor' : 'Iterator';
              set([holder, 'ProcessorConfig'], e.target.value === 'INLINE' ? { Mode: 'INLINE' } : { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' });
            }}
          >
            <option value="INLINE">in this execution</option>
            <option value="DISTRIBUTED">as executions of their own (distributed)</option>
          </select>
        </div>
      )}
      {state.type === 'Choice' ? (
        <Rules document={document} state={state} flow={flow} run={run} />
      ) : (
        state.type !== 'Succeed' &&
        state.type !== 'Fail' && (
          <Target
            label="Then"
            value={state.transitions.find((t) => t.slot.kind === 'next')?.to}
            flow={flow}
            own={state.name}
            onChange={(to) => run(() => (to === undefined ? disconnect(document.text, state.path, { kind: 'next' }) : connect(document.text, state.path, { kind: 'next' }, to)))}
          />
        )
      )}
      {fields
        .filter((field) => !field.rare || more || used(field))
        .map((field) => (
          <FieldInput key={field.name} field={field} state={state} set={set} />
        ))}
      {!more && fields.some((field) => field.rare && !used(field)) && (
        <Button small kind="plain" onClick={() => setMore(true)}>
          More fields
        </Button>
      )}
      {(state.type === 'Task' || state.type === 'Map' || state.type === 'Parallel') && <Errors document={document} state={state} flow={flow} run={run} />}
    </div>
  );
}

/** A field that is taken over when it is left, or with Enter. */
function Commit({ label, value, onCommit, hint, grow, type = 'text', list, placeholder }: { label: string; value: string; onCommit: (value: string) => void; hint?: string; grow?: boolean; type?: string; list?: string; placeholder?: string }): ReactNode {
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const commit = (): void => {
    if (typed !== value) onCommit(typed);
  };
  return (
    <div className={`field ${grow ? 'grow' : ''}`} title={hint}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={typed}
        list={list}
        placeholder={placeholder}
        spellCheck={false}
        onChange={(e) => setTyped(e.target.value)}
        onBlur={commit}
        onKeyDown={(e) => {
          if (e.key === 'Enter') commit();
          if (e.key === 'Escape') setTyped(value);
        }}
      />
    </div>
  );
}

function JsonInput({ label, value, onCommit, hint }: { label: string; value: JsonValue | undefined; onCommit: (value: JsonValue | undefined) => void; hint?: string }): ReactNode {
  const id = useId();
  const shown = value === undefined ? '' : JSON.stringify(value, null, 2);
  const [typed, setTyped] = useState(shown);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    setTyped(shown);
    setProblem('');
  }, [shown]);
  return (
    <div className="field" title={hint}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={Math.min(10, Math.max(1, typed.split('\n').length))}
        value={typed}
        spellCheck={false}
        aria-invalid={problem !== ''}
        onChange={(e) => setTyped(e.target.value)}
        onBlur={() => {
          if (typed === shown) return;
          if (typed.trim() === '') return onCommit(undefined);
          try {
            onCommit(JSON.parse(typed) as JsonValue);
          } catch {
            // A JSONata text without quotation marks is what people type first.
            if (/^\{%.*%\}$/s.test(typed.trim())) onCommit(typed.trim());
            else setProblem('This is no JSON, so it was not taken over');
          }
        }}
      />
      {problem && <span className="hint" style={{ color: 'var(--failed)' }}>{problem}</span>}
    </div>
  );
}

function FieldInput({ field, state, set }: { field: FieldDoc; state: State; set: (field: Path, value: JsonValue | undefined) => void }): ReactNode {
  const node = get(state.node, field.name);
  const label = field.label ?? field.name;
  const value = node && toValue(node);
  if (field.input === 'json') return <JsonInput label={label} value={value} hint={field.doc} onCommit={(next) => set([field.name], next)} />;
  const shown = value === undefined ? '' : value === null ? 'null' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return (
    <Commit
      label={label}
      value={shown}
      hint={field.doc}
      type={field.input === 'number' ? 'number' : 'text'}
      onCommit={(next) => {
        if (next === '') set([field.name], undefined);
        else if (next === 'null' && field.name.endsWith('Path')) set([field.name], null);
        else if ((field.input === 'number' || field.input === 'template') && /^-?\d+(\.\d+)?$/.test(next)) set([field.name], Number(next));
        else if (field.input === 'template' && next.startsWith('[')) {
          try {
            set([field.name], JSON.parse(next) as JsonValue);
          } catch {
            set([field.name], next);
          }
        } else set([field.name], next);
      }}
    />
  );
}

/** Functions of this server, for a task that calls one. */
function FunctionChoice({ state, functions, set }: { state: State; functions: readonly string[]; set: (field: Path, value: JsonValue) => void }): ReactNode {
  const id = useId();
  const holder = get(state.node, 'Arguments') ? 'Arguments' : 'Parameters';
  const isInvoke = state.resource?.startsWith('arn:aws:states:::lambda:invoke');
  if (!isInvoke || functions.length === 0) return null;
  const now = textOf(at(state.node, [holder, 'FunctionName'])) ?? '';
  return (
    <div className="field">
      <label htmlFor={id}>Function</label>
      <select id={id} value={now.replace(/^.*:function:/, '')} onChange={(e) => set([holder, 'FunctionName'], e.target.value)}>
        {!functions.includes(now.replace(/^.*:function:/, '')) && <option>{now}</option>}
        {functions.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </div>
  );
}

function Target({ label, value, flow, own, onChange, none = 'the end' }: { label: string; value: string | undefined; flow: Flow; own?: string; onChange: (to: string | undefined) => void; none?: string }): ReactNode {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value ?? ''} onChange={(e) => onChange(e.target.value || undefined)}>
        <option value="">{none}</option>
        {value !== undefined && !flow.states.some((s) => s.name === value) && <option value={value}>{value} (missing)</option>}
        {flow.states.filter((s) => s.name !== own || s.name === value).map((s) => (
          <option key={s.name}>{s.name}</option>
        ))}
      </select>
    </div>
  );
}

type Run = (edit: () => string | { text: string; select?: string }) => void;

const OPERATORS = ['StringEquals', 'StringMatches', 'StringLessThan', 'StringGreaterThan', 'NumericEquals', 'NumericLessThan', 'NumericGreaterThan', 'NumericLessThanEquals', 'NumericGreaterThanEquals', 'BooleanEquals', 'TimestampEquals', 'TimestampLessThan', 'TimestampGreaterThan', 'IsPresent', 'IsNull', 'IsString', 'IsNumeric', 'IsBoolean', 'IsTimestamp'];

function Rules({ document, state, flow, run }: { document: Document; state: State; flow: Flow; run: Run }): ReactNode {
  const choices = get(state.node, 'Choices');
  const rules = choices?.kind === 'array' ? choices.items : [];
  return (
    <fieldset className="group">
      <legend>Rules, the first that is true counts</legend>
      {rules.map((rule, index) => {
        const path = [...state.path, 'Choices', index];
        const value = toValue(rule) as { [key: string]: JsonValue };
        const operator = Object.keys(value).find((key) => OPERATORS.includes(key));
        const to = textOf(get(rule, 'Next'));
        return (
          <div key={index} className="card rule">
            {state.language === 'JSONata' ? (
              <Commit label={`Condition ${index + 1}`} value={String(value['Condition'] ?? '')} onCommit={(next) => run(() => setValue(document.text, [...path, 'Condition'], next.startsWith('{%') ? next : `{% ${next} %}`))} />
            ) : operator !== undefined ? (
              <>
                <Commit label={`Variable ${index + 1}`} value={String(value['Variable'] ?? '')} onCommit={(next) => run(() => setValue(document.text, [...path, 'Variable'], next))} />
                <div className="row" style={{ alignItems: 'flex-end' }}>
                <select
                  aria-label="Operator"
                  style={{ width: 190 }}
                  value={operator}
                  onChange={(e) =>
                    run(() => {
                      const { [operator]: operand, ...rest } = value;
                      return setValue(document.text, path, { Variable: rest['Variable'] ?? '$', [e.target.value]: fitting(e.target.value, String(operand)), ...rest });
                    })
                  }
                >
                  {OPERATORS.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
                <Commit grow label="Value" value={String(value[operator])} onCommit={(next) => run(() => setValue(document.text, [...path, operator], fitting(operator, next)))} />
                </div>
              </>
            ) : (
              <JsonInput
                label={`Rule ${index + 1}`}
                value={Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'Next'))}
                onCommit={(next) => run(() => setValue(document.text, path, { ...(next as { [key: string]: JsonValue }), Next: value['Next'] ?? '' }))}
              />
            )}
            <div className="row" style={{ alignItems: 'flex-end' }}>
              <div className="grow">
                <Target label="Then" none="–" value={to} flow={flow} onChange={(next) => next && run(() => setValue(document.text, [...path, 'Next'], next))} />
              </div>
              <Button small kind="plain" icon="trash" title={`Remove rule ${index + 1}`} onClick={() => run(() => remove(document.text, path))} />
            </div>
          </div>
        );
      })}
      <Button small icon="plus" onClick={() => run(() => addChoice(document.text, state.path, flow.states.find((s) => s !== state)?.name ?? state.name))}>
        Rule
      </Button>
      <Target
        label="Otherwise"
        none="no state: the execution fails"
        value={state.transitions.find((t) => t.slot.kind === 'default')?.to}
        flow={flow}
        onChange={(to) => run(() => (to === undefined ? disconnect(document.text, state.path, { kind: 'default' }) : connect(document.text, state.path, { kind: 'default' }, to)))}
      />
    </fieldset>
  );
}

/** An operand of the type that the operator compares. */
function fitting(operator: string, typed: string): JsonValue {
  if (operator.startsWith('Numeric')) return Number.isFinite(Number(typed)) ? Number(typed) : 0;
  if (operator.startsWith('Boolean') || operator.startsWith('Is')) return typed === 'true';
  return typed;
}

function Errors({ document, state, flow, run }: { document: Document; state: State; flow: Flow; run: Run }): ReactNode {
  const list = (name: string): { [key: string]: JsonValue }[] => {
    const node = get(state.node, name);
    return node?.kind === 'array' ? node.items.map((item) => toValue(item) as { [key: string]: JsonValue }) : [];
  };
  const names = (value: JsonValue | undefined): string => (Array.isArray(value) ? value.join(', ') : '');
  const split = (typed: string): string[] => typed.split(',').map((name) => name.trim()).filter(Boolean);
  function drop(name: string, index: number): void {
    run(() => {
      const edited = remove(document.text, [...state.path, name, index]);
      const left = at(parseJson(edited), [...state.path, name]);
      return left?.kind === 'array' && left.items.length === 0 ? remove(edited, [...state.path, name]) : edited;
    });
  }
  return (
    <fieldset className="group">
      <legend>When it fails</legend>
      {list('Retry').map((retrier, index) => {
        const path = [...state.path, 'Retry', index];
        const number = (name: string, label: string): ReactNode => (
          <Commit label={label} type="number" value={String(retrier[name] ?? '')} onCommit={(next) => run(() => setField(document.text, path, [name], next === '' ? undefined : Number(next)))} />
        );
        return (
          <div key={index} className="card rule">
            <div className="row" style={{ alignItems: 'flex-end' }}>
              <Commit grow label="Retry after" value={names(retrier['ErrorEquals'])} onCommit={(next) => run(() => setValue(document.text, [...path, 'ErrorEquals'], split(next)))} />
              <Button small kind="plain" icon="trash" title="Remove this retrier" onClick={() => drop('Retry', index)} />
            </div>
            <div className="row">
              {number('MaxAttempts', 'Times')}
              {number('IntervalSeconds', 'Pause (s)')}
              {number('BackoffRate', 'Factor')}
              {number('MaxDelaySeconds', 'At most (s)')}
            </div>
          </div>
        );
      })}
      {list('Catch').map((catcher, index) => {
        const path = [...state.path, 'Catch', index];
        return (
          <div key={index} className="card rule">
            <div className="row" style={{ alignItems: 'flex-end' }}>
              <Commit grow label="Catch" value={names(catcher['ErrorEquals'])} onCommit={(next) => run(() => setValue(document.text, [...path, 'ErrorEquals'], split(next)))} />
              <div className="grow">
                <Target label="Then" none="–" value={String(catcher['Next'] ?? '')} flow={flow} onChange={(to) => to && run(() => setValue(document.text, [...path, 'Next'], to))} />
              </div>
              <Button small kind="plain" icon="trash" title="Remove this catcher" onClick={() => drop('Catch', index)} />
            </div>
          </div>
        );
      })}
      <div className="row">
        <Button
          small
          icon="plus"
          onClick={() =>
            run(() => {
              const retrier = { ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 };
              const count = list('Retry').length;
              return count === 0 ? setValue(document.text, [...state.path, 'Retry'], [retrier]) : insertItem(document.text, [...state.path, 'Retry'], count, retrier);
            })
          }
        >
          Retry
        </Button>
        <Button small icon="plus" disabled={flow.states.length < 2} onClick={() => run(() => addCatch(document.text, state.path, flow.states.find((s) => s !== state)!.name))}>
          Catch
        </Button>
      </div>
    </fieldset>
  );
}
