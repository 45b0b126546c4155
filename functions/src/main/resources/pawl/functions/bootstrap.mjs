// Runs a Node.js function: loads its handler and serves invocations from the Lambda Runtime API.
// Behaves as the runtime of AWS Lambda does; needs nothing but Node.js itself.
import { createConnection } from 'node:net';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { Writable } from 'node:stream';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const env = process.env;
const BASE = '/2018-06-01/runtime';
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

// A terminal's Ctrl-C is for the host; it ends its functions itself.
process.on('SIGINT', () => {});

// ---- output -------------------------------------------------------------------------------------------------------

let outputBytes = 0;
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream);
  stream.write = (chunk, encoding, callback) => {
    outputBytes += typeof chunk === 'string'
      ? Buffer.byteLength(chunk, typeof encoding === 'string' ? encoding : 'utf8') : chunk.length;
    return write(chunk, encoding, callback);
  };
}

let requestId;
let running = false; // whether an invocation is in progress
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const json = env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
const least = Math.max(0, LEVELS.indexOf((env.AWS_LAMBDA_LOG_LEVEL ?? 'TRACE').toUpperCase()));

function log(level, args) {
  if (LEVELS.indexOf(level) < least) return;
  const timestamp = new Date().toISOString();
  if (!json) {
    process.stdout.write(`${timestamp}\t${requestId}\t${level}\t${format(...args)}\n`);
    return;
  }
  const record = { timestamp, level, requestId, message: args.length === 1 ? args[0] : format(...args) };
  const error = args.find((arg) => arg instanceof Error);
  if (error) {
    Object.assign(record, {
      message: format(...args), errorType: error.name, errorMessage: error.message,
      stackTrace: String(error.stack).split('\n'),
    });
  }
  let text;
  try {
    text = JSON.stringify(record);
  } catch {
    text = JSON.stringify({ ...record, message: format(...args) });
  }
  process.stdout.write(text + '\n');
}
for (const [name, level] of [['log', 'INFO'], ['info', 'INFO'], ['debug', 'DEBUG'], ['warn', 'WARN'],
  ['error', 'ERROR'], ['trace', 'TRACE'], ['fatal', 'FATAL']]) {
  console[name] = (...args) => log(level, args);
}

// ---- Runtime API --------------------------------------------------------------------------------------------------

// One kept-alive connection, without Node's HTTP client: the exchange is fixed and this is several times as fast.
const [host, port] = env.AWS_LAMBDA_RUNTIME_API.split(':');
const socket = createConnection({ host, port: Number(port), noDelay: true });
const waiting = []; // who gets the next answers, in order
let received = Buffer.alloc(0);
socket.on('data', (chunk) => {
  received = received.length ? Buffer.concat([received, chunk]) : chunk;
  for (;;) {
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const [status, ...lines] = received.toString('latin1', 0, end).split('\r\n');
    const headers = {};
    for (const line of lines) {
      const colon = line.indexOf(':');
      headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
    }
    const bodyEnd = end + 4 + Number(headers['content-length'] ?? 0);
    if (received.length < bodyEnd) return;
    const body = received.subarray(end + 4, bodyEnd);
    received = received.subarray(bodyEnd);
    waiting.shift()?.({ status: Number(status.split(' ')[1]), headers, body });
  }
});
// The host is gone, or wants this process to end.
socket.on('close', () => process.exit(1));
socket.on('error', () => process.exit(1));

const HOST = `Host: ${env.AWS_LAMBDA_RUNTIME_API}\r\n`;

function head(method, path, headers) {
  let text = `${method} ${BASE}${path} HTTP/1.1\r\n${HOST}`;
  for (const name in headers) text += `${name}: ${headers[name]}\r\n`;
  return text + '\r\n';
}

const GET_NEXT = head('GET', '/invocation/next', {});

function answer() {
  return new Promise((done) => waiting.push(done));
}

function post(path, body, contentType, more) {
  const text = head('POST', path, {
    'Content-Type': contentType, 'Content-Length': body.length, 'Pawl-Output-Bytes': outputBytes, ...more,
  });
  socket.cork();
  socket.write(text, 'latin1');
  socket.write(body);
}

/** Posts a result; by then asks for the next event too, in the same piece. Text is the common case, and quickest. */
function postResult(path, body, contentType = 'application/json') {
  waiting.push(undefined);
  if (typeof body === 'string') {
    socket.write(`POST ${BASE}${path} HTTP/1.1\r\n${HOST}Content-Type: ${contentType}\r\nContent-Length: ${
      Buffer.byteLength(body)}\r\nPawl-Output-Bytes: ${outputBytes}\r\n\r\n${body}${GET_NEXT}`);
    return;
  }
  post(path, body, contentType);
  socket.write(GET_NEXT, 'latin1');
  socket.uncork();
}

/** Posts what ends this process, and waits until the host has it. */
async function postLast(path, error) {
  post(path, Buffer.from(JSON.stringify(errorBody(error))), 'application/json',
    { 'Lambda-Runtime-Function-Error-Type': errorBody(error).errorType.replace(/[^\x20-\x7e]/g, '?') });
  const done = answer();
  socket.uncork();
  socket.ref();
  await done;
}

// ---- errors -------------------------------------------------------------------------------------------------------

function runtimeError(name, message, cause) {
  const error = new Error(message);
  error.name = `Runtime.${name}`;
  error.stack = cause?.stack ?? `${error.name}: ${message}\n${error.stack.split('\n').slice(1).join('\n')}`;
  return error;
}

function errorBody(error) {
  if (error instanceof Error || (error && typeof error === 'object' && 'message' in error && 'stack' in error)) {
    return {
      errorType: String(error.name ?? 'Error').replace(/\x7f/g, '%7F'),
      errorMessage: String(error.message).replace(/\x7f/g, '%7F'),
      trace: String(error.stack).replace(/\x7f/g, '%7F').split('\n'),
    };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function logError(title, error) {
  const { errorType, errorMessage, trace } = errorBody(error);
  log('ERROR', [`${title} \t${JSON.stringify({ errorType, errorMessage, ...(error ?? {}), stack: trace })}`]);
}

// ---- the handler --------------------------------------------------------------------------------------------------

globalThis.awslambda ??= {
  streamifyResponse(handler, options) {
    handler[STREAMING] = 'response';
    if (options?.highWaterMark) {
      handler[Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark')] = options.highWaterMark;
    }
    return handler;
  },
  HttpResponseStream: {
    from(stream, prelude) {
      stream.setContentType('application/vnd.awslambda.http-integration-response');
      stream.write(Buffer.concat([Buffer.from(JSON.stringify(prelude)), Buffer.alloc(8)]));
      return stream;
    },
  },
};

async function loadModule(taskRoot, folder, name) {
  const require = createRequire(join(taskRoot, 'index.js'));
  const file = resolve(taskRoot, folder, name);
  try {
    for (const extension of ['', '.js', '.mjs', '.cjs']) {
      const path = file + extension;
      if (!existsSync(path) || (extension === '' && !name.includes('.') && existsSync(join(path, '.')))) continue;
      return extension === '.cjs' || extension === '' ? require(path) : await import(pathToFileURL(path));
    }
    return require(require.resolve(name, { paths: [taskRoot, join(taskRoot, folder)] }));
  } catch (error) {
    if (error instanceof SyntaxError) throw runtimeError('UserCodeSyntaxError', String(error), error);
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND') {
      throw runtimeError('ImportModuleError', String(error));
    }
    throw error;
  }
}

function find(path, module) {
  return path.split('.').reduce((at, key) => (at && (typeof at === 'object' || typeof at === 'function')
    ? at[key] : undefined), module);
}

async function loadHandler(taskRoot, text) {
  if (text.includes('..')) {
    throw runtimeError('MalformedHandlerName',
      `'${text}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`);
  }
  const last = basename(text);
  const match = /^([^.]*)\.(.*)$/.exec(last);
  if (!match) throw runtimeError('MalformedHandlerName', 'Bad handler');
  const module = await loadModule(taskRoot, text.slice(0, text.length - last.length), match[1]);
  const handler = find(match[2], module) ?? find(match[2], module?.default);
  if (!handler) throw runtimeError('HandlerNotFound', `${text} is undefined or not exported`);
  if (typeof handler !== 'function') throw runtimeError('HandlerNotFound', `${text} is not a function`);
  if (handler[STREAMING] && handler[STREAMING] !== 'response') {
    throw runtimeError('MalformedStreamingHandler', 'Only response streaming is supported.');
  }
  return handler;
}

function contextFor(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const optionalJson = (name) => (headers[name] ? JSON.parse(Buffer.from(headers[name], 'latin1')) : undefined);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: optionalJson('lambda-runtime-client-context'),
    identity: optionalJson('lambda-runtime-cognito-identity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

/** Collects what a streaming handler writes; Invoke gives it back in one piece. */
class ResponseStream extends Writable {
  chunks = [];
  contentType = 'application/octet-stream';

  constructor(options) {
    super({ ...options, decodeStrings: true });
  }

  setContentType(type) {
    this.contentType = type;
  }

  _write(chunk, _encoding, callback) {
    this.chunks.push(chunk);
    callback();
  }
}

async function runStreaming(handler, event, context) {
  const stream = new ResponseStream();
  const finished = new Promise((done, fail) => stream.once('finish', done).once('error', fail));
  finished.catch(() => {}); // reported below, if the handler itself does not fail first
  const result = handler(event, stream, context);
  if (typeof result?.then !== 'function') throw new Error('Streaming does not support non-async handlers.');
  await result;
  if (!stream.writableEnded) throw new Error('Response stream is not finished.');
  await finished;
  return stream;
}

// What happens when the event loop runs dry in the middle of an invocation.
let onIdle;
process.on('beforeExit', () => {
  const action = onIdle;
  onIdle = undefined;
  action?.();
});

/** Runs a plain handler: resolves with its result, by whichever way it gives it. */
function run(handler, event, context) {
  return new Promise((done, fail) => {
    const finish = (error, result) => (error === undefined || error === null ? done(result) : fail(error));
    const callback = (error, result) => {
      onIdle = undefined;
      if ((error === undefined || error === null) && context.callbackWaitsForEmptyEventLoop) {
        onIdle = () => finish(null, result);
      } else {
        finish(error, result);
      }
    };
    context.done = finish;
    context.succeed = (result) => finish(null, result);
    context.fail = (error) => finish(error ?? 'handled');
    // What a handler that is not async returns is ignored, as Lambda does; without a callback the result is null.
    onIdle = () => done(null);
    const result = handler(event, context, callback);
    if (typeof result?.then === 'function') {
      onIdle = () => fail(runtimeError('NodeJsExit', 'The Lambda runtime client detected an unexpected Node.js exit '
        + 'code. This is most commonly caused by a Promise that was never settled. For more information, see '
        + 'https://nodejs.org/docs/latest/api/process.html#exit-codes'));
      result.then(done, fail);
    }
  });
}

async function invoke(handler, headers, body) {
  requestId = headers['lambda-runtime-aws-request-id'];
  running = true;
  if (headers['lambda-runtime-trace-id']) env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
  else delete env._X_AMZN_TRACE_ID;
  try {
    const context = contextFor(headers);
    const event = JSON.parse(body);
    if (handler[STREAMING]) {
      const stream = await runStreaming(handler, event, context);
      return [`/invocation/${requestId}/response`, Buffer.concat(stream.chunks), stream.contentType];
    }
    const result = await run(handler, event, context);
    let text;
    try {
      text = JSON.stringify(result === undefined ? null : result) ?? 'null';
    } catch (error) {
      throw runtimeError('JSONStringifyError', 'Unable to stringify response body', error);
    }
    return [`/invocation/${requestId}/response`, text];
  } catch (error) {
    logError('Invoke Error', error);
    return [`/invocation/${requestId}/error`, JSON.stringify(errorBody(error))];
  } finally {
    onIdle = undefined;
    running = false;
  }
}

async function fatal(title, error, exitCode) {
  logError(title, error);
  if (running) await postLast(`/invocation/${requestId}/error`, error);
  process.exit(exitCode);
}

process.on('uncaughtException', (error) => fatal('Uncaught Exception', error, 129));
process.on('unhandledRejection', (reason) => fatal('Unhandled Promise Rejection',
  runtimeError('UnhandledPromiseRejection', String(reason), reason instanceof Error ? reason : undefined), 128));

let handler;
try {
  handler = await loadHandler(env.LAMBDA_TASK_ROOT, env._HANDLER);
} catch (error) {
  logError('Init Error', error);
  await postLast('/init/error', error);
  process.exit(1);
}

socket.write(GET_NEXT, 'latin1');
for (;;) {
  socket.ref();
  const { status, headers, body } = await answer();
  if (status !== 200) process.exit(1);
  socket.unref();
  postResult(...await invoke(handler, headers, body));
}
