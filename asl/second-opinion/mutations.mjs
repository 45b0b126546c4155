// Every way to damage a definition a little: each place is damaged in each way once.

const FIELDS = [
  'InputPath', 'OutputPath', 'ResultPath', 'Parameters', 'ResultSelector', 'Arguments', 'Output', 'Assign', 'Result', 'Retry', 'Catch', 'Seconds', 'TimestampPath',
  'TimeoutSeconds', 'HeartbeatSeconds', 'Resource', 'Branches', 'Items', 'ItemsPath', 'ItemSelector', 'ItemReader', 'MaxConcurrency', 'Label', 'Choices', 'Default',
  'Condition', 'Variable', 'Error', 'CausePath', 'Credentials', 'QueryLanguage', 'Next', 'End', 'Unknown',
];

// What a value is replaced with, besides values of other types.
const STRINGS = ['', 'Nowhere', '$.a', '$.a[*]', '$$.Execution.Id', '$v', '{% 1 %}', '{% 1 + %}', '{% 1', 'States.UUID()', 'JSONata'];
const NUMBERS = [-1, 0, 1.5, 100_000_000];

const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);

/** Calls back for every value: its parent, its key there, and the path of keys. */
function* places(value, path = []) {
  if (value === null || typeof value !== 'object') return;
  for (const key of Object.keys(value)) {
    yield { path, key, value: value[key], parent: value };
    yield* places(value[key], [...path, key]);
  }
}

function changed(definition, path, change) {
  const copy = structuredClone(definition);
  let at = copy;
  for (const key of path) at = at[key];
  change(at);
  return copy;
}

function* replacements(value) {
  if (typeof value === 'string') yield* STRINGS;
  if (typeof value === 'number') yield* NUMBERS;
  if (typeof value === 'boolean') yield !value;
  for (const other of [1, 'text', true, null, [], {}]) {
    const same = Array.isArray(other) === Array.isArray(value) && typeof other === typeof value && (other === null) === (value === null);
    if (!same) yield other;
  }
}

/** @return pairs of what was done and the damaged definition */
export function* mutations(definition) {
  yield ['nothing', definition];
  for (const { path, key, value, parent } of places(definition)) {
    const at = [...path, key].join('/');
    yield [`without ${at}`, changed(definition, path, o => (Array.isArray(o) ? o.splice(Number(key), 1) : delete o[key]))];
    for (const other of replacements(value)) {
      yield [`${at} = ${JSON.stringify(other)}`, changed(definition, path, o => (o[key] = other))];
    }
    if (Array.isArray(parent)) {
      yield [`twice ${at}`, changed(definition, path, o => o.splice(Number(key), 0, structuredClone(o[key])))];
    } else {
      yield [`renamed ${at}`, changed(definition, path, o => { o[`${key}X`] = o[key]; delete o[key]; })];
      if (key.endsWith('Path')) {
        yield [`also ${at.slice(0, -4)}`, changed(definition, path, o => (o[key.slice(0, -4)] = 1))];
      }
    }
    if (isObject(value)) {
      for (const field of FIELDS) {
        if (!(field in value) && (value.Type || value.Next || value.StartAt)) {
          yield [`${at} with ${field}`, changed(definition, [...path, key], o => (o[field] = sample(field)))];
        }
      }
    }
  }
}

function sample(field) {
  switch (field) {
    case 'Retry': return [{ ErrorEquals: ['States.ALL'] }];
    case 'Branches': case 'Items': case 'Choices': return [];
    case 'Parameters': case 'ResultSelector': case 'Arguments': case 'Assign': case 'ItemSelector': case 'Credentials': case 'ItemReader': return {};
    case 'Catch': return [];
    case 'End': return true;
    case 'Seconds': case 'TimeoutSeconds': case 'HeartbeatSeconds': case 'MaxConcurrency': return 1;
    case 'QueryLanguage': return 'JSONata';
    case 'Resource': return 'arn:aws:states:::sqs:sendMessage';
    default: return field.endsWith('Path') || field === 'Variable' ? '$.a' : 'x';
  }
}
