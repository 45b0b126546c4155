// A tour of the API with AWS's SDK for JavaScript, the way Terraform, CDK and the Serverless Framework call it.
// node tour.mjs URL: prints what was done, ends with 1 and a stack trace if something was not as on AWS.
import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import {
  CreateActivityCommand, CreateStateMachineAliasCommand, CreateStateMachineCommand, DeleteActivityCommand,
  DeleteStateMachineAliasCommand, DeleteStateMachineCommand, DeleteStateMachineVersionCommand,
  DescribeActivityCommand, DescribeExecutionCommand, DescribeMapRunCommand, DescribeStateMachineAliasCommand,
  DescribeStateMachineCommand, DescribeStateMachineForExecutionCommand, GetActivityTaskCommand,
  ListActivitiesCommand, ListMapRunsCommand, ListStateMachineAliasesCommand, ListStateMachineVersionsCommand,
  ListTagsForResourceCommand, PublishStateMachineVersionCommand, RedriveExecutionCommand, SendTaskFailureCommand, SendTaskHeartbeatCommand,
  SendTaskSuccessCommand, SFNClient, StartExecutionCommand, StartSyncExecutionCommand, StopExecutionCommand,
  TagResourceCommand, TestStateCommand, UntagResourceCommand, UpdateMapRunCommand, UpdateStateMachineAliasCommand,
  UpdateStateMachineCommand, ValidateStateMachineDefinitionCommand, paginateGetExecutionHistory,
  paginateListExecutions, paginateListStateMachines,
} from '@aws-sdk/client-sfn';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';

const endpoint = process.argv[2];
const settings = {
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  // StartSyncExecution and TestState would go to sync-127.0.0.1 otherwise, which no name server knows.
  disableHostPrefix: true,
};
const roleArn = 'arn:aws:iam::123456789012:role/any';
const pass = (result) =>
  JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', Result: result, End: true } } });
const waiting = JSON.stringify({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 600, End: true } } });

let sfn;
const send = (command) => sfn.send(command);
const all = async (pages, member) => {
  const items = [];
  for await (const page of pages) items.push(...page[member]);
  return items;
};
const refused = (name, command) => assert.rejects(send(command), (error) => {
  assert.equal(error.name, name, String(error));
  assert.ok(error.$metadata.requestId, 'an error without a request id');
  return true;
});
const ended = async (executionArn) => {
  for (let i = 0; i < 600; i++) {
    const description = await send(new DescribeExecutionCommand({ executionArn }));
    if (description.status !== 'RUNNING') return description;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${executionArn} does not end`);
};

async function machinesVersionsAliases(name) {
  const made = await send(new CreateStateMachineCommand({
    name, definition: pass('one'), roleArn, type: 'STANDARD', publish: true, versionDescription: 'first',
    tags: [{ key: 'team', value: 'a' }], tracingConfiguration: { enabled: true },
  }));
  const stateMachineArn = made.stateMachineArn;
  assert.ok(made.creationDate instanceof Date);
  const described = await send(new DescribeStateMachineCommand({ stateMachineArn }));
  assert.equal(described.status, 'ACTIVE');
  assert.equal(described.tracingConfiguration.enabled, true);
  assert.equal(described.loggingConfiguration.level, 'OFF');
  assert.equal(described.encryptionConfiguration.type, 'AWS_OWNED_KEY');

  const updated = await send(new UpdateStateMachineCommand({ stateMachineArn, definition: pass('two') }));
  const second = await send(new PublishStateMachineVersionCommand({
    stateMachineArn, revisionId: updated.revisionId, description: 'second',
  }));
  const versions = await send(new ListStateMachineVersionsCommand({ stateMachineArn }));
  assert.deepEqual(versions.stateMachineVersions.map((v) => v.stateMachineVersionArn),
    [second.stateMachineVersionArn, made.stateMachineVersionArn]);
  await refused('ConflictException',
    new PublishStateMachineVersionCommand({ stateMachineArn, revisionId: 'something-else' }));

  const route = (...weights) => [made, second].flatMap((version, i) =>
    weights[i] === undefined ? [] : [{ stateMachineVersionArn: version.stateMachineVersionArn, weight: weights[i] }]);
  const alias = await send(new CreateStateMachineAliasCommand({ name: 'live', routingConfiguration: route(100) }));
  const stateMachineAliasArn = alias.stateMachineAliasArn;
  await send(new UpdateStateMachineAliasCommand({ stateMachineAliasArn, routingConfiguration: route(0, 100) }));
  const routed = await send(new DescribeStateMachineAliasCommand({ stateMachineAliasArn }));
  assert.equal(routed.routingConfiguration.length, 2);
  assert.equal((await send(new ListStateMachineAliasesCommand({ stateMachineArn }))).stateMachineAliases.length, 1);
  await refused('ConflictException', new DeleteStateMachineVersionCommand(
    { stateMachineVersionArn: second.stateMachineVersionArn }));

  const through = await send(new StartExecutionCommand({ stateMachineArn: stateMachineAliasArn, name: 'alias' }));
  const outcome = await ended(through.executionArn);
  assert.equal(outcome.output, '"two"');
  assert.equal(outcome.stateMachineAliasArn, stateMachineAliasArn);
  assert.equal(outcome.stateMachineVersionArn, second.stateMachineVersionArn);
  const direct = await send(new StartExecutionCommand({ stateMachineArn: made.stateMachineVersionArn, name: 'version' }));
  assert.equal((await ended(direct.executionArn)).output, '"one"');
  const listed = async (query) =>
    (await all(paginateListExecutions({ client: sfn, pageSize: 1 }, query), 'executions')).map((e) => e.name);
  assert.deepEqual(await listed({ stateMachineArn }), ['version', 'alias']);
  assert.deepEqual(await listed({ stateMachineArn: stateMachineAliasArn }), ['alias']);
  assert.deepEqual(await listed({ stateMachineArn: made.stateMachineVersionArn }), ['version']);
  assert.deepEqual(await listed({ stateMachineArn, statusFilter: 'FAILED' }), []);

  await send(new TagResourceCommand({ resourceArn: stateMachineArn, tags: [{ key: 'stage', value: 'test' }] }));
  await send(new UntagResourceCommand({ resourceArn: stateMachineArn, tagKeys: ['team'] }));
  assert.deepEqual((await send(new ListTagsForResourceCommand({ resourceArn: stateMachineArn }))).tags,
    [{ key: 'stage', value: 'test' }]);

  const machines = await all(paginateListStateMachines({ client: sfn, pageSize: 1 }, {}), 'stateMachines');
  assert.ok(machines.some((machine) => machine.name === name));

  await send(new DeleteStateMachineAliasCommand({ stateMachineAliasArn }));
  await send(new DeleteStateMachineVersionCommand({ stateMachineVersionArn: made.stateMachineVersionArn }));
  await send(new DeleteStateMachineCommand({ stateMachineArn }));
  await refused('StateMachineDoesNotExist', new DescribeStateMachineCommand({ stateMachineArn }));
}

async function executions(name) {
  const { stateMachineArn } = await send(new CreateStateMachineCommand({ name, definition: waiting, roleArn }));
  const start = { stateMachineArn, name: 'e', input: '{"n": 1}' };
  const first = await send(new StartExecutionCommand(start));
  const again = await send(new StartExecutionCommand(start));
  assert.equal(again.executionArn, first.executionArn);
  assert.equal(again.startDate.getTime(), first.startDate.getTime());
  await refused('ExecutionAlreadyExists', new StartExecutionCommand({ ...start, input: '{"n": 2}' }));
  const { executionArn } = first;
  assert.equal((await send(new DescribeStateMachineForExecutionCommand({ executionArn }))).name, name);
  await send(new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'said so' }));
  const stopped = await ended(executionArn);
  assert.equal(stopped.status, 'ABORTED');
  assert.equal(stopped.error, 'Enough');
  const events = await all(
    paginateGetExecutionHistory({ client: sfn, pageSize: 1 }, { executionArn, reverseOrder: true }), 'events');
  assert.deepEqual(events.map((event) => event.type), ['ExecutionAborted', 'WaitStateEntered', 'ExecutionStarted']);
  assert.ok(events[0].timestamp instanceof Date);
  await refused('ExecutionDoesNotExist', new DescribeExecutionCommand({ executionArn: `${executionArn}x` }));
  await send(new DeleteStateMachineCommand({ stateMachineArn }));
}

async function express(name) {
  const { stateMachineArn } = await send(new CreateStateMachineCommand({
    name, definition: pass({ done: true }), roleArn, type: 'EXPRESS',
  }));
  const outcome = await send(new StartSyncExecutionCommand({ stateMachineArn, input: '{}' }));
  assert.equal(outcome.status, 'SUCCEEDED');
  assert.deepEqual(JSON.parse(outcome.output), { done: true });
  assert.equal(outcome.billingDetails.billedMemoryUsedInMB, 64);
  await send(new DeleteStateMachineCommand({ stateMachineArn }));
}

async function activityWithWorker(name) {
  const { activityArn } = await send(new CreateActivityCommand({ name }));
  assert.equal((await send(new DescribeActivityCommand({ activityArn }))).name, name);
  assert.ok((await send(new ListActivitiesCommand({}))).activities.some((a) => a.activityArn === activityArn));
  const { stateMachineArn } = await send(new CreateStateMachineCommand({
    name, roleArn,
    definition: JSON.stringify({
      StartAt: 'Work',
      States: { Work: { Type: 'Task', Resource: activityArn, HeartbeatSeconds: 60, End: true } },
    }),
  }));
  const run = async (finish) => {
    const { executionArn } = await send(new StartExecutionCommand({ stateMachineArn, input: '{"job": 7}' }));
    const task = await send(new GetActivityTaskCommand({ activityArn, workerName: 'w' }));
    assert.deepEqual(JSON.parse(task.input), { job: 7 });
    await send(new SendTaskHeartbeatCommand({ taskToken: task.taskToken }));
    await send(finish(task.taskToken));
    await refused('TaskTimedOut', new SendTaskHeartbeatCommand({ taskToken: task.taskToken }));
    return ended(executionArn);
  };
  const good = await run((taskToken) => new SendTaskSuccessCommand({ taskToken, output: '{"ok": true}' }));
  assert.deepEqual(JSON.parse(good.output), { ok: true });
  const bad = await run((taskToken) => new SendTaskFailureCommand({ taskToken, error: 'E', cause: 'because' }));
  assert.equal(bad.status, 'FAILED');
  assert.equal(bad.cause, 'because');
  assert.equal(bad.redriveStatus, 'REDRIVABLE');

  const { executionArn } = bad;
  await send(new RedriveExecutionCommand({ executionArn }));
  const task = await send(new GetActivityTaskCommand({ activityArn }));
  await send(new SendTaskSuccessCommand({ taskToken: task.taskToken, output: '"at last"' }));
  const redriven = await ended(executionArn);
  assert.equal(redriven.output, '"at last"');
  assert.equal(redriven.redriveCount, 1);
  assert.ok(redriven.redriveDate instanceof Date);
  await refused('ExecutionNotRedrivable', new RedriveExecutionCommand({ executionArn }));

  await refused('InvalidToken', new SendTaskHeartbeatCommand({ taskToken: 'nonsense' }));
  await send(new DeleteStateMachineCommand({ stateMachineArn }));
  await send(new DeleteActivityCommand({ activityArn }));
}

async function mapRun(name) {
  const { activityArn } = await send(new CreateActivityCommand({ name }));
  const { stateMachineArn } = await send(new CreateStateMachineCommand({
    name, roleArn,
    definition: JSON.stringify({
      StartAt: 'M',
      States: {
        M: {
          Type: 'Map', MaxConcurrency: 1, Label: 'Items', End: true,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'T', States: { T: { Type: 'Task', Resource: activityArn, End: true } },
          },
        },
      },
    }),
  }));
  const { executionArn } = await send(new StartExecutionCommand({ stateMachineArn, input: '[1, 2, 3]' }));
  const work = async () => {
    const task = await send(new GetActivityTaskCommand({ activityArn }));
    await send(new SendTaskSuccessCommand({ taskToken: task.taskToken, output: task.input }));
  };
  await work();
  const { mapRuns: [{ mapRunArn }] } = await send(new ListMapRunsCommand({ executionArn }));
  await send(new UpdateMapRunCommand({ mapRunArn, maxConcurrency: 2, toleratedFailureCount: 1 }));
  assert.equal((await send(new DescribeMapRunCommand({ mapRunArn }))).maxConcurrency, 2);
  await work();
  await work();
  assert.equal((await ended(executionArn)).output, '[1,2,3]');
  const run = await send(new DescribeMapRunCommand({ mapRunArn }));
  assert.equal(run.status, 'SUCCEEDED');
  assert.equal(run.itemCounts.succeeded, 3);
  const children = async (query) =>
    (await all(paginateListExecutions({ client: sfn, pageSize: 2 }, { mapRunArn, ...query }), 'executions')).length;
  assert.equal(await children({}), 3);
  assert.equal(await children({ statusFilter: 'SUCCEEDED' }), 3);
  assert.equal(await children({ statusFilter: 'FAILED' }), 0);
  assert.equal(await children({ redriveFilter: 'NOT_REDRIVEN' }), 3);
  assert.equal(await children({ redriveFilter: 'REDRIVEN' }), 0);
  await send(new DeleteStateMachineCommand({ stateMachineArn }));
  await send(new DeleteActivityCommand({ activityArn }));
}

async function trying() {
  const checked = await send(new ValidateStateMachineDefinitionCommand({ definition: '{"StartAt": "A"}' }));
  assert.equal(checked.result, 'FAIL');
  assert.equal(checked.diagnostics[0].code, 'SCHEMA_VALIDATION_FAILED');
  assert.equal((await send(new ValidateStateMachineDefinitionCommand({ definition: pass(1) }))).result, 'OK');
  const trial = await send(new TestStateCommand({
    definition: JSON.stringify({
      Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Next: 'Then',
      Parameters: { FunctionName: 'f', 'Payload.$': '$' }, OutputPath: '$.Payload',
    }),
    input: '{"a": 1}', inspectionLevel: 'DEBUG', mock: { result: '{"Payload": {"b": 2}, "StatusCode": 200}' },
  }));
  assert.equal(trial.status, 'SUCCEEDED');
  assert.deepEqual(JSON.parse(trial.output), { b: 2 });
  assert.equal(trial.nextState, 'Then');
  assert.deepEqual(JSON.parse(trial.inspectionData.afterParameters).Payload, { a: 1 });
  await refused('InvalidDefinition', new CreateStateMachineCommand({ name: 'bad', roleArn, definition: '{}' }));
  await refused('ValidationException', new CreateStateMachineCommand({ name: '', roleArn, definition: '{}' }));
}

// HTTP/2 here is without TLS and without asking first (prior knowledge), as the SDK does it.
const transports = {
  'http1': () => new NodeHttpHandler({ httpAgent: new Agent({ keepAlive: true, maxSockets: 1 }) }),
  'http2': () => new NodeHttp2Handler({ requestTimeout: 90_000 }),
};
for (const [version, handler] of Object.entries(transports)) {
  sfn = new SFNClient({ ...settings, requestHandler: handler() });
  for (const stop of [machinesVersionsAliases, executions, express, activityWithWorker, mapRun, trying]) {
    await stop(`js-${version}-${stop.name}`);
    console.log(`${version}: ${stop.name}`);
  }
  sfn.destroy();
}
