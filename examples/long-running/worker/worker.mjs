// Stands for code that runs elsewhere: on a machine of its own, in a batch system, behind a person.
// It takes jobs from a queue, works, and reports to the state machine that handed the job over.

import { setTimeout as sleep } from "node:timers/promises";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
} from "@aws-sdk/client-sfn";
import { JOBS, UnknownJob } from "./jobs.mjs";

// `pawl dev` gives the queue's address; endpoints, region and credentials come with AWS_* variables.
const QueueUrl = process.env.WORK_QUEUE_URL;
const sqs = new SQSClient({});
const sfn = new SFNClient({});

const HEARTBEAT_MILLIS = 2_000; // much shorter than the machine's HeartbeatSeconds
const VISIBILITY_SECONDS = 10; // how long nobody else gets a message that we were given

/** Nobody waits for this job any more: it timed out, was stopped, or was reported before. */
const NOBODY_WAITS = ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"];

/** Repeats a call until it is answered: queue and state machine may be restarting. */
async function persistently(what, call) {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const status = error.$metadata?.httpStatusCode;
      const refused = status >= 400 && status < 500 && error.name !== "ThrottlingException";
      if (refused) throw error; // an answer, and asking again won't change it
      console.log(`${what}: ${error.code ?? error.name}, trying again in 1 s`);
      await sleep(1_000);
    }
  }
}

/** Runs the job; says now and then that it is alive, to the machine and to the queue. */
async function work(job, taskToken, message) {
  const run = JOBS[job?.Kind];
  if (!run) throw new UnknownJob(`This worker can't ${job?.Kind}, only ${Object.keys(JOBS)}`);

  let lastHeartbeat = 0;
  return run(job, async (progress) => {
    if (Date.now() - lastHeartbeat < HEARTBEAT_MILLIS) return;
    lastHeartbeat = Date.now();
    console.log(`${job.Name}: ${progress}`);
    await persistently("heartbeat", () => sfn.send(new SendTaskHeartbeatCommand({ taskToken })));
    // A server that was killed may have forgotten the receipt; then the message comes once more.
    await sqs
      .send(
        new ChangeMessageVisibilityCommand({
          QueueUrl,
          ReceiptHandle: message.ReceiptHandle,
          VisibilityTimeout: VISIBILITY_SECONDS,
        }),
      )
      .catch((error) => console.log(`${job.Name}: message not extended (${error.name})`));
  });
}

async function handle(message) {
  const { TaskToken: taskToken, Job: job } = JSON.parse(message.Body);
  console.log(`${job?.Name}: received`);
  try {
    const output = JSON.stringify(await work(job, taskToken, message));
    await persistently("report", () => sfn.send(new SendTaskSuccessCommand({ taskToken, output })));
    console.log(`${job.Name}: done`);
  } catch (error) {
    if (NOBODY_WAITS.includes(error.name)) {
      console.log(`${job?.Name}: nobody waits for it any more (${error.name})`);
      return;
    }
    console.log(`${job?.Name}: failed, ${error.name}: ${error.message}`);
    const report = { taskToken, error: error.name, cause: error.message };
    await persistently("report", () => sfn.send(new SendTaskFailureCommand(report)));
  }
}

console.log(`waiting for jobs at ${QueueUrl}`);
for (;;) {
  const request = { QueueUrl, MaxNumberOfMessages: 1, WaitTimeSeconds: 20 };
  try {
    const { Messages = [] } = await persistently("queue", () =>
      sqs.send(new ReceiveMessageCommand({ ...request, VisibilityTimeout: VISIBILITY_SECONDS })),
    );
    for (const message of Messages) {
      try {
        await handle(message);
      } catch (error) {
        console.log(`message put aside: ${error.name}: ${error.message}`);
      }
      // Only now: a worker that dies on the way leaves the message to the next one.
      await persistently("delete", () =>
        sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle })),
      );
    }
  } catch (error) {
    console.log(`queue: ${error.name}: ${error.message}`);
    await sleep(1_000);
  }
}
