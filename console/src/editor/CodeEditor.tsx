/** The text of a definition, in CodeMirror. It has no history of its own: undo belongs to the document. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic as Mark } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers, type DecorationSet } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef, type ReactNode } from 'react';
import { docOf, keysOf } from '../asl/fields.ts';
import { parseJson, pathAt, type JsonNode } from '../asl/json.ts';
import { STATE_TYPES, type Machine } from '../asl/machine.ts';
import { difference } from '../edit/text.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

interface Props {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onCursor: (offset: number) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly marks: readonly Mark[];
  /** The chosen state; brought into view when it changes from outside. */
  readonly shown?: Range;
  /** The last good reading of the text, for completion. */
  readonly machine: () => Machine | undefined;
  readonly functions: () => readonly string[];
}

const showRange = StateEffect.define<Range | undefined>();
const chosen = Decoration.line({ class: 'cm-chosen' });

const chosenLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(old, transaction) {
    let found = old.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(showRange)) continue;
      const range = effect.value;
      if (!range) return Decoration.none;
      const { doc } = transaction.state;
      const lines = [];
      const last = doc.lineAt(Math.min(range.to, doc.length)).number;
      for (let n = doc.lineAt(Math.min(range.from, doc.length)).number; n <= last; n++) lines.push(chosen.range(doc.line(n).from));
      found = Decoration.set(lines);
    }
    return found;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--json-key)' },
  { tag: tags.string, color: 'var(--json-string)' },
  { tag: tags.number, color: 'var(--json-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--json-word)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '12.5px', backgroundColor: 'var(--surface)', color: 'var(--text)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--text-3)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--text) 4%, transparent)' },
  '.cm-chosen': { backgroundColor: 'color-mix(in srgb, var(--accent) 9%, transparent)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent) !important' },
  '.cm-tooltip': { backgroundColor: 'var(--raised)', border: '1px solid var(--line-strong)', borderRadius: '6px', boxShadow: 'var(--shadow-2)', color: 'var(--text)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-doc': { padding: '6px 10px', maxWidth: '380px', fontFamily: 'var(--font)' },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--text)' },
});

/** A command of the keymap that is never left to another. */
const did = (what: () => void) => (): boolean => {
  what();
  return true;
};

export function CodeEditor(props: Props): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const made = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          lineNumbers(),
          highlightActiveLineGutter(),
          foldGutter(),
          lintGutter(),
          drawSelection(),
          indentOnInput(),
          indentUnit.of('  '),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          highlightSelectionMatches(),
          json(),
          syntaxHighlighting(colours),
          chosenLines,
          look,
          EditorView.contentAttributes.of({ 'aria-label': 'Definition, as text', tabindex: '0' }),
          autocompletion({ override: [(context) => complete(context, latest.current.machine(), latest.current.functions())] }),
          hoverTooltip(help),
          keymap.of([
            { key: 'Mod-z', run: did(() => latest.current.onUndo()), preventDefault: true },
            { key: 'Mod-y', run: did(() => latest.current.onRedo()), preventDefault: true },
            { key: 'Mod-Shift-z', run: did(() => latest.current.onRedo()), preventDefault: true },
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...foldKeymap,
            ...searchKeymap,
            ...lintKeymap,
            ...defaultKeymap,
          ]),
          EditorView.updateListener.of((update) => {
            const own = update.transactions.some((t) => t.isUserEvent('outside'));
            if (update.docChanged && !own) latest.current.onChange(update.state.doc.toString());
            if (update.selectionSet && !own && update.view.hasFocus) latest.current.onCursor(update.state.selection.main.head);
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = undefined;
      made.destroy();
    };
  }, []);

  // What was changed elsewhere changes here, and nothing but that: the cursor and folds stay.
  useEffect(() => {
    const v = view.current;
    const change = v && difference(v.state.doc.toString(), props.text);
    if (v && change) v.dispatch({ changes: change, userEvent: 'outside' });
  }, [props.text]);

  const { shown } = props;
  const from = shown?.from;
  const to = shown?.to;
  useEffect(() => {
    const v = view.current;
    if (!v) return;
    const range = from === undefined || to === undefined ? undefined : { from: Math.min(from, v.state.doc.length), to: Math.min(to, v.state.doc.length) };
    v.dispatch({
      effects: [showRange.of(range), ...(range && !v.hasFocus ? [EditorView.scrollIntoView(range.from, { y: 'start', yMargin: 40 })] : [])],
    });
  }, [from, to]);

  const { marks } = props;
  useEffect(() => {
    const v = view.current;
    if (!v) return;
    const length = v.state.doc.length;
    v.dispatch(setDiagnostics(v.state, marks.map((mark) => ({ ...mark, from: Math.min(mark.from, length), to: Math.min(mark.to, length) }))));
  }, [marks]);

  return <div ref={place} className="code" />;
}

function complete(context: CompletionContext, machine: Machine | undefined, functions: readonly string[]): CompletionResult | null {
  const before = context.matchBefore(/"[^"\n]*$/);
  if (!before && !context.explicit) return null;
  const text = context.state.doc.toString();
  const from = before ? before.from : context.pos;
  // While something is typed the text is seldom whole: what is there already says where this is.
  const isKey = /[{,]\s*$/.test(text.slice(0, from)) && !insideArray(text, from);
  const options = isKey ? keyOptions(text, from) : valueOptions(text, from, machine, functions);
  return {
    // What has been typed is compared without the quotation marks around it.
    from: before ? from + 1 : from,
    options: options.map((label) => ({
      label,
      apply: (view, _, __, to) => take(view, JSON.stringify(label), from, to, isKey),
      info: isKey ? docOf(label) : undefined,
      type: isKey ? 'property' : 'constant',
    })),
    validFor: /^[^"\n]*$/,
  };
}

/** Puts a completion in place of what was typed, and of the quotation mark that closes it. */
function take(view: EditorView, written: string, from: number, typedTo: number, isKey: boolean): void {
  const behind = view.state.sliceDoc(typedTo, typedTo + 200);
  const to = behind.startsWith('"') ? typedTo + 1 : typedTo;
  const insert = written + (isKey && !/^"?\s*:/.test(behind) ? ': ' : '');
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, userEvent: 'input.complete' });
}

/** What is open at an offset, innermost last: keys and brackets in front of it. */
function opened(text: string, offset: number): { kind: '{' | '['; key?: string; at: number }[] {
  const stack: { kind: '{' | '['; key?: string; at: number }[] = [];
  let key: string | undefined;
  let last: string | undefined;
  const token = /"(?:\\.|[^"\\\n])*"|[{}[\]:,]/g;
  for (let match = token.exec(text); match && match.index < offset; match = token.exec(text)) {
    const t = match[0];
    if (t === '{' || t === '[') {
      stack.push({ kind: t, key, at: match.index });
      key = undefined;
    } else if (t === '}' || t === ']') {
      stack.pop();
      key = undefined;
    } else if (t === ':') key = last;
    else if (t === ',') key = undefined;
    else last = t.slice(1, -1);
  }
  return stack;
}

const insideArray = (text: string, offset: number): boolean => opened(text, offset).at(-1)?.kind === '[';

function keyOptions(text: string, offset: number): string[] {
  const stack = opened(text, offset);
  const here = stack.at(-1);
  const outer = stack.at(-2);
  if (!here) return [];
  const body = text.slice(here.at, here.at + 4000);
  if (stack.length === 1) return ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'];
  if (here.key === 'ItemProcessor' || outer?.key === 'Branches') return ['ProcessorConfig', 'StartAt', 'States'];
  if (outer?.key === 'States') {
    const type = /"Type"\s*:\s*"(\w+)"/.exec(body)?.[1];
    const jsonata = /"QueryLanguage"\s*:\s*"JSONata"/.test(text);
    return keysOf(type, jsonata ? 'JSONata' : 'JSONPath');
  }
  if (outer?.key === 'Retry') return ['ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds', 'JitterStrategy'];
  if (outer?.key === 'Catch') return ['ErrorEquals', 'Next', 'ResultPath', 'Output', 'Assign'];
  if (outer?.key === 'Choices') return ['Condition', 'Variable', 'Next', 'And', 'Or', 'Not', 'StringEquals', 'NumericEquals', 'NumericGreaterThan', 'NumericLessThan', 'BooleanEquals', 'IsPresent', 'IsNull', 'StringMatches', 'TimestampGreaterThan', 'Output', 'Assign'];
  if (here.key === 'ProcessorConfig') return ['Mode', 'ExecutionType'];
  return [];
}

const PATHS = ['$', '$.', '$$.Execution.Id', '$$.Execution.Input', '$$.Execution.Name', '$$.Execution.StartTime', '$$.Map.Item.Index', '$$.Map.Item.Value', '$$.State.EnteredTime', '$$.State.Name', '$$.State.RetryCount', '$$.Task.Token'];
const EXPRESSIONS = ['{% $states.input %}', '{% $states.result %}', '{% $states.errorOutput %}', '{% $states.context.Execution.Id %}', '{% $states.context.Execution.Input %}', '{% $states.context.Map.Item.Value %}', '{% $states.context.State.RetryCount %}', '{% $states.context.Task.Token %}'];
const ERRORS = ['States.ALL', 'States.TaskFailed', 'States.Timeout', 'States.HeartbeatTimeout', 'States.Permissions', 'States.DataLimitExceeded', 'States.QueryEvaluationError', 'States.ItemReaderFailed', 'Lambda.ServiceException', 'Lambda.TooManyRequestsException', 'Lambda.Unknown'];

function valueOptions(text: string, offset: number, machine: Machine | undefined, functions: readonly string[]): string[] {
  const key = /"([^"\n]*)"\s*:\s*$/.exec(text.slice(0, offset))?.[1] ?? opened(text, offset).at(-1)?.key;
  switch (key) {
    case 'Type':
      return [...STATE_TYPES];
    case 'Next':
    case 'Default':
    case 'StartAt':
      return machine ? statesBeside(machine, offset) : [];
    case 'QueryLanguage':
      return ['JSONata', 'JSONPath'];
    case 'Mode':
      return ['INLINE', 'DISTRIBUTED'];
    case 'ExecutionType':
      return ['STANDARD', 'EXPRESS'];
    case 'JitterStrategy':
      return ['FULL', 'NONE'];
    case 'ErrorEquals':
      return ERRORS;
    case 'FunctionName':
      return [...functions];
    case 'Resource':
      return ['arn:aws:states:::lambda:invoke', 'arn:aws:states:::lambda:invoke.waitForTaskToken', 'arn:aws:states:::sqs:sendMessage', 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', 'arn:aws:states:::sns:publish', 'arn:aws:states:::dynamodb:getItem', 'arn:aws:states:::dynamodb:putItem', 'arn:aws:states:::states:startExecution.sync:2', 'arn:aws:states:::events:putEvents', 'arn:aws:states:::aws-sdk:s3:getObject', ...functions];
    default:
      return [...(key?.endsWith('.$') || key?.endsWith('Path') || key === 'Variable' ? PATHS : EXPRESSIONS)];
  }
}

/** Names of the states of the flow that an offset lies in: the innermost. */
function statesBeside(machine: Machine, offset: number): string[] {
  let best = machine.top;
  for (const flow of machine.flows.values()) {
    if (flow.node.from <= offset && offset <= flow.node.to && flow.path.length >= best.path.length) best = flow;
  }
  return best.states.map((state) => state.name);
}

/** What the field under the pointer means. */
function help(view: EditorView, offset: number): { pos: number; end: number; create: () => { dom: HTMLElement } } | null {
  let root: JsonNode;
  try {
    root = parseJson(view.state.doc.toString());
  } catch {
    return null;
  }
  const { path, onKey } = pathAt(root, offset);
  const key = path.at(-1);
  const doc = onKey && typeof key === 'string' ? docOf(key) : undefined;
  if (!doc) return null;
  const line = view.state.doc.lineAt(offset);
  const word = `"${String(key)}"`;
  const start = line.from + Math.max(0, line.text.lastIndexOf(word, offset - line.from));
  return {
    pos: start,
    end: start + word.length,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'cm-doc';
      dom.textContent = doc;
      return { dom };
    },
  };
}

