/** What can be done to a definition. Each command turns a text into a text, and may choose a state. */
import { at, parseJson, text as textOf, toValue, type JsonValue, type Path } from '../asl/json.ts';
import { readMachine, type Flow, type Machine, type QueryLanguage, type Slot, type State } from '../asl/machine.ts';
import { insertItem, remove, renameKey, setValue } from './text.ts';

export interface Edit {
  readonly text: string;
  /** Id of the state to choose. */
  readonly select?: string;
}

/** States that belong together, as they come from the palette or the clipboard. They lead on from `exits`. */
export interface Piece {
  readonly startAt: string;
  readonly states: { readonly [name: string]: { [key: string]: JsonValue } };
  /** The states that go on with whatever follows the piece. */
  readonly exits: readonly string[];
}

/** Where a piece is put. */
export type Place =
  | { readonly kind: 'start'; readonly flow: Path }
  | { readonly kind: 'transition'; readonly from: Path; readonly slot: Slot }
  | { readonly kind: 'end'; readonly from: Path };

export class EditError extends Error {}

function machineOf(text: string): Machine {
  const machine = readMachine(parseJson(text));
  if (!machine) throw new EditError('The definition is not an object');
  return machine;
}

function flowAt(machine: Machine, path: Path): Flow | undefined {
  return [...machine.flows.values()].find((flow) => samePath(flow.path, path));
}

const samePath = (a: Path, b: Path): boolean => a.length === b.length && a.every((step, i) => step === b[i]);
const flowOf = (statePath: Path): Path => statePath.slice(0, -2);
const idOf = (path: Path): string =>
  path.map((step) => '/' + String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('');

export function stateAt(text: string, path: Path): State {
  const found = machineOf(text).byId.get(idOf(path));
  if (!found) throw new EditError(`There is no state “${String(path.at(-1))}”`);
  return found;
}

/** A name that no state of the whole machine has. */
export function freshName(taken: Iterable<string>, wanted: string): string {
  const names = new Set(taken);
  if (!names.has(wanted)) return wanted;
  const stem = wanted.replace(/ \d+$/, '');
  for (let n = 2; ; n++) {
    if (!names.has(`${stem} ${n}`)) return `${stem} ${n}`;
  }
}

/** Where a slot is written. */
function slotPath(state: Path, slot: Slot): Path {
  switch (slot.kind) {
    case 'next':
      return [...state, 'Next'];
    case 'default':
      return [...state, 'Default'];
    case 'choice':
      return [...state, 'Choices', slot.index, 'Next'];
    case 'catch':
      return [...state, 'Catch', slot.index, 'Next'];
  }
}

/** Leads a transition to another state of the same flow; a state that ended goes on from now on. */
export function connect(text: string, from: Path, slot: Slot, to: string): string {
  let edited = text;
  if (slot.kind === 'next') edited = remove(edited, [...from, 'End']);
  if (slot.kind === 'choice' && !at(parseJson(edited), [...from, 'Choices', slot.index])) {
    return addChoice(edited, from, to);
  }
  if (slot.kind === 'catch' && !at(parseJson(edited), [...from, 'Catch', slot.index])) {
    return addCatch(edited, from, to);
  }
  return setValue(edited, slotPath(from, slot), to);
}

export function addChoice(text: string, from: Path, to: string): string {
  const state = stateAt(text, from);
  const rule: JsonValue =
    state.language === 'JSONata'
      ? { Condition: '{% $states.input.value = true %}', Next: to }
      : { Variable: '$.value', BooleanEquals: true, Next: to };
  return append(text, [...from, 'Choices'], rule);
}

export function addCatch(text: string, from: Path, to: string): string {
  const state = stateAt(text, from);
  return append(
    text,
    [...from, 'Catch'],
    state.language === 'JSONata'
      ? { ErrorEquals: ['States.ALL'], Next: to }
      : { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: to },
  );
}

function append(text: string, path: Path, value: JsonValue): string {
  const list = at(parseJson(text), path);
  return list?.kind === 'array' ? insertItem(text, path, list.items.length, value) : setValue(text, path, [value]);
}

/** Puts a piece into a flow. What led to the place leads to the piece, and the piece leads on to what came there. */
export function insert(text: string, piece: Piece, place: Place): Edit {
  const machine = machineOf(text);
  const flowPath = place.kind === 'start' ? place.flow : flowOf(place.from);
  const flow = flowAt(machine, flowPath);
  const { names, states } = withFreshNames(piece, machine.all.map((state) => state.name));
  const first = names.get(piece.startAt)!;
  let edited = text;
  let follows: string | undefined;

  if (!flow) {
    // A Map or Parallel that has no such flow yet.
    const made: { [key: string]: JsonValue } = { StartAt: first, States: {} };
    edited = setValue(edited, flowPath, made);
  } else if (place.kind === 'start') {
    follows = flow.startAt !== undefined && flow.states.some((state) => state.name === flow.startAt) ? flow.startAt : undefined;
    edited = setValue(edited, [...flowPath, 'StartAt'], first, 'States');
  } else if (place.kind === 'transition') {
    follows = textOf(at(parseJson(text), slotPath(place.from, place.slot)));
    edited = setValue(edited, slotPath(place.from, place.slot), first);
  } else {
    edited = remove(edited, [...place.from, 'End']);
    edited = setValue(edited, [...place.from, 'Next'], first);
  }
  if (at(parseJson(edited), [...flowPath, 'States'])?.kind !== 'object') {
    edited = setValue(edited, [...flowPath, 'States'], {});
  }

  const exits = new Set(piece.exits.map((name) => names.get(name)!));
  for (const [name, state] of Object.entries(states)) {
    edited = setValue(edited, [...flowPath, 'States', name], exits.has(name) ? leadingOn(state, follows) : state);
  }
  return { text: edited, select: idOf([...flowPath, 'States', first]) };
}

function leadingOn(state: { [key: string]: JsonValue }, follows: string | undefined): { [key: string]: JsonValue } {
  const { Next: _next, End: _end, Default: _default, ...rest } = state;
  if (state.Type === 'Succeed' || state.Type === 'Fail') return rest;
  if (state.Type === 'Choice') return follows === undefined ? rest : { ...rest, Default: follows };
  return follows === undefined ? { ...rest, End: true } : { ...rest, Next: follows };
}

function withFreshNames(
  piece: Piece,
  taken: string[],
): { names: Map<string, string>; states: Record<string, { [key: string]: JsonValue }> } {
  const names = new Map<string, string>();
  const used = [...taken];
  for (const name of stateNames(piece.states)) {
    if (names.has(name)) continue;
    const fresh = freshName(used, name);
    names.set(name, fresh);
    used.push(fresh);
  }
  const states: Record<string, { [key: string]: JsonValue }> = {};
  for (const [name, state] of Object.entries(piece.states)) {
    states[names.get(name)!] = renamed(state, names) as { [key: string]: JsonValue };
  }
  return { names, states };
}

function* stateNames(states: { readonly [name: string]: JsonValue }): Generator<string> {
  for (const [name, state] of Object.entries(states)) {
    yield name;
    for (const flow of innerFlows(state)) yield* stateNames(flow);
  }
}

function innerFlows(state: JsonValue): { [name: string]: JsonValue }[] {
  if (state === null || typeof state !== 'object' || Array.isArray(state)) return [];
  const holders = [state.ItemProcessor, state.Iterator, ...(Array.isArray(state.Branches) ? state.Branches : [])];
  return holders.flatMap((holder) =>
    holder && typeof holder === 'object' && !Array.isArray(holder) && holder.States && typeof holder.States === 'object'
      ? [holder.States as { [name: string]: JsonValue }]
      : [],
  );
}

/** A copy in which transitions and names of inner states say the new names. */
function renamed(value: JsonValue, names: ReadonlyMap<string, string>): JsonValue {
  if (Array.isArray(value)) return value.map((item) => renamed(item, names));
  if (value === null || typeof value !== 'object') return value;
  const copy: { [key: string]: JsonValue } = {};
  for (const [key, inner] of Object.entries(value)) {
    if ((key === 'Next' || key === 'Default' || key === 'StartAt') && typeof inner === 'string') {
      copy[key] = names.get(inner) ?? inner;
    } else if (key === 'States' && inner && typeof inner === 'object' && !Array.isArray(inner)) {
      copy[key] = Object.fromEntries(
        Object.entries(inner).map(([name, state]) => [names.get(name) ?? name, renamed(state, names)]),
      );
    } else copy[key] = renamed(inner, names);
  }
  return copy;
}

/** Takes a state away. What led to it leads to what it led to; where that is nothing, a state ends instead. */
export function removeState(text: string, path: Path): Edit {
  const machine = machineOf(text);
  const state = stateAt(text, path);
  const flow = flowAt(machine, flowOf(path))!;
  const next = state.transitions.find((t) => t.slot.kind === 'next') ?? state.transitions.find((t) => t.slot.kind === 'default');
  const heir = next && next.to !== state.name ? next.to : undefined;
  let edited = text;
  if (flow.startAt === state.name) {
    const start = heir ?? flow.states.find((other) => other !== state)?.name;
    edited = start === undefined ? remove(edited, [...flow.path, 'StartAt']) : setValue(edited, [...flow.path, 'StartAt'], start);
  }
  for (const other of flow.states) {
    if (other === state) continue;
    // From the last on, so that the numbers of those before stay right.
    for (const transition of [...other.transitions].reverse()) {
      if (transition.to !== state.name) continue;
      if (heir !== undefined) edited = setValue(edited, slotPath(other.path, transition.slot), heir);
      else edited = disconnect(edited, other.path, transition.slot);
    }
  }
  return { text: remove(edited, path), select: heir && idOf([...flowOf(path), 'States', heir]) };
}

/** Takes a transition away; a state without a next one ends. */
export function disconnect(text: string, from: Path, slot: Slot): string {
  switch (slot.kind) {
    case 'next':
      return setValue(remove(text, [...from, 'Next']), [...from, 'End'], true);
    case 'default':
      return remove(text, [...from, 'Default']);
    case 'choice':
      return remove(text, [...from, 'Choices', slot.index]);
    case 'catch': {
      const edited = remove(text, [...from, 'Catch', slot.index]);
      const left = at(parseJson(edited), [...from, 'Catch']);
      return left?.kind === 'array' && left.items.length === 0 ? remove(edited, [...from, 'Catch']) : edited;
    }
  }
}

/** Gives a state another name, and says it wherever the old one was said. */
export function rename(text: string, path: Path, name: string): Edit {
  const machine = machineOf(text);
  const state = stateAt(text, path);
  if (name === state.name) return { text, select: state.id };
  if (name.trim() === '') throw new EditError('A state needs a name');
  if ([...name].length > 80) throw new EditError('A name has 80 characters at most');
  if (machine.all.some((other) => other.name === name)) throw new EditError(`There is a state “${name}” already`);
  const flow = flowAt(machine, flowOf(path))!;
  let edited = text;
  if (flow.startAt === state.name) edited = setValue(edited, [...flow.path, 'StartAt'], name);
  for (const other of flow.states) {
    for (const transition of other.transitions) {
      if (transition.to === state.name) edited = setValue(edited, slotPath(other.path, transition.slot), name);
    }
  }
  return { text: renameKey(edited, path, name), select: idOf([...path.slice(0, -1), name]) };
}

/** A copy of a state, right behind it. */
export function duplicate(text: string, path: Path): Edit {
  return paste(text, copy(text, path), { after: path });
}

/** What the clipboard holds: a piece of one state. */
export function copy(text: string, path: Path): Piece {
  const state = stateAt(text, path);
  const value = toValue(state.node) as { [key: string]: JsonValue };
  return { startAt: state.name, states: { [state.name]: value }, exits: [state.name] };
}

export function paste(text: string, piece: Piece, where: { after: Path } | { flow: Path }): Edit {
  if ('flow' in where) return insert(text, piece, { kind: 'start', flow: where.flow });
  const state = stateAt(text, where.after);
  const next = state.transitions.find((t) => t.slot.kind === 'next') ?? state.transitions.find((t) => t.slot.kind === 'default');
  if (next) return insert(text, piece, { kind: 'transition', from: where.after, slot: next.slot });
  if (state.type === 'Choice' || state.type === 'Succeed' || state.type === 'Fail') {
    return insert(text, piece, { kind: 'start', flow: flowOf(where.after) });
  }
  return insert(text, piece, { kind: 'end', from: where.after });
}

/** Sets a field, or takes it away if there is no value. */
export function setField(text: string, path: Path, field: Path, value: JsonValue | undefined): string {
  return value === undefined ? remove(text, [...path, ...field]) : setValue(text, [...path, ...field], value);
}

/** Another branch of a Parallel. */
export function addBranch(text: string, path: Path): Edit {
  const name = freshName(machineOf(text).all.map((state) => state.name), 'Branch');
  const edited = append(text, [...path, 'Branches'], { StartAt: name, States: { [name]: { Type: 'Pass', End: true } } });
  const branches = at(parseJson(edited), [...path, 'Branches']);
  const index = branches?.kind === 'array' ? branches.items.length - 1 : 0;
  return { text: edited, select: idOf([...path, 'Branches', index, 'States', name]) };
}

/** The language in which a state's fields are written. */
export function languageAt(text: string, path: Path): QueryLanguage {
  return stateAt(text, path).language;
}

/** Whether a state refers to another that is not there. */
export function missingTargets(machine: Machine): { state: State; to: string }[] {
  return [...machine.flows.values()].flatMap((flow) => {
    const names = new Set(flow.states.map((state) => state.name));
    return flow.states.flatMap((state) =>
      state.transitions.filter((t) => !names.has(t.to)).map((t) => ({ state, to: t.to })),
    );
  });
}

export const emptyMachine = (language: QueryLanguage = 'JSONata'): string =>
  JSON.stringify({ Comment: 'Says what this is for', QueryLanguage: language, States: {} }, null, 2) + '\n';

