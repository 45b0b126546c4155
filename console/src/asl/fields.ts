/** What the fields of a definition mean: for forms, completion and hover. */
import type { QueryLanguage, StateType } from './machine.ts';

export interface FieldDoc {
  readonly name: string;
  readonly doc: string;
  readonly types?: readonly StateType[];
  readonly language?: QueryLanguage;
  /** How a form edits it. */
  readonly input?: 'text' | 'number' | 'json' | 'template' | 'lines';
  readonly label?: string;
  /** Stands in the form only once it is used, or when more is asked for. */
  readonly rare?: boolean;
}

const ALL_BUT_FAIL: readonly StateType[] = ['Task', 'Choice', 'Parallel', 'Map', 'Pass', 'Wait', 'Succeed'];
const WORKERS: readonly StateType[] = ['Task', 'Parallel', 'Map'];

export const STATE_FIELDS: readonly FieldDoc[] = [
  { name: 'Comment', doc: 'What the state is for. Nothing looks at it.', input: 'text' },
  { name: 'Resource', doc: 'What the task calls: the ARN of a function or an activity, or a service integration such as arn:aws:states:::sqs:sendMessage.', types: ['Task'], input: 'text', label: 'Resource' },
  { name: 'Arguments', doc: 'What the resource is called with. Texts in {% … %} are JSONata.', types: ['Task', 'Parallel'], language: 'JSONata', input: 'json' },
  { name: 'Parameters', doc: 'What the resource is called with. Fields whose names end with .$ hold paths.', types: ['Task', 'Parallel', 'Map', 'Pass'], language: 'JSONPath', input: 'json' },
  { name: 'Items', doc: 'The list to go through: an array, or JSONata in {% … %}. Without it, the state’s input.', types: ['Map'], language: 'JSONata', input: 'template' },
  { name: 'ItemsPath', doc: 'Where in the input the list stands that the Map goes through.', types: ['Map'], language: 'JSONPath', input: 'text' },
  { name: 'ItemSelector', doc: 'What each iteration gets as its input, made of the item and the Map’s own input.', types: ['Map'], input: 'json' },
  { name: 'MaxConcurrency', doc: 'How many iterations run at a time; 0 for no limit.', types: ['Map'], input: 'number' },
  { name: 'ItemReader', doc: 'Where a distributed Map reads its items: a file or listing in S3.', types: ['Map'], input: 'json', rare: true },
  { name: 'ItemBatcher', doc: 'How a distributed Map puts items together into batches, one for each child execution.', types: ['Map'], input: 'json', rare: true },
  { name: 'ResultWriter', doc: 'Where a distributed Map writes what its children returned.', types: ['Map'], input: 'json', rare: true },
  { name: 'ToleratedFailurePercentage', doc: 'How many per cent of the items may fail before the distributed Map fails.', types: ['Map'], input: 'number', rare: true },
  { name: 'ToleratedFailureCount', doc: 'How many items may fail before the distributed Map fails.', types: ['Map'], input: 'number', rare: true },
  { name: 'Label', doc: 'A name for the child executions of a distributed Map.', types: ['Map'], input: 'text', rare: true },
  { name: 'Seconds', doc: 'How long to wait.', types: ['Wait'], input: 'template' },
  { name: 'Timestamp', doc: 'Until when to wait, for example 2027-01-31T18:00:00Z.', types: ['Wait'], input: 'text' },
  { name: 'SecondsPath', doc: 'Where in the input the number of seconds stands.', types: ['Wait'], language: 'JSONPath', input: 'text', rare: true },
  { name: 'TimestampPath', doc: 'Where in the input the time stands until which to wait.', types: ['Wait'], language: 'JSONPath', input: 'text', rare: true },
  { name: 'Result', doc: 'What the state returns, as it stands.', types: ['Pass'], language: 'JSONPath', input: 'json' },
  { name: 'Error', doc: 'The name of the error that the execution fails with. Catch and Retry look at it.', types: ['Fail'], input: 'text' },
  { name: 'Cause', doc: 'Why it fails, for people.', types: ['Fail'], input: 'text' },
  { name: 'TimeoutSeconds', doc: 'How long the task may take; then it fails with States.Timeout. Without it, a task may wait for a year.', types: ['Task'], input: 'template' },
  { name: 'HeartbeatSeconds', doc: 'How long the task may be silent between two heartbeats.', types: ['Task'], input: 'template' },
  { name: 'Credentials', doc: 'The role that the task takes on.', types: ['Task'], input: 'json', rare: true },
  { name: 'Assign', doc: 'Variables that get values when the state is left.', types: ['Task', 'Choice', 'Parallel', 'Map', 'Pass', 'Wait'], input: 'json' },
  { name: 'Output', doc: 'What the state passes on: JSON with JSONata in {% … %}. Without it, the result.', types: ALL_BUT_FAIL, language: 'JSONata', input: 'json' },
  { name: 'InputPath', doc: 'Which part of the input the state looks at.', types: ALL_BUT_FAIL, language: 'JSONPath', input: 'text', rare: true },
  { name: 'ResultSelector', doc: 'What is kept of the result, with paths into it.', types: WORKERS, language: 'JSONPath', input: 'json', rare: true },
  { name: 'ResultPath', doc: 'Where the result is put into the input; null drops it.', types: ['Task', 'Parallel', 'Map', 'Pass'], language: 'JSONPath', input: 'text' },
  { name: 'OutputPath', doc: 'Which part of that is passed on.', types: ALL_BUT_FAIL, language: 'JSONPath', input: 'text', rare: true },
];

const OTHER_FIELDS: readonly FieldDoc[] = [
  { name: 'Type', doc: 'What kind of state this is: Task, Choice, Parallel, Map, Pass, Wait, Succeed or Fail.' },
  { name: 'Next', doc: 'The state that follows.' },
  { name: 'End', doc: 'true if nothing follows: the machine, branch or iteration ends here.' },
  { name: 'StartAt', doc: 'The state that comes first.' },
  { name: 'States', doc: 'All states, by name.' },
  { name: 'QueryLanguage', doc: 'JSONPath or JSONata: the language of paths and expressions.' },
  { name: 'Version', doc: 'The version of the language, 1.0.' },
  { name: 'Choices', doc: 'Rules, tried one after another; the first that is true says what follows.' },
  { name: 'Default', doc: 'The state that follows if no rule is true.' },
  { name: 'Condition', doc: 'JSONata in {% … %} that is true or false.' },
  { name: 'Variable', doc: 'The path of what is compared.' },
  { name: 'Retry', doc: 'What is tried again after which errors, how often, and with which pauses.' },
  { name: 'Catch', doc: 'Which state follows after which errors, once retrying is used up.' },
  { name: 'ErrorEquals', doc: 'Names of errors. States.ALL is any, States.TaskFailed any but a timeout, States.Timeout a timeout.' },
  { name: 'IntervalSeconds', doc: 'How long to wait before the first retry.' },
  { name: 'MaxAttempts', doc: 'How often to retry; 3 if nothing is said, 0 for never.' },
  { name: 'BackoffRate', doc: 'By what each pause is multiplied; 2 if nothing is said.' },
  { name: 'MaxDelaySeconds', doc: 'The longest pause between two retries.' },
  { name: 'JitterStrategy', doc: 'FULL makes pauses random, so that retries of many don’t come at once.' },
  { name: 'Branches', doc: 'What runs at the same time: each a machine of its own.' },
  { name: 'ItemProcessor', doc: 'What is done with each item: a machine of its own.' },
  { name: 'ProcessorConfig', doc: 'Mode INLINE runs iterations in this execution, DISTRIBUTED as executions of their own.' },
];

const DOCS = new Map([...OTHER_FIELDS, ...STATE_FIELDS].map((field) => [field.name, field]));

export const docOf = (field: string): string | undefined => DOCS.get(field.replace(/\.\$$/, ''))?.doc;

export function fieldsOf(type: string, language: QueryLanguage): FieldDoc[] {
  return STATE_FIELDS.filter(
    (field) => (!field.types || field.types.includes(type as StateType)) && (!field.language || field.language === language),
  );
}

/** Fields that may stand beside these in a state, for completion. */
export function keysOf(type: string | undefined, language: QueryLanguage): string[] {
  const ends = type === 'Succeed' || type === 'Fail' || type === 'Choice' ? [] : ['Next', 'End'];
  const own = type === undefined ? [] : fieldsOf(type, language).map((field) => field.name);
  const more =
    type === 'Choice' ? ['Choices', 'Default'] : type === 'Parallel' ? ['Branches', 'Retry', 'Catch'] : type === 'Map' ? ['ItemProcessor', 'Retry', 'Catch'] : type === 'Task' ? ['Retry', 'Catch'] : [];
  return ['Type', 'QueryLanguage', ...own, ...more, ...ends];
}
