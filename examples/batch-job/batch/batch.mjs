// AWS Batch, as far as this example needs it: SubmitJob, DescribeJobs, TerminateJob over HTTP.
// A job definition is a script in the folder jobs; a job is a process that runs it.
//
//   node batch/batch.mjs              listens on 127.0.0.1:8900, or where PORT says
//
// It is no part of Pawl. Jobs live in memory: when this ends, they are over and forgotten.

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const scripts = join(dirname(fileURLToPath(import.meta.url)), "jobs");
const arn = (kind, id) => `arn:aws:batch:us-east-1:123456789012:${kind}/${id}`;
const jobs = new Map();

/** What Batch refuses because of who asked. */
class ClientException extends Error {}

function submit({ jobName, jobQueue, jobDefinition, containerOverrides = {}, parameters = {} }) {
  for (const [name, value] of Object.entries({ jobName, jobQueue, jobDefinition })) {
    if (typeof value !== "string" || value === "") {
      throw new ClientException(`Error executing request, Exception : ${name} must be provided.`);
    }
  }
  const script = join(scripts, `${jobDefinition}.mjs`);
  if (!/^[\w-]+$/.test(jobDefinition) || !existsSync(script)) {
    throw new ClientException(`JobDefinition ${jobDefinition} is not known`);
  }
  const jobId = randomUUID();
  const environment = containerOverrides.environment ?? [];
  const job = {
    jobArn: arn("job", jobId),
    jobName,
    jobId,
    jobQueue,
    jobDefinition,
    parameters,
    status: "SUBMITTED",
    createdAt: Date.now(),
    container: { command: containerOverrides.command ?? [], environment },
  };
  jobs.set(jobId, { job, process: undefined });
  // As in a real queue, a job waits a moment for its turn.
  setTimeout(() => run(jobId, script), 1000);
  console.log(`${jobId} ${jobName}: submitted`);
  return { jobArn: job.jobArn, jobName, jobId };
}

function run(jobId, script) {
  const entry = jobs.get(jobId);
  const { job } = entry;
  if (job.status === "FAILED") {
    return; // terminated before it began
  }
  job.status = "RUNNING";
  job.startedAt = Date.now();
  const variables = Object.fromEntries(job.container.environment.map((it) => [it.name, it.value]));
  entry.process = spawn(process.execPath, [script, ...job.container.command], {
    env: { PATH: process.env.PATH, AWS_BATCH_JOB_ID: jobId, ...variables },
    stdio: ["ignore", "inherit", "inherit"],
  });
  console.log(`${jobId} ${job.jobName}: running`);
  entry.process.on("close", (code) => {
    job.stoppedAt = Date.now();
    job.container.exitCode = code ?? 137;
    job.status = code === 0 ? "SUCCEEDED" : "FAILED";
    job.statusReason ??= "Essential container in task exited";
    console.log(`${jobId} ${job.jobName}: ${job.status}, ${job.statusReason}`);
  });
}

function terminate({ jobId, reason }) {
  const entry = jobs.get(jobId);
  if (entry !== undefined && entry.job.stoppedAt === undefined) {
    entry.job.statusReason = reason;
    if (entry.process === undefined) {
      entry.job.status = "FAILED";
      entry.job.stoppedAt = Date.now();
    } else {
      entry.process.kill("SIGKILL");
    }
    console.log(`${jobId} ${entry.job.jobName}: to be terminated, ${reason}`);
  }
  return {};
}

const describe = ({ jobs: ids = [] }) => ({
  jobs: ids.filter((id) => jobs.has(id)).map((id) => jobs.get(id).job),
});

const operations = {
  "/v1/submitjob": submit,
  "/v1/describejobs": describe,
  "/v1/terminatejob": terminate,
};

const server = createServer(async (request, response) => {
  const answer = (status, body, headers = {}) => {
    response.writeHead(status, {
      "Content-Type": "application/json",
      "x-amzn-RequestId": randomUUID(),
      ...headers,
    });
    response.end(JSON.stringify(body));
  };
  try {
    let text = "";
    for await (const chunk of request) {
      text += chunk;
    }
    const operation = request.method === "POST" ? operations[request.url] : undefined;
    if (operation === undefined) {
      answer(404, { message: "No such operation" }, { "x-amzn-ErrorType": "UnknownOperationException" });
    } else {
      answer(200, operation(JSON.parse(text)));
    }
  } catch (error) {
    const isOurs = error instanceof ClientException || error instanceof SyntaxError;
    answer(
      isOurs ? 400 : 500,
      { message: error.message },
      { "x-amzn-ErrorType": isOurs ? "ClientException" : "ServerException" },
    );
  }
});

server.listen(Number(process.env.PORT ?? 8900), "127.0.0.1", () =>
  console.log(`Batch for this example: http://127.0.0.1:${server.address().port}`),
);
