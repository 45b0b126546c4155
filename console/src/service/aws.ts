/** The API of Step Functions and Lambda, as this server speaks it: AWS JSON 1.0, no signature asked for. */

export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

async function answer<T>(response: Response): Promise<T> {
  const text = await response.text();
  let body: Record<string, unknown> = {};
  try {
    body = text ? (JSON.parse(text) as Record<string, unknown>) : {};
  } catch {
    // What stands in between may answer with a page.
  }
  if (!response.ok) {
    const code = String(body.__type ?? body.code ?? response.headers.get('x-amzn-ErrorType') ?? `HTTP ${response.status}`);
    throw new ServiceError(code.replace(/^.*#/, ''), String(body.message ?? body.Message ?? response.statusText), response.status);
  }
  return body as T;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new ServiceError('Unreachable', 'The server does not answer', 0);
  }
}

/** Calls an operation of Step Functions. */
export async function call<T>(operation: string, input: object, signal?: AbortSignal): Promise<T> {
  return answer<T>(
    await send('/', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': `AWSStepFunctions.${operation}` },
      body: JSON.stringify(input),
      signal,
    }),
  );
}

/** Asks a question of the console's own, under /api. */
export async function ask<T>(path: string, query: Record<string, string | number | undefined> = {}, signal?: AbortSignal): Promise<T> {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return answer<T>(await send(`/api/${path}${text ? `?${text}` : ''}`, { signal }));
}

/** Asks for something that comes in lines of JSON, and hands each over as soon as it is there. */
export async function* askLines<T>(path: string, query: Record<string, string | number>, signal?: AbortSignal): AsyncGenerator<T> {
  const parameters = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const response = await send(`/api/${path}?${parameters.toString()}`, { signal });
  if (!response.ok || !response.body) {
    await answer(response);
    return;
  }
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let pieces: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const text = decoder.decode(value, { stream: true });
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      pieces.push(text.slice(from, end));
      from = end + 1;
      yield JSON.parse(pieces.join('')) as T;
      pieces = [];
    }
    pieces.push(text.slice(from));
  }
}

export interface Invoked {
  readonly payload: string;
  readonly functionError?: string;
  readonly log: string;
  readonly status: number;
}

export async function invoke(name: string, payload: string): Promise<Invoked> {
  const response = await send(`/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, {
    method: 'POST',
    headers: { 'X-Amz-Log-Type': 'Tail', 'Content-Type': 'application/json' },
    body: payload,
  });
  if (!response.ok) await answer(response);
  const log = response.headers.get('X-Amz-Log-Result');
  return {
    payload: await response.text(),
    functionError: response.headers.get('X-Amz-Function-Error') ?? undefined,
    log: log ? new TextDecoder().decode(Uint8Array.from(atob(log), (c) => c.charCodeAt(0))) : '',
    status: response.status,
  };
}
