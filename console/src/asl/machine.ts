/** What a definition says, as far as drawing and editing need it. Forgiving: what is missing is left out. */
import { get, member, pointer, text, type JsonNode, type JsonObject, type Path } from './json.ts';

export const STATE_TYPES = ['Task', 'Choice', 'Parallel', 'Map', 'Pass', 'Wait', 'Succeed', 'Fail'] as const;
export type StateType = (typeof STATE_TYPES)[number];
export type QueryLanguage = 'JSONPath' | 'JSONata';

/** Where a transition is written, seen from its state. */
export type Slot =
  | { readonly kind: 'next' }
  | { readonly kind: 'default' }
  | { readonly kind: 'choice'; readonly index: number }
  | { readonly kind: 'catch'; readonly index: number };

export interface Transition {
  readonly slot: Slot;
  readonly to: string;
  /** What has to be true, or which errors, in few words. */
  readonly label?: string;
}

export interface State {
  readonly id: string;
  readonly path: Path;
  readonly name: string;
  readonly type: string;
  readonly node: JsonObject;
  readonly keyFrom: number;
  readonly keyTo: number;
  readonly language: QueryLanguage;
  readonly isEnd: boolean;
  readonly transitions: readonly Transition[];
  /** Branches of a Parallel, the processor of a Map. */
  readonly flows: readonly Flow[];
  readonly resource?: string;
  readonly comment?: string;
  readonly distributed: boolean;
  readonly retries: number;
}

export interface Flow {
  readonly id: string;
  readonly path: Path;
  readonly node: JsonObject;
  readonly startAt?: string;
  readonly states: readonly State[];
  readonly owner?: string;
}

export interface Machine {
  readonly top: Flow;
  readonly language: QueryLanguage;
  /** Every state of every flow, in the order of the text. */
  readonly all: readonly State[];
  readonly byId: ReadonlyMap<string, State>;
  readonly byName: ReadonlyMap<string, State>;
  readonly flows: ReadonlyMap<string, Flow>;
}

export function readMachine(root: JsonNode): Machine | undefined {
  if (root.kind !== 'object') return undefined;
  const all: State[] = [];
  const flows = new Map<string, Flow>();
  const language = languageOf(root, 'JSONPath');
  const top = readFlow(root, [], language, undefined, all, flows);
  return {
    top,
    language,
    all,
    flows,
    byId: new Map(all.map((state) => [state.id, state])),
    byName: new Map([...all].reverse().map((state) => [state.name, state])),
  };
}

function languageOf(node: JsonNode, otherwise: QueryLanguage): QueryLanguage {
  const said = text(get(node, 'QueryLanguage'));
  return said === 'JSONata' || said === 'JSONPath' ? said : otherwise;
}

function readFlow(
  node: JsonObject,
  path: Path,
  language: QueryLanguage,
  owner: string | undefined,
  all: State[],
  flows: Map<string, Flow>,
): Flow {
  const states: State[] = [];
  const id = pointer(path);
  const container = get(node, 'States');
  if (container?.kind === 'object') {
    for (const { key, keyFrom, keyTo, value } of container.members) {
      if (value.kind === 'object') {
        states.push(readState(key, value, keyFrom, keyTo, [...path, 'States', key], language, all, flows));
      }
    }
  }
  const flow: Flow = { id, path, node, startAt: text(get(node, 'StartAt')), states, owner };
  flows.set(id, flow);
  return flow;
}

function readState(
  name: string,
  node: JsonObject,
  keyFrom: number,
  keyTo: number,
  path: Path,
  outer: QueryLanguage,
  all: State[],
  flows: Map<string, Flow>,
): State {
  const id = pointer(path);
  const type = text(get(node, 'Type')) ?? '';
  const language = languageOf(node, outer);
  const at = all.length;
  all.push(undefined as unknown as State);
  const inner: Flow[] = [];
  if (type === 'Parallel') {
    const branches = get(node, 'Branches');
    if (branches?.kind === 'array') {
      branches.items.forEach((branch, index) => {
        if (branch.kind === 'object') {
          inner.push(readFlow(branch, [...path, 'Branches', index], outer, id, all, flows));
        }
      });
    }
  }
  let distributed = false;
  if (type === 'Map') {
    const key = member(node, 'ItemProcessor') ? 'ItemProcessor' : 'Iterator';
    const processor = get(node, key);
    if (processor?.kind === 'object') {
      distributed = text(get(get(processor, 'ProcessorConfig'), 'Mode')) === 'DISTRIBUTED';
      inner.push(readFlow(processor, [...path, key], outer, id, all, flows));
    }
  }
  const retry = get(node, 'Retry');
  const state: State = {
    id,
    path,
    name,
    type,
    node,
    keyFrom,
    keyTo,
    language,
    isEnd: isEnd(type, node),
    transitions: transitions(node, type),
    flows: inner,
    resource: text(get(node, 'Resource')),
    comment: text(get(node, 'Comment')),
    distributed,
    retries: retry?.kind === 'array' ? retry.items.length : 0,
  };
  all[at] = state;
  return state;
}

function isEnd(type: string, node: JsonObject): boolean {
  if (type === 'Succeed' || type === 'Fail') return true;
  const end = get(node, 'End');
  return end?.kind === 'scalar' && end.value === true;
}

function transitions(node: JsonObject, type: string): Transition[] {
  const found: Transition[] = [];
  const next = text(get(node, 'Next'));
  if (next !== undefined && type !== 'Choice') found.push({ slot: { kind: 'next' }, to: next });
  const choices = get(node, 'Choices');
  if (choices?.kind === 'array') {
    choices.items.forEach((rule, index) => {
      const to = text(get(rule, 'Next'));
      if (to !== undefined) found.push({ slot: { kind: 'choice', index }, to, label: condition(rule) });
    });
  }
  const otherwise = text(get(node, 'Default'));
  if (otherwise !== undefined) found.push({ slot: { kind: 'default' }, to: otherwise, label: 'otherwise' });
  const catchers = get(node, 'Catch');
  if (catchers?.kind === 'array') {
    catchers.items.forEach((catcher, index) => {
      const to = text(get(catcher, 'Next'));
      if (to !== undefined) found.push({ slot: { kind: 'catch', index }, to, label: errors(catcher) });
    });
  }
  return found;
}

function errors(catcher: JsonNode): string {
  const names = get(catcher, 'ErrorEquals');
  if (names?.kind !== 'array') return 'error';
  const all = names.items.map((name) => text(name) ?? '?').map((name) => (name === 'States.ALL' ? 'any error' : name));
  return all.length > 2 ? `${all.slice(0, 2).join(', ')} …` : all.join(', ');
}

const SIGNS: Record<string, string> = {
  Equals: '=',
  EqualsPath: '=',
  LessThan: '<',
  LessThanPath: '<',
  GreaterThan: '>',
  GreaterThanPath: '>',
  LessThanEquals: '≤',
  LessThanEqualsPath: '≤',
  GreaterThanEquals: '≥',
  GreaterThanEqualsPath: '≥',
};

/** A rule of a Choice as a person would say it. */
export function condition(rule: JsonNode): string {
  if (rule.kind !== 'object') return '?';
  const jsonata = text(get(rule, 'Condition'));
  if (jsonata !== undefined) return jsonata.replace(/^\{%\s*|\s*%\}$/g, '');
  for (const [key, word] of [['And', ' and '], ['Or', ' or ']] as const) {
    const parts = get(rule, key);
    if (parts?.kind === 'array') return parts.items.map((part) => condition(part)).join(word);
  }
  const not = get(rule, 'Not');
  if (not) return `not (${condition(not)})`;
  const variable = text(get(rule, 'Variable')) ?? '?';
  for (const { key, value } of rule.members) {
    const operand = value.kind === 'scalar' ? JSON.stringify(value.value) : '…';
    if (key.startsWith('Is')) {
      const yes = value.kind === 'scalar' && value.value === true;
      return `${variable} is ${yes ? '' : 'not '}${key.slice(2).toLowerCase()}`;
    }
    const match = /^(String|Numeric|Boolean|Timestamp)(.+)$/.exec(key);
    if (!match) continue;
    if (match[2] === 'Matches') return `${variable} matches ${operand}`;
    const sign = SIGNS[match[2]!];
    if (sign) return `${variable} ${sign} ${operand}`;
  }
  return variable;
}

/** What a Task calls, in few words: "Lambda · Price", "SQS · sendMessage". */
export function resourceLabel(state: State): string | undefined {
  const resource = state.resource;
  if (!resource) return undefined;
  const wait = resource.endsWith('.waitForTaskToken') ? ' · waits for callback' : '';
  const fn = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(resource);
  if (fn) return `Lambda · ${fn[1]}`;
  const activity = /:activity:(.+)$/.exec(resource);
  if (activity) return `Activity · ${activity[1]}`;
  const sdk = /:states:[^:]*:[^:]*:aws-sdk:([^:]+):([^:.]+)/.exec(resource);
  if (sdk) return `${sdk[1]} · ${sdk[2]}${wait}`;
  const service = /:states:[^:]*:[^:]*:([^:]+):([^:.]+)(.*)$/.exec(resource);
  if (!service) return resource;
  if (service[1] === 'lambda') {
    const args = get(state.node, 'Arguments') ?? get(state.node, 'Parameters');
    const name = text(get(args, 'FunctionName'));
    return `Lambda · ${name?.replace(/^.*:function:/, '') ?? 'invoke'}${wait}`;
  }
  const names: Record<string, string> = { sqs: 'SQS', sns: 'SNS', dynamodb: 'DynamoDB', states: 'Step Functions', events: 'EventBridge', http: 'HTTP', apigateway: 'API Gateway' };
  return `${names[service[1]!] ?? service[1]} · ${service[2]}${wait}`;
}
