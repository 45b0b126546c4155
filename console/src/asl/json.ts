/** Reads JSON and keeps where everything stands, so that edits can leave the rest of a text as it is. */

export interface JsonObject {
  readonly kind: 'object';
  readonly from: number;
  readonly to: number;
  readonly members: readonly Member[];
}

export interface JsonArray {
  readonly kind: 'array';
  readonly from: number;
  readonly to: number;
  readonly items: readonly JsonNode[];
}

export interface JsonScalar {
  readonly kind: 'scalar';
  readonly from: number;
  readonly to: number;
  readonly value: string | number | boolean | null;
}

export type JsonNode = JsonObject | JsonArray | JsonScalar;

export interface Member {
  readonly key: string;
  readonly keyFrom: number;
  readonly keyTo: number;
  readonly value: JsonNode;
}

/** A step is the key of a member or the number of an item. */
export type Path = readonly (string | number)[];

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** What is wrong with a text that is no JSON. */
export class JsonError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const MOST_DEPTH = 500;

/** Throws a {@link JsonError}. */
export function parseJson(text: string): JsonNode {
  let at = 0;

  function fail(message: string, where = at): never {
    throw new JsonError(message, Math.min(where, text.length));
  }

  function space(): void {
    for (;;) {
      const c = text.charCodeAt(at);
      if (c === 32 || c === 10 || c === 13 || c === 9) at++;
      else return;
    }
  }

  function string(): string {
    const from = at;
    at++;
    let plain = true;
    for (;;) {
      const c = text.charCodeAt(at);
      if (Number.isNaN(c) || c === 10) fail('This text has no closing quotation mark', from);
      if (c === 34) break;
      if (c === 92) {
        plain = false;
        at++;
      } else if (c < 32) fail('A control character may not stand in a text');
      at++;
    }
    at++;
    if (plain) return text.slice(from + 1, at - 1);
    try {
      return JSON.parse(text.slice(from, at)) as string;
    } catch {
      return fail('This text has an escape that JSON does not know', from);
    }
  }

  function value(depth: number): JsonNode {
    if (depth > MOST_DEPTH) fail('This is nested too deeply');
    space();
    const from = at;
    const c = text[at];
    if (c === '{') return object(depth, from);
    if (c === '[') return array(depth, from);
    if (c === '"') {
      const read = string();
      return { kind: 'scalar', from, to: at, value: read };
    }
    for (const [word, read] of [['true', true], ['false', false], ['null', null]] as const) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return { kind: 'scalar', from, to: at, value: read };
      }
    }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text);
    if (!number) fail(c === undefined ? 'A value is missing here' : `A value is expected, not “${c}”`);
    at += number[0].length;
    return { kind: 'scalar', from, to: at, value: Number(number[0]) };
  }

  function object(depth: number, from: number): JsonNode {
    const members: Member[] = [];
    at++;
    space();
    if (text[at] === '}') {
      at++;
      return { kind: 'object', from, to: at, members };
    }
    for (;;) {
      space();
      if (text[at] !== '"') fail('The name of a field is expected, in quotation marks');
      const keyFrom = at;
      const key = string();
      const keyTo = at;
      space();
      if (text[at] !== ':') fail(`A colon is missing behind “${key}”`);
      at++;
      members.push({ key, keyFrom, keyTo, value: value(depth + 1) });
      space();
      if (text[at] === ',') {
        at++;
        continue;
      }
      if (text[at] === '}') {
        at++;
        return { kind: 'object', from, to: at, members };
      }
      fail('A comma or a closing brace is missing');
    }
  }

  function array(depth: number, from: number): JsonNode {
    const items: JsonNode[] = [];
    at++;
    space();
    if (text[at] === ']') {
      at++;
      return { kind: 'array', from, to: at, items };
    }
    for (;;) {
      items.push(value(depth + 1));
      space();
      if (text[at] === ',') {
        at++;
        continue;
      }
      if (text[at] === ']') {
        at++;
        return { kind: 'array', from, to: at, items };
      }
      fail('A comma or a closing bracket is missing');
    }
  }

  const root = value(0);
  space();
  if (at < text.length) fail('Nothing more is expected behind the end');
  return root;
}

/** The member of that name; the last one counts if there are several. */
export function member(node: JsonNode | undefined, key: string): Member | undefined {
  if (node?.kind !== 'object') return undefined;
  for (let i = node.members.length - 1; i >= 0; i--) {
    if (node.members[i]!.key === key) return node.members[i];
  }
  return undefined;
}

export function get(node: JsonNode | undefined, key: string | number): JsonNode | undefined {
  if (typeof key === 'number') return node?.kind === 'array' ? node.items[key] : undefined;
  return member(node, key)?.value;
}

export function at(node: JsonNode | undefined, path: Path): JsonNode | undefined {
  let found = node;
  for (const step of path) found = get(found, step);
  return found;
}

export function text(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

export function toValue(node: JsonNode): JsonValue {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'array':
      return node.items.map(toValue);
    case 'object': {
      const value: { [key: string]: JsonValue } = {};
      for (const { key, value: inner } of node.members) {
        Object.defineProperty(value, key, { value: toValue(inner), enumerable: true, configurable: true, writable: true });
      }
      return value;
    }
  }
}

/** The path of the innermost value at an offset, and whether a key stands there. */
export function pathAt(root: JsonNode, offset: number): { path: (string | number)[]; onKey: boolean } {
  const path: (string | number)[] = [];
  let node = root;
  for (;;) {
    if (node.kind === 'object') {
      const inside = node.members.find((m) => m.keyFrom <= offset && offset <= m.value.to);
      if (!inside) return { path, onKey: false };
      path.push(inside.key);
      if (offset <= inside.keyTo) return { path, onKey: true };
      node = inside.value;
    } else if (node.kind === 'array') {
      const index = node.items.findIndex((item) => item.from <= offset && offset <= item.to);
      if (index < 0) return { path, onKey: false };
      path.push(index);
      node = node.items[index]!;
    } else return { path, onKey: false };
  }
}

/** A JSON pointer (RFC 6901). */
export function pointer(path: Path): string {
  return path.map((step) => '/' + String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('');
}

export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
    line++;
    start = i + 1;
  }
  return { line, column: offset - start + 1 };
}
