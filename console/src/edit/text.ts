/** Edits of a JSON text that touch nothing but what they change. Each reads the text anew, so they can be chained. */
import { at, parseJson, type JsonArray, type JsonNode, type JsonObject, type JsonValue, type Path } from '../asl/json.ts';

/** How the text is indented: by what its first indented line begins with. */
export function indentUnit(text: string): string {
  const found = /\n([ \t]+)\S/.exec(text);
  return found ? found[1]! : '  ';
}

function lineIndent(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))![0];
}

/** A value as text, for a place whose line is indented like that. */
export function format(value: JsonValue, unit: string, indent: string): string {
  return JSON.stringify(value, null, unit).replaceAll('\n', '\n' + indent);
}

function require<K extends JsonNode['kind']>(text: string, path: Path, kind: K): Extract<JsonNode, { kind: K }> {
  const node = at(parseJson(text), path);
  if (node?.kind !== kind) throw new Error(`There is no ${kind} at /${path.join('/')}`);
  return node as Extract<JsonNode, { kind: K }>;
}

const splice = (text: string, from: number, to: number, insert: string): string =>
  text.slice(0, from) + insert + text.slice(to);

const isOneLine = (text: string, node: JsonNode): boolean => !text.slice(node.from, node.to).includes('\n');

/** Replaces a value, or adds a member; `before` names the member it is to stand in front of. */
export function setValue(text: string, path: Path, value: JsonValue, before?: string): string {
  if (path.length === 0) return format(value, indentUnit(text), '') + '\n';
  const owner = at(parseJson(text), path.slice(0, -1));
  const last = path.at(-1)!;
  const unit = indentUnit(text);
  if (owner?.kind === 'array' && typeof last === 'number') {
    const item = owner.items[last];
    if (!item) return insertItem(text, path.slice(0, -1), owner.items.length, value);
    return splice(text, item.from, item.to, valueFor(text, item, value, unit));
  }
  if (owner?.kind !== 'object') throw new Error(`There is no object at /${path.slice(0, -1).join('/')}`);
  const known = owner.members.find((m) => m.key === last);
  if (known) return splice(text, known.value.from, known.value.to, valueFor(text, known.value, value, unit));
  return insertMember(text, owner, String(last), value, before);
}

/** What stood on one line stays on one, if it is small. */
function valueFor(text: string, old: JsonNode, value: JsonValue, unit: string): string {
  const flat = JSON.stringify(value);
  if (old.kind !== 'scalar' && isOneLine(text, old) && flat.length < 80 && old.to - old.from > 2) return flat;
  return format(value, unit, lineIndent(text, lineStartOf(text, old.from)));
}

/** The offset of the first character of the line that is not a space. */
function lineStartOf(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start + /^[ \t]*/.exec(text.slice(start))![0].length;
}

function insertMember(text: string, owner: JsonObject, key: string, value: JsonValue, before?: string): string {
  const unit = indentUnit(text);
  const name = JSON.stringify(key) + ': ';
  const next = before === undefined ? undefined : owner.members.find((m) => m.key === before);
  const previous = owner.members.at(-1);
  if (owner.members.length > 0 && isOneLine(text, owner)) {
    const flat = name + JSON.stringify(value);
    if (owner.to - owner.from + flat.length < 100) {
      return next
        ? splice(text, next.keyFrom, next.keyFrom, flat + ', ')
        : splice(text, previous!.value.to, previous!.value.to, ', ' + flat);
    }
  }
  if (next) {
    const indent = lineIndent(text, lineStartOf(text, next.keyFrom));
    return splice(text, next.keyFrom, next.keyFrom, `${name}${format(value, unit, indent)},\n${indent}`);
  }
  if (previous) {
    const indent = lineIndent(text, lineStartOf(text, previous.keyFrom));
    return splice(text, previous.value.to, previous.value.to, `,\n${indent}${name}${format(value, unit, indent)}`);
  }
  const outer = lineIndent(text, lineStartOf(text, owner.from));
  const indent = outer + unit;
  return splice(text, owner.from, owner.to, `{\n${indent}${name}${format(value, unit, indent)}\n${outer}}`);
}

export function insertItem(text: string, path: Path, index: number, value: JsonValue): string {
  const array = require(text, path, 'array');
  const unit = indentUnit(text);
  if (array.items.length === 0) {
    const outer = lineIndent(text, lineStartOf(text, array.from));
    return splice(text, array.from, array.to, `[\n${outer}${unit}${format(value, unit, outer + unit)}\n${outer}]`);
  }
  const oneLine = isOneLine(text, array);
  const reference = array.items[Math.min(index, array.items.length - 1)]!;
  const indent = lineIndent(text, lineStartOf(text, reference.from));
  const shown = oneLine ? JSON.stringify(value) : format(value, unit, indent);
  const gap = oneLine ? ' ' : '\n' + indent;
  return index < array.items.length
    ? splice(text, reference.from, reference.from, `${shown},${gap}`)
    : splice(text, reference.to, reference.to, `,${gap}${shown}`);
}

/** Removes a member or an item with the comma that is too many then. Nothing happens if it is not there. */
export function remove(text: string, path: Path): string {
  const owner = at(parseJson(text), path.slice(0, -1));
  const last = path.at(-1)!;
  if (owner?.kind === 'object') {
    const index = owner.members.findIndex((m) => m.key === last);
    if (index < 0) return text;
    return cut(text, owner, owner.members.map((m) => ({ from: m.keyFrom, to: m.value.to })), index);
  }
  if (owner?.kind === 'array' && typeof last === 'number' && owner.items[last]) {
    return cut(text, owner, owner.items, last);
  }
  return text;
}

function cut(
  text: string,
  owner: JsonObject | JsonArray,
  parts: readonly { from: number; to: number }[],
  index: number,
): string {
  const part = parts[index]!;
  if (parts.length === 1) return splice(text, owner.from + 1, owner.to - 1, '');
  if (index === 0) return splice(text, part.from, parts[1]!.from, '');
  return splice(text, parts[index - 1]!.to, part.to, '');
}

export function renameKey(text: string, path: Path, key: string): string {
  const owner = require(text, path.slice(0, -1), 'object');
  const found = owner.members.find((m) => m.key === path.at(-1));
  if (!found) throw new Error(`There is no “${String(path.at(-1))}”`);
  return splice(text, found.keyFrom, found.keyTo, JSON.stringify(key));
}

/** The smallest single change that turns one text into the other. */
export function difference(before: string, after: string): { from: number; to: number; insert: string } | undefined {
  if (before === after) return undefined;
  let from = 0;
  const shorter = Math.min(before.length, after.length);
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let end = 0;
  while (
    end < shorter - from &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end++;
  }
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
