import type { Diagnostic as Mark } from '@codemirror/lint';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { links, nameOf, navigate, setLeaveGuard } from '../app/router.ts';
import { at, parseJson, pointer, toValue, type JsonNode } from '../asl/json.ts';
import type { Machine, State } from '../asl/machine.ts';
import { GraphView, type NodeState, type Target } from '../canvas/GraphView.tsx';
import { connect, copy, disconnect, duplicate, emptyMachine, insert, paste, removeState, type Edit, type Piece, type Place } from '../edit/commands.ts';
import { itemOf, type PaletteItem } from '../edit/pieces.ts';
import { setValue } from '../edit/text.ts';
import type { GraphEdge } from '../graph/graph.ts';
import type { Layout } from '../graph/layout.ts';
import { picture } from '../graph/picture.ts';
import { StartDialog } from '../executions/StartDialog.tsx';
import { call } from '../service/aws.ts';
import { oneMachine, useFunctions } from '../service/queries.ts';
import type { Diagnostic, MachineDetail } from '../service/types.ts';
import { Icon } from '../ui/Icon.tsx';
import { Button, complain, Dialog, Empty, Field, Head, Link, Problem, Tabs, toast } from '../ui/parts.tsx';
import { CodeEditor } from './CodeEditor.tsx';
import { DRAGGED, Palette } from './Palette.tsx';
import { StateForm } from './StateForm.tsx';
import { TestPanel } from './TestPanel.tsx';
import { useDocument, type Document } from './useDocument.ts';
import './editor.css';

export default function EditorPage({ arn }: { arn?: string }): ReactNode {
  const machine = useQuery({ ...oneMachine(arn ?? ''), enabled: arn !== undefined, staleTime: Infinity, refetchOnWindowFocus: false });
  if (arn === undefined) return <Editor initial={emptyMachine()} />;
  if (machine.isError) {
    return (
      <Empty title="This state machine can't be edited">
        <Problem error={machine.error} />
        <Link href="/machines">All state machines</Link>
      </Empty>
    );
  }
  return machine.data ? <Editor initial={machine.data.definition} machine={machine.data} /> : null;
}

interface Finding {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly location?: string;
  readonly from: number;
  readonly to: number;
  readonly state?: string;
}

/** Where a location of the server is in the text, and in which state. */
function place(root: JsonNode | undefined, machine: Machine | undefined, location: string | undefined): { from: number; to: number; state?: string } {
  if (!root || !location) return { from: 0, to: 1 };
  const steps = location.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let path: (string | number)[] = [];
  let node: JsonNode | undefined = root;
  for (const step of steps) {
    const next: JsonNode | undefined = at(node, [node?.kind === 'array' ? Number(step) : step]);
    if (!next) break;
    path = [...path, node?.kind === 'array' ? Number(step) : step];
    node = next;
  }
  let state: string | undefined;
  for (let i = path.length; i > 0 && !state; i--) {
    const id = pointer(path.slice(0, i));
    if (machine?.byId.has(id)) state = id;
  }
  const chosen = state === pointer(path) ? machine?.byId.get(state) : undefined;
  return chosen ? { from: chosen.keyFrom, to: chosen.keyTo, state } : { from: node?.from ?? 0, to: node?.to ?? 1, state };
}

/** Outlives an editor, so that states can be taken from one machine to another. */
const clipboard: { current?: Piece } = {};

const PAUSE_MILLIS = 300;

/** What the server finds wrong, asked for when typing pauses. */
function useFindings(document: Document, type: string): { findings: readonly Finding[]; checked: boolean } {
  const { text, reading } = document;
  const [asked, setAsked] = useState<{ text: string; diagnostics: Diagnostic[] }>();
  const readable = reading.root !== undefined;
  useEffect(() => {
    if (!readable) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      call<{ diagnostics: Diagnostic[] }>('ValidateStateMachineDefinition', { definition: text, type, severity: 'WARNING', maxResults: 100 }, abort.signal)
        .then(({ diagnostics }) => setAsked({ text, diagnostics }))
        .catch((e: unknown) => {
          if (!abort.signal.aborted) complain(e);
        });
    }, PAUSE_MILLIS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, readable, type]);
  const findings = useMemo<Finding[]>(() => {
    if (reading.problem) {
      const from = Math.min(reading.problem.at, text.length);
      return [{ severity: 'error', message: reading.problem.message, location: `line ${reading.problem.line}`, from, to: Math.min(from + 1, text.length) }];
    }
    return (asked?.diagnostics ?? []).map((d) => ({
      severity: d.severity === 'ERROR' ? 'error' : 'warning',
      message: d.message,
      location: d.location,
      ...place(reading.root, reading.machine, d.location),
    }));
  }, [asked, reading, text]);
  return { findings, checked: asked?.text === text || reading.problem !== undefined };
}

function Editor({ initial, machine }: { initial: string; machine?: MachineDetail }): ReactNode {
  const document = useDocument(initial);
  const [saved, setSaved] = useState(initial);
  const [dialog, setDialog] = useState<'create' | 'start'>();
  const [panel, setPanel] = useState<'form' | 'test'>('form');
  const [edge, setEdge] = useState<GraphEdge>();
  const laid = useRef<Layout>(undefined);
  const queries = useQueryClient();
  const functions = useFunctions();
  const names = useMemo(() => (functions.data ?? []).map((f) => f.name), [functions.data]);
  const type = machine?.type ?? 'STANDARD';
  const { findings, checked } = useFindings(document, type);
  const dirty = document.text !== saved;
  const state = document.selected === undefined ? undefined : document.machine?.byId.get(document.selected);
  const language = document.machine?.language ?? 'JSONata';

  useEffect(() => {
    if (!dirty) return;
    const warn = (e: BeforeUnloadEvent): void => e.preventDefault();
    window.addEventListener('beforeunload', warn);
    setLeaveGuard(() => window.confirm('Leave, and lose what was changed since the last save?'));
    return () => {
      window.removeEventListener('beforeunload', warn);
      setLeaveGuard(undefined);
    };
  }, [dirty]);

  const states = useMemo(() => {
    const found = new Map<string, NodeState>();
    for (const finding of findings) {
      if (!finding.state) continue;
      const before = found.get(finding.state);
      found.set(finding.state, {
        errors: (before?.errors ?? 0) + (finding.severity === 'error' ? 1 : 0),
        warnings: (before?.warnings ?? 0) + (finding.severity === 'warning' ? 1 : 0),
        problem: before?.problem ? `${before.problem}\n${finding.message}` : finding.message,
      });
    }
    return found;
  }, [findings]);

  const marks = useMemo<Mark[]>(() => findings.map(({ severity, message, from, to }) => ({ severity, message, from, to })), [findings]);

  function run(edit: () => Edit | string): void {
    if (document.reading.problem) {
      toast('bad', 'The text can’t be read at the moment; mend it first');
      return;
    }
    try {
      const done = edit();
      if (typeof done === 'string') document.edit(done);
      else document.edit(done.text, done.select);
    } catch (e) {
      complain(e);
    }
  }

  const make = (item: PaletteItem): Piece => item.make(language, names[0] ?? 'FUNCTION-NAME');

  function add(item: PaletteItem): void {
    run(() => (state ? paste(document.text, make(item), { after: state.path }) : insert(document.text, make(item), atTheEnd(document))));
  }

  function drop(target: Target, data: DataTransfer): void {
    const item = itemOf(data.getData(DRAGGED));
    if (item) run(() => insert(document.text, make(item), placeOf(target, document)));
  }

  function link(from: string, to: string): void {
    const source = document.machine?.byId.get(from);
    const goal = document.machine?.byId.get(to);
    if (!source || !goal) return;
    if (!sameFlow(source, goal)) {
      toast('bad', 'A state can lead only to states of the same branch, iteration or machine');
      return;
    }
    if (source.type === 'Succeed' || source.type === 'Fail') {
      toast('bad', `Nothing follows a ${source.type} state`);
      return;
    }
    run(() => connect(document.text, source.path, source.type === 'Choice' ? { kind: 'choice', index: ruleCount(source) } : { kind: 'next' }, goal.name));
  }

  function relink(old: GraphEdge, to: string): void {
    const goal = document.machine?.byId.get(to);
    if (!old.source || !goal) return;
    const source = document.machine?.byId.get(pointer(old.source.path));
    if (source && !sameFlow(source, goal)) {
      toast('bad', 'A state can lead only to states of the same branch, iteration or machine');
      return;
    }
    run(() => connect(document.text, old.source!.path, old.source!.slot, goal.name));
  }

  async function save(): Promise<void> {
    if (!machine) {
      setDialog('create');
      return;
    }
    try {
      await call('UpdateStateMachine', { stateMachineArn: machine.stateMachineArn, definition: document.text });
      setSaved(document.text);
      toast('good', 'Saved; executions that run already keep the definition they were started with');
      await queries.invalidateQueries({ queryKey: ['machine', machine.stateMachineArn] });
    } catch (e) {
      complain(e);
    }
  }

  async function publish(): Promise<void> {
    try {
      const { stateMachineVersionArn } = await call<{ stateMachineVersionArn: string }>('PublishStateMachineVersion', { stateMachineArn: machine!.stateMachineArn });
      toast('good', `Version ${nameOf(stateMachineVersionArn)} is published`);
    } catch (e) {
      complain(e);
    }
  }

  function onKey(e: React.KeyboardEvent): void {
    const mod = e.ctrlKey || e.metaKey;
    const key = e.key.toLowerCase();
    if (mod && key === 's') {
      e.preventDefault();
      void save();
      return;
    }
    const target = e.target as HTMLElement;
    if (target.closest('.code') || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
    if (mod && key === 'z' && !e.shiftKey) document.undo();
    else if (mod && (key === 'y' || (key === 'z' && e.shiftKey))) document.redo();
    else if ((key === 'delete' || key === 'backspace') && edge?.source) {
      const { source } = edge;
      run(() => disconnect(document.text, source.path, source.slot));
      setEdge(undefined);
    } else if (!state) {
      if (mod && key === 'v' && clipboard.current) run(() => insert(document.text, clipboard.current!, atTheEnd(document)));
      else return;
    } else if (key === 'delete' || key === 'backspace') run(() => removeState(document.text, state.path));
    else if (mod && key === 'd') run(() => duplicate(document.text, state.path));
    else if (mod && (key === 'c' || key === 'x')) {
      clipboard.current = copy(document.text, state.path);
      if (key === 'x') run(() => removeState(document.text, state.path));
    } else if (mod && key === 'v' && clipboard.current) run(() => paste(document.text, clipboard.current!, { after: state.path }));
    else return;
    e.preventDefault();
  }

  const onCursor = useCallback(
    (offset: number) => {
      const all = document.machine?.all ?? [];
      // The innermost state around the cursor: it begins last.
      const here = all.findLast((s) => s.keyFrom <= offset && offset <= s.node.to);
      document.select(here?.id);
    },
    [document],
  );
  const machineNow = useRef(document.machine);
  machineNow.current = document.machine;
  const namesNow = useRef(names);
  namesNow.current = names;

  const errors = findings.filter((f) => f.severity === 'error').length;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: short cuts hold wherever the focus is
    <div className="page" onKeyDown={onKey}>
      <Head
        crumbs={
          <>
            <Link href="/machines">State machines</Link>
            {machine && (
              <>
                {' '}
                / <Link href={links.machine(machine.stateMachineArn)}>{machine.name}</Link>
              </>
            )}
          </>
        }
        title={
          <span className="headline">
            {machine ? `Edit ${machine.name}` : 'Draw a state machine'}
            {dirty && <span className="badge waiting"><i />not saved</span>}
          </span>
        }
      >
        <Button icon="undo" kind="plain" title="Undo (Ctrl+Z)" disabled={!document.canUndo} onClick={document.undo} />
        <Button icon="redo" kind="plain" title="Redo (Ctrl+Y)" disabled={!document.canRedo} onClick={document.redo} />
        <Files document={document} name={machine?.name ?? 'state-machine'} layout={() => laid.current} />
        {machine && (
          <Button disabled={dirty} onClick={() => void publish()} title={dirty ? 'Save first' : 'Keep this definition as a version'}>
            Publish
          </Button>
        )}
        {machine && (
          <Button icon="play" disabled={dirty} title={dirty ? 'Save first' : undefined} onClick={() => setDialog('start')}>
            Start
          </Button>
        )}
        <Button kind="primary" icon="save" disabled={(machine !== undefined && !dirty) || errors > 0} onClick={() => void save()}>
          {machine ? 'Save' : 'Create'}
        </Button>
      </Head>
      <div className="editor">
        <Palette onAdd={add} />
        <div className="editor-canvas">
          {document.graph && (
            <GraphView
              graph={document.graph}
              states={states}
              selected={document.selected}
              onSelect={(id) => {
                document.select(id);
                setEdge(undefined);
              }}
              onDrop={drop}
              onConnect={link}
              onReconnect={relink}
              onEdgeSelect={(chosen) => {
                setEdge(chosen);
                if (chosen) document.select(undefined);
              }}
              selectedEdge={edge?.id}
              onLayout={(layout) => {
                laid.current = layout;
              }}
            />
          )}
          {document.machine?.all.length === 0 && (
            <div className="start-here">
              <strong>Drag a state or a piece here</strong>
              <span>or write the definition on the right: both are the same document.</span>
            </div>
          )}
          <Problems findings={findings} checked={checked} onSelect={(finding) => finding.state && document.select(finding.state)} />
        </div>
        <div className="editor-side">
          <CodeEditor
            text={document.text}
            marks={marks}
            shown={state && document.reading.machine ? { from: state.keyFrom, to: state.node.to } : undefined}
            onChange={document.type}
            onCursor={onCursor}
            onUndo={document.undo}
            onRedo={document.redo}
            machine={() => machineNow.current}
            functions={() => namesNow.current}
          />
          {state && document.machine && !document.reading.problem && (
            <section className="panel" aria-label={`State ${state.name}`}>
              <Tabs
                label="State"
                value={panel}
                onChange={setPanel}
                options={[
                  ['form', state.name.length > 28 ? `${state.name.slice(0, 27)}…` : state.name],
                  ['test', 'Test'],
                ]}
              >
                <Button small kind="plain" icon="close" title="Close" onClick={() => document.select(undefined)} />
              </Tabs>
              <div className="scroll">
                {panel === 'form' ? <StateForm key={state.id} document={document} machine={document.machine} state={state} functions={names} /> : <TestPanel key={state.id} state={state} />}
              </div>
            </section>
          )}
        </div>
      </div>
      {dialog === 'create' && <CreateDialog definition={document.text} onClose={() => setDialog(undefined)} onCreated={() => setSaved(document.text)} />}
      {dialog === 'start' && machine && <StartDialog machine={machine.stateMachineArn} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

const sameFlow = (a: State, b: State): boolean => pointer(a.path.slice(0, -1)) === pointer(b.path.slice(0, -1));

function ruleCount(state: State): number {
  const choices = at(state.node, ['Choices']);
  return choices?.kind === 'array' ? choices.items.length : 0;
}

/** Behind the last state of the machine that goes on to nothing; into an empty machine, at its start. */
function atTheEnd(document: Document): Place {
  const last = document.machine?.top.states.findLast((s) => s.isEnd && s.type !== 'Succeed' && s.type !== 'Fail');
  return last ? { kind: 'end', from: last.path } : { kind: 'start', flow: [] };
}

function placeOf(target: Target, document: Document): Place {
  const { edge, node } = target;
  if (edge?.source) return { kind: 'transition', from: edge.source.path, slot: edge.source.slot };
  if (edge?.kind === 'start') return { kind: 'start', flow: edge.flow };
  if (edge?.kind === 'end') return { kind: 'end', from: document.machine!.byId.get(edge.from)!.path };
  if (node?.kind === 'flow' && node.flow) return { kind: 'start', flow: node.flow.path };
  const state = node?.state;
  if (state?.type === 'Map') return { kind: 'start', flow: state.flows[0]?.path ?? [...state.path, 'ItemProcessor'] };
  if (state?.type === 'Parallel') return { kind: 'start', flow: state.flows[0]?.path ?? [...state.path, 'Branches', 0] };
  if (state) {
    const next = state.transitions.find((t) => t.slot.kind === 'next') ?? state.transitions.find((t) => t.slot.kind === 'default');
    if (next) return { kind: 'transition', from: state.path, slot: next.slot };
    if (state.type === 'Choice') return { kind: 'transition', from: state.path, slot: { kind: 'default' } };
    if (state.type !== 'Succeed' && state.type !== 'Fail') return { kind: 'end', from: state.path };
  }
  return atTheEnd(document);
}

function Problems({ findings, checked, onSelect }: { findings: readonly Finding[]; checked: boolean; onSelect: (finding: Finding) => void }): ReactNode {
  const errors = findings.filter((f) => f.severity === 'error').length;
  const warnings = findings.length - errors;
  return (
    <>
      {findings.length > 0 && (
        <ul className="problems" aria-label="Problems">
          {findings.map((finding, i) => (
            <li key={i}>
              <button type="button" onClick={() => onSelect(finding)}>
                <span className={finding.severity}>
                  <Icon name="alert" />
                </span>
                <span>{finding.message}</span>
                <code className="dim">{finding.location}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="verdict" role="status">
        {errors > 0 ? (
          <span style={{ color: 'var(--failed)' }}>{errors === 1 ? '1 error' : `${errors} errors`}</span>
        ) : (
          <span className="row">
            {checked && <Icon name="check" />} {checked ? 'The server accepts this definition' : 'Being checked …'}
          </span>
        )}
        {warnings > 0 && <span style={{ color: 'var(--waiting)' }}>{warnings === 1 ? '1 warning' : `${warnings} warnings`}</span>}
      </div>
    </>
  );
}

function CreateDialog({ definition, onClose, onCreated }: { definition: string; onClose: () => void; onCreated: () => void }): ReactNode {
  const [name, setName] = useState('');
  const [type, setType] = useState('STANDARD');
  const [error, setError] = useState<unknown>();
  const queries = useQueryClient();
  async function create(): Promise<void> {
    try {
      const { stateMachineArn } = await call<{ stateMachineArn: string }>('CreateStateMachine', { name: name.trim(), type, definition, roleArn: 'arn:aws:iam::123456789012:role/console' });
      onCreated();
      setLeaveGuard(undefined);
      await queries.invalidateQueries({ queryKey: ['machines'] });
      toast('good', `${name.trim()} is created`);
      navigate(links.edit(stateMachineArn), true);
    } catch (e) {
      setError(e);
    }
  }
  return (
    <Dialog
      title="Create the state machine"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={name.trim() === ''} onClick={() => void create()}>
            Create
          </Button>
        </>
      }
    >
      <Field label="Name" hint="Letters, digits, hyphens and underscores">
        {(id) => <input id={id} autoFocus value={name} maxLength={80} onChange={(e) => setName(e.target.value)} onKeyDown={(e) => e.key === 'Enter' && name.trim() && void create()} />}
      </Field>
      <Field label="Type" hint={type === 'STANDARD' ? 'Durable, up to a year, with a history' : 'Up to five minutes, in memory, without a history'}>
        {(id) => (
          <select id={id} value={type} onChange={(e) => setType(e.target.value)}>
            <option value="STANDARD">Standard</option>
            <option value="EXPRESS">Express</option>
          </select>
        )}
      </Field>
      {error !== undefined && <Problem error={error} what="It could not be created" />}
    </Dialog>
  );
}

function save(name: string, type: string, content: string | Blob): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const a = window.document.createElement('a');
  a.href = url;
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Import and export. */
function Files({ document, name, layout }: { document: Document; name: string; layout: () => Layout | undefined }): ReactNode {
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  async function load(file: File): Promise<void> {
    const text = await file.text();
    if (/\.ya?ml$/i.test(file.name)) {
      const { parse } = await import('yaml');
      document.edit(JSON.stringify(parse(text), null, 2) + '\n');
    } else document.edit(text);
  }
  async function yaml(): Promise<void> {
    const { stringify } = await import('yaml');
    save(`${name}.asl.yaml`, 'application/yaml', stringify(toValue(parseJson(document.text)), { lineWidth: 120 }));
  }
  function svg(): string | undefined {
    const places = layout();
    return document.graph && places && picture(document.graph, places);
  }
  async function png(): Promise<void> {
    const text = svg();
    if (!text) return;
    const image = new Image();
    const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = () => reject(new Error('The picture could not be drawn'));
      image.src = url;
    });
    const canvas = window.document.createElement('canvas');
    canvas.width = image.width * 2;
    canvas.height = image.height * 2;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(url);
    canvas.toBlob((blob) => blob && save(`${name}.png`, 'image/png', blob));
  }
  function onKey(e: React.KeyboardEvent<HTMLElement>): void {
    const step = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    if (e.key === 'Escape') setOpen(false);
    if (step === 0 || !open) return;
    e.preventDefault();
    const items = [...e.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
    const here = items.indexOf(window.document.activeElement as HTMLElement);
    items[here < 0 ? (step > 0 ? 0 : items.length - 1) : (here + step + items.length) % items.length]?.focus();
  }
  const entries: readonly (readonly [string, () => void | Promise<void>])[] = [
    ['Import JSON or YAML …', () => input.current?.click()],
    ['Format the text', () => document.edit(setValue(document.text, [], toValue(parseJson(document.text))))],
    ['Export JSON', () => save(`${name}.asl.json`, 'application/json', document.text)],
    ['Export YAML', yaml],
    ['Picture as SVG', () => { const text = svg(); if (text) save(`${name}.svg`, 'image/svg+xml', text); }],
    ['Picture as PNG', png],
  ];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it closes what its parts open
    <div className="menu" onBlur={(e) => !e.currentTarget.contains(e.relatedTarget) && setOpen(false)} onKeyDown={onKey}>
      <Button icon="download" aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>
        File
      </Button>
      {open && (
        <div className="menu-list" role="menu">
          {entries.map(([label, act]) => (
            <button
              key={label}
              type="button"
              role="menuitem"
              onClick={() => {
                setOpen(false);
                Promise.resolve()
                  .then(act)
                  .catch(complain);
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
      <input
        ref={input}
        type="file"
        accept=".json,.yaml,.yml,.asl"
        hidden
        aria-label="A definition"
        onChange={(e) => {
          const file = e.target.files?.[0];
          e.target.value = '';
          if (file) load(file).catch(complain);
        }}
      />
    </div>
  );
}
