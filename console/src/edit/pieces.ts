/** What the palette offers: single states, and pieces that many workflows are made of. */
import type { JsonValue } from '../asl/json.ts';
import type { QueryLanguage, StateType } from '../asl/machine.ts';
import type { Piece } from './commands.ts';

type States = { [name: string]: { [key: string]: JsonValue } };

export interface PaletteItem {
  readonly id: string;
  readonly name: string;
  readonly doc: string;
  readonly icon: StateType;
  readonly make: (language: QueryLanguage, fn: string) => Piece;
}

const piece = (states: States, exits: string[], startAt = Object.keys(states)[0]!): Piece => ({ startAt, states, exits });

function callFunction(language: QueryLanguage, fn: string, more: { [key: string]: JsonValue } = {}): { [key: string]: JsonValue } {
  const isArn = fn.startsWith('arn:');
  return language === 'JSONata'
    ? { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: fn, Payload: '{% $states.input %}' }, Output: '{% $states.result.Payload %}', ...more }
    : isArn
      ? { Type: 'Task', Resource: fn, ...more }
      : { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: fn, 'Payload.$': '$' }, ResultSelector: { 'Value.$': '$.Payload' }, OutputPath: '$.Value', ...more };
}

const RETRY: JsonValue = [{ ErrorEquals: ['States.TaskFailed', 'States.Timeout'], IntervalSeconds: 1, MaxAttempts: 5, BackoffRate: 2, MaxDelaySeconds: 60, JitterStrategy: 'FULL' }];

export const BASIC: readonly PaletteItem[] = [
  { id: 'task', name: 'Task', icon: 'Task', doc: 'Calls a function, a service, or a worker', make: (l, fn) => piece({ Task: callFunction(l, fn) }, ['Task']) },
  {
    id: 'choice',
    name: 'Choice',
    icon: 'Choice',
    doc: 'Goes on one way or another',
    make: (l) =>
      piece(
        {
          Choice: { Type: 'Choice', Choices: [l === 'JSONata' ? { Condition: '{% $states.input.ok = true %}', Next: 'Yes' } : { Variable: '$.ok', BooleanEquals: true, Next: 'Yes' }] },
          Yes: { Type: 'Pass' },
        },
        ['Choice', 'Yes'],
      ),
  },
  {
    id: 'parallel',
    name: 'Parallel',
    icon: 'Parallel',
    doc: 'Does several things at the same time',
    make: () =>
      piece(
        {
          Parallel: {
            Type: 'Parallel',
            Branches: [
              { StartAt: 'First', States: { First: { Type: 'Pass', End: true } } },
              { StartAt: 'Second', States: { Second: { Type: 'Pass', End: true } } },
            ],
          },
        },
        ['Parallel'],
      ),
  },
  {
    id: 'map',
    name: 'Map',
    icon: 'Map',
    doc: 'Does the same with every item of a list',
    make: (l) =>
      piece(
        {
          Map: {
            Type: 'Map',
            ...(l === 'JSONata' ? { Items: '{% $states.input.items %}' } : { ItemsPath: '$.items' }),
            MaxConcurrency: 8,
            ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } },
          },
        },
        ['Map'],
      ),
  },
  { id: 'pass', name: 'Pass', icon: 'Pass', doc: 'Passes on what it is given, or changes it', make: () => piece({ Pass: { Type: 'Pass' } }, ['Pass']) },
  { id: 'wait', name: 'Wait', icon: 'Wait', doc: 'Waits for some time', make: () => piece({ Wait: { Type: 'Wait', Seconds: 5 } }, ['Wait']) },
  { id: 'succeed', name: 'Succeed', icon: 'Succeed', doc: 'Ends well', make: () => piece({ Succeed: { Type: 'Succeed' } }, ['Succeed']) },
  { id: 'fail', name: 'Fail', icon: 'Fail', doc: 'Ends with an error', make: () => piece({ Fail: { Type: 'Fail', Error: 'Failed', Cause: 'Says why' } }, ['Fail']) },
];

export const PIECES: readonly PaletteItem[] = [
  {
    id: 'fan-out',
    name: 'Map a function',
    icon: 'Map',
    doc: 'Many records, a few at a time; one that fails is put aside',
    make: (l, fn) =>
      piece(
        {
          'For each': {
            Type: 'Map',
            ...(l === 'JSONata' ? { Items: '{% $states.input.items %}' } : { ItemsPath: '$.items' }),
            MaxConcurrency: 8,
            ItemProcessor: {
              ProcessorConfig: { Mode: 'INLINE' },
              StartAt: 'Process item',
              States: {
                'Process item': callFunction(l, fn, { TimeoutSeconds: 60, Retry: RETRY, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Put item aside' }], End: true }),
                'Put item aside': { Type: 'Pass', End: true },
              },
            },
          },
        },
        ['For each'],
      ),
  },
  {
    id: 'iterator',
    name: 'Iterator',
    icon: 'Choice',
    doc: 'Calls a function again until it says that it is done',
    make: (l, fn) =>
      piece(
        {
          Work: callFunction(l, fn, { TimeoutSeconds: 900, Retry: RETRY, Next: 'Is it complete?' }),
          'Is it complete?': {
            Type: 'Choice',
            Choices: [l === 'JSONata' ? { Condition: '{% $not($states.input.IsCompleted) %}', Next: 'Work' } : { Variable: '$.IsCompleted', BooleanEquals: false, Next: 'Work' }],
            Default: 'Completed',
          },
          Completed: { Type: 'Pass' },
        },
        ['Completed'],
      ),
  },
  {
    id: 'callback',
    name: 'Callback',
    icon: 'Task',
    doc: 'Hands work over to a queue and waits for the answer',
    make: (l) =>
      piece(
        {
          'Hand over the job': {
            Type: 'Task',
            Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
            ...(l === 'JSONata'
              ? { Arguments: { QueueUrl: 'QUEUE-URL', MessageBody: { job: '{% $states.input %}', token: '{% $states.context.Task.Token %}' } } }
              : { Parameters: { QueueUrl: 'QUEUE-URL', MessageBody: { 'job.$': '$', 'token.$': '$$.Task.Token' } } }),
            TimeoutSeconds: 86400,
            HeartbeatSeconds: 300,
          },
        },
        ['Hand over the job'],
      ),
  },
  {
    id: 'retry',
    name: 'Retry, backoff',
    icon: 'Task',
    doc: 'A call that is tried again with growing pauses',
    make: (l, fn) => piece({ 'Call with retries': callFunction(l, fn, { TimeoutSeconds: 60, Retry: RETRY }) }, ['Call with retries']),
  },
  {
    id: 'saga',
    name: 'Saga',
    icon: 'Parallel',
    doc: 'Two steps; if the second fails, the first is undone',
    make: (l, fn) =>
      piece(
        {
          'Do first': callFunction(l, fn, { Next: 'Do second' }),
          'Do second': callFunction(l, fn, { Retry: RETRY, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Undo first' }] }),
          'Undo first': callFunction(l, fn, { Retry: RETRY, Next: 'Undone' }),
          Undone: { Type: 'Fail', Error: 'Undone', Cause: 'The second step failed, and the first was undone' },
        },
        ['Do second'],
      ),
  },
  {
    id: 'approval',
    name: 'Approval',
    icon: 'Wait',
    doc: 'A person says yes or no, here under Callbacks or elsewhere',
    make: (l) =>
      piece(
        {
          'Ask for approval': {
            Type: 'Task',
            Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
            ...(l === 'JSONata'
              ? { Arguments: { QueueUrl: 'QUEUE-URL', MessageBody: { question: 'Approve?', token: '{% $states.context.Task.Token %}' } } }
              : { Parameters: { QueueUrl: 'QUEUE-URL', MessageBody: { question: 'Approve?', 'token.$': '$$.Task.Token' } }, ResultPath: '$.answer' }),
            TimeoutSeconds: 604800,
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Refused' }],
          },
          Refused: { Type: 'Fail', Error: 'Refused', Cause: 'Nobody approved' },
        },
        ['Ask for approval'],
      ),
  },
];

export const itemOf = (id: string): PaletteItem | undefined => [...BASIC, ...PIECES].find((item) => item.id === id);
