/** The one document that graph, code and forms are views of. */
import { useCallback, useMemo, useReducer, useRef } from 'react';
import { JsonError, lineAndColumn, parseJson, type JsonNode } from '../asl/json.ts';
import { readMachine, type Machine } from '../asl/machine.ts';
import { begin, record, redo, undo, type History } from '../edit/history.ts';
import { graphOf, type Graph } from '../graph/graph.ts';

export interface Reading {
  readonly root?: JsonNode;
  readonly machine?: Machine;
  readonly problem?: { readonly message: string; readonly at: number; readonly line: number };
}

export interface Document {
  readonly text: string;
  readonly selected?: string;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The text as it is now. */
  readonly reading: Reading;
  /** The last text that could be read: what is drawn while somebody types. */
  readonly machine?: Machine;
  readonly graph?: Graph;
  readonly type: (text: string) => void;
  /** One step of undo: a whole command. */
  readonly edit: (text: string, select?: string) => void;
  readonly select: (id: string | undefined) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly reset: (text: string) => void;
}

type Action =
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'edit'; readonly text: string; readonly select?: string; readonly keep: boolean }
  | { readonly kind: 'select'; readonly id: string | undefined }
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'reset'; readonly text: string };

function reduce(history: History, action: Action): History {
  switch (action.kind) {
    case 'type':
      return record(history, { text: action.text, selected: history.now.selected }, Date.now(), 'typing');
    case 'edit':
      return record(history, { text: action.text, selected: action.keep ? history.now.selected : action.select }, Date.now());
    case 'select':
      return action.id === history.now.selected ? history : { ...history, now: { ...history.now, selected: action.id } };
    case 'undo':
      return undo(history);
    case 'redo':
      return redo(history);
    case 'reset':
      return begin(action.text);
  }
}

export function read(text: string): Reading {
  try {
    const root = parseJson(text);
    const machine = readMachine(root);
    return machine ? { root, machine } : { root, problem: { message: 'A definition is an object, in braces', at: 0, line: 1 } };
  } catch (e) {
    if (!(e instanceof JsonError)) throw e;
    return { problem: { message: e.message, at: e.at, line: lineAndColumn(text, e.at).line } };
  }
}

export function useDocument(initial: string): Document {
  const [history, dispatch] = useReducer(reduce, initial, begin);
  const { text, selected } = history.now;
  const reading = useMemo(() => read(text), [text]);
  const good = useRef<Machine>(undefined);
  if (reading.machine) good.current = reading.machine;
  const machine = good.current;
  const graph = useMemo(() => machine && graphOf(machine), [machine]);
  return {
    text,
    selected,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    reading,
    machine,
    graph,
    type: useCallback((next: string) => dispatch({ kind: 'type', text: next }), []),
    edit: useCallback((next: string, select?: string) => dispatch({ kind: 'edit', text: next, select, keep: select === undefined }), []),
    select: useCallback((id: string | undefined) => dispatch({ kind: 'select', id }), []),
    undo: useCallback(() => dispatch({ kind: 'undo' }), []),
    redo: useCallback(() => dispatch({ kind: 'redo' }), []),
    reset: useCallback((next: string) => dispatch({ kind: 'reset', text: next }), []),
  };
}
