// Right definitions that use every field of the language, in both query languages: what the mutations start from.

const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage' };
const sub = name => ({ StartAt: name, States: { [name]: { Type: 'Pass', End: true } } });
const machine = (states, more = {}) => ({ StartAt: Object.keys(states)[0], States: states, ...more });
const jsonata = states => machine(states, { QueryLanguage: 'JSONata' });
const distributed = (name, type = 'STANDARD') => ({
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: type },
  ...sub(name),
});

const paths = [
  machine(
    {
      A: {
        Type: 'Pass', Comment: 'c', InputPath: '$.a', Parameters: { 'x.$': '$.b', y: [1, { 'z.$': "States.Format('{}', $.c)" }] },
        ResultPath: '$.r', OutputPath: '$', Assign: { 'v.$': '$.d', w: { k: true } }, Next: 'B',
      },
      B: { Type: 'Pass', Result: { a: [1, null, 'x'] }, ResultPath: null, End: true },
    },
    { Comment: 'c', Version: '1.0', TimeoutSeconds: 60, QueryLanguage: 'JSONPath' },
  ),
  machine({
    S: { Type: 'Wait', Seconds: 5, InputPath: '$', OutputPath: null, Next: 'T' },
    T: { Type: 'Wait', SecondsPath: '$.s', Next: 'U' },
    U: { Type: 'Wait', Timestamp: '2016-03-14T01:59:00Z', Next: 'V' },
    V: { Type: 'Wait', TimestampPath: '$.t', Assign: { a: 1 }, Next: 'W' },
    W: { Type: 'Succeed', InputPath: '$.a', OutputPath: '$.b', Comment: 'c' },
  }),
  machine({
    T: {
      ...task, TimeoutSeconds: 10, HeartbeatSeconds: 5, Parameters: { QueueUrl: 'u', 'MessageBody.$': '$' },
      ResultSelector: { 'id.$': '$.MessageId' }, ResultPath: '$.r', Credentials: { RoleArn: 'arn:aws:iam::111122223333:role/r' },
      Retry: [
        { ErrorEquals: ['A', 'States.Timeout'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1.5, MaxDelaySeconds: 5, JitterStrategy: 'FULL' },
        { ErrorEquals: ['States.ALL'], MaxAttempts: 0 },
      ],
      Catch: [
        { ErrorEquals: ['A'], ResultPath: '$.e', Next: 'F' },
        { ErrorEquals: ['States.ALL'], Assign: { 'c.$': '$.Cause' }, Next: 'G' },
      ],
      Next: 'D',
    },
    D: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:111122223333:function:f', TimeoutSecondsPath: '$.t', HeartbeatSecondsPath: '$.h', End: true },
    F: { Type: 'Fail', Error: 'E', Cause: 'C' },
    G: { Type: 'Fail', ErrorPath: '$.Error', CausePath: "States.Format('{}', $.Cause)" },
  }),
  machine({
    C: {
      Type: 'Choice', Default: 'E',
      Choices: [
        { Variable: '$.a', StringEquals: 'x', Next: 'E', Assign: { x: 1 }, Comment: 'c' },
        { Variable: '$.a', NumericLessThanPath: '$.b', Next: 'E' },
        { Variable: '$.a', TimestampGreaterThan: '2016-03-14T01:59:00Z', Next: 'E' },
        { And: [{ Variable: '$.a', IsPresent: true }, { Or: [{ Not: { Variable: '$.b', BooleanEquals: true } }] }], Next: 'E' },
        { Variable: '$.a', StringMatches: 'x*', Next: 'E' },
      ],
    },
    E: { Type: 'Succeed' },
  }),
  machine({
    P: {
      Type: 'Parallel', Branches: [sub('I'), { Comment: 'c', ...sub('J') }], Parameters: { 'a.$': '$.b' }, ResultSelector: { 'a.$': '$[0]' },
      ResultPath: '$.p', Retry: [{ ErrorEquals: ['States.ALL'] }], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'M' }], Next: 'M',
    },
    M: {
      Type: 'Map', ItemsPath: '$.items', ItemSelector: { 'v.$': '$$.Map.Item.Value' }, MaxConcurrency: 2, ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...sub('K') },
      ResultPath: '$.m', ToleratedFailureCount: 1, ToleratedFailurePercentage: 5, Next: 'N',
    },
    N: { Type: 'Map', MaxConcurrencyPath: '$.n', Iterator: sub('L'), Parameters: { 'a.$': '$' }, ToleratedFailureCountPath: '$.c', ToleratedFailurePercentagePath: '$.p', End: true },
  }),
  machine({
    D: {
      Type: 'Map', Label: 'label', ItemProcessor: distributed('I', 'EXPRESS'), MaxConcurrency: 100,
      ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Parameters: { Bucket: 'b', 'Key.$': '$.k' }, ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a', 'b'], MaxItems: 10 } },
      ItemBatcher: { MaxItemsPerBatch: 2, MaxInputBytesPerBatch: 1000, BatchInput: { 'a.$': '$.a' } },
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'b', Prefix: 'p' }, WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSONL' } },
      Next: 'E',
    },
    E: {
      Type: 'Map', ItemProcessor: distributed('J'), ItemReader: { Resource: 'arn:aws:states:::s3:listObjectsV2', Parameters: { Bucket: 'b' }, ReaderConfig: { MaxItemsPath: '$.n' } },
      ItemBatcher: { MaxItemsPerBatchPath: '$.a', MaxInputBytesPerBatchPath: '$.b' }, End: true,
    },
  }),
];

const expressions = [
  jsonata({
    A: { Type: 'Pass', Output: { a: ['{% $states.input.a %}', 1] }, Assign: { v: '{% $states.input.b %}' }, Next: 'B' },
    B: { Type: 'Pass', Output: '{% $v %}', Next: 'S' },
    S: { Type: 'Wait', Seconds: '{% $v %}', Output: { s: 1 }, Next: 'T' },
    T: { Type: 'Wait', Timestamp: '{% $now() %}', Assign: { t: 1 }, Next: 'U' },
    U: { Type: 'Succeed', Output: '{% $states.context.Execution.Id %}' },
  }),
  jsonata({
    T: {
      ...task, TimeoutSeconds: '{% 10 %}', HeartbeatSeconds: 5, Arguments: { QueueUrl: 'u', MessageBody: '{% $states.input %}' },
      Output: '{% $states.result.MessageId %}', Assign: { id: '{% $states.result.MessageId %}' }, Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput %}', Assign: { e: '{% $states.errorOutput.Error %}' }, Next: 'F' }],
      Next: 'C',
    },
    C: {
      Type: 'Choice', Default: 'F', Output: { a: 1 },
      Choices: [
        { Condition: '{% $id = "1" %}', Next: 'F', Output: '{% $id %}', Assign: { x: '{% 1 %}' } },
        { Condition: '{% true %}', Next: 'F', Comment: 'c' },
      ],
    },
    F: { Type: 'Fail', Error: "{% 'E' %}", Cause: 'C' },
  }),
  jsonata({
    P: { Type: 'Parallel', Arguments: '{% $states.input %}', Branches: [sub('I')], Output: '{% $states.result[0] %}', Next: 'M' },
    M: { Type: 'Map', Items: '{% $states.input.items %}', ItemSelector: { v: '{% $states.context.Map.Item.Value %}' }, MaxConcurrency: '{% 1 %}', ItemProcessor: sub('J'), Next: 'N' },
    N: { Type: 'Map', Items: [1, '{% 2 %}'], ItemProcessor: sub('K'), Output: '{% $states.result %}', Next: 'D' },
    D: {
      Type: 'Map', ItemProcessor: distributed('L'), ToleratedFailureCount: '{% 1 %}', ToleratedFailurePercentage: '{% 1 %}',
      ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Arguments: { Bucket: 'b', Key: '{% $k %}' }, ReaderConfig: { InputType: 'JSON', MaxItems: '{% 5 %}' } },
      ItemBatcher: { MaxItemsPerBatch: '{% 5 %}', BatchInput: { a: '{% 1 %}' } },
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'b' } }, End: true,
    },
  }),
  jsonata({
    C: { Type: 'Choice', Choices: [{ Condition: true, Next: 'E' }] },
    E: { Type: 'Succeed', Output: 1 },
  }),
  machine({
    A: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% 1 %}', Next: 'B' },
    B: { Type: 'Pass', QueryLanguage: 'JSONPath', InputPath: '$', End: true },
  }),
];

export const definitions = [...paths, ...expressions];
