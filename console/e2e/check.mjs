/** The few assertions that the tests need, and the frame that runs them. */
import { again, launch, open, shots } from './browser.mjs';

const AT_A_TIME = 4;

export function equal(actual, expected, what) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`${what}: expected ${JSON.stringify(expected)}, but it is ${JSON.stringify(actual)}`);
  }
}

export function ok(condition, what) {
  if (!condition) throw new Error(what);
}

/** Waits until something is true. */
export async function until(what, condition, patience = 20_000) {
  const end = Date.now() + patience;
  let last;
  for (;;) {
    try {
      const value = await condition();
      if (value) return value;
    } catch (e) {
      last = e;
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${patience / 1000} s${last ? ` (${last.message})` : ''}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export function service(base) {
  return async function call(operation, input) {
    const response = await fetch(`${base}/`, {
      method: 'POST',
      headers: { 'X-Amz-Target': `AWSStepFunctions.${operation}`, 'Content-Type': 'application/x-amz-json-1.0' },
      body: JSON.stringify(input),
    });
    const body = await response.json();
    if (!response.ok) throw new Error(`${operation}: ${JSON.stringify(body)}`);
    return body;
  };
}

/**
 * Runs the tests in one browser. Most of them wait for executions now and then, so some run at the same time, each in a page of its own;
 * then those that measure, one after another; then those that look at what the others have left. Prints a line for each. Layout shifts
 * and errors fail them too.
 */
export async function run(base, { prepare, tests, measuring, afterwards }, only) {
  const browser = await launch();
  const call = service(base);
  if (!only) await prepare(call);
  let failures = (await notices(browser)) ? 0 : 1;
  /** Pages that nobody uses at the moment. */
  const free = [];
  async function one([name, test, options]) {
    if (only && !name.includes(only)) return;
    const used = free.pop();
    if (used) await again(used, options);
    const seat = used ?? (await open(browser, options));
    const { page, problems, expected, context } = seat;
    const began = Date.now();
    try {
      await test({ page, base, call, expected });
      const shifts = await page.evaluate(() => window.__shifts);
      ok(shifts < 0.1, `the layout shifted (${shifts})`);
      if (problems.length > 0) throw new Error(problems.join('\n'));
      console.log(`ok ${name} (${Date.now() - began} ms)`);
      free.push(seat);
    } catch (e) {
      failures++;
      console.log(`not ok ${name}: ${[String(e.stack ?? e), ...problems].join(' | ').replaceAll('\n', ' ⏎ ').slice(0, 3000)}`);
      await page.screenshot({ path: `${shots}/failed-${name.replaceAll(/\W+/g, '-')}.png` }).catch(() => {});
      await context.close();
    }
  }
  async function all(waiting, atATime) {
    const left = [...waiting];
    async function worker() {
      for (let test = left.shift(); test; test = left.shift()) await one(test);
    }
    await Promise.all(Array.from({ length: atATime }, worker));
  }
  await all(tests, AT_A_TIME);
  await all(measuring, 1);
  await all(afterwards, AT_A_TIME);
  await browser.close();
  return failures;
}

/** Tests that find nothing prove nothing: a page that goes wrong in every way has to be noticed. */
async function notices(browser) {
  const { page, problems, context } = await open(browser);
  await page.goto('data:text/html,<main lang="en"><p style="height:300px">text</p><p>moves</p></main>');
  await page.evaluate(() => {
    console.error('said on purpose');
    setTimeout(() => {
      throw new Error('thrown on purpose');
    });
    void Promise.reject(new Error('rejected on purpose'));
    setTimeout(() => document.body.prepend(Object.assign(document.createElement('div'), { style: 'height: 300px' })), 600);
  });
  let missing = 'nothing';
  try {
    for (const word of ['said', 'thrown', 'rejected']) {
      missing = `what is ${word}`;
      await until(missing, () => problems.some((problem) => problem.includes(`${word} on purpose`)), 5_000);
    }
    missing = 'a layout shift';
    await until(missing, () => page.evaluate(() => window.__shifts > 0.1), 5_000);
    console.log('ok errors, rejections and layout shifts are noticed');
    return true;
  } catch (e) {
    console.log(`not ok errors, rejections and layout shifts are noticed: ${missing} is not (${e.message})`);
    return false;
  } finally {
    await context.close();
  }
}

/** What a fixed piece of work takes on a machine that has nothing else to do. */
const QUIET_MILLIS = 60;

/** How much slower than that the machine is at the moment; at least 1. */
export async function slowness(page) {
  const millis = await page.evaluate(() => {
    const began = performance.now();
    const value = Array.from({ length: 3_000 }, (_, i) => ({ id: i, name: `event ${i}`, details: { text: 'x'.repeat(40) } }));
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += JSON.parse(JSON.stringify(value)).length;
    return sum > 0 ? performance.now() - began : 0;
  });
  return Math.max(1, millis / QUIET_MILLIS);
}

/** Counts what the server works from now on: seconds of CPU, all its threads together. */
export async function workOfServer(base) {
  const worked = async () => Number(/^process_cpu_seconds_total(?:\{.*\})? (\S+)/m.exec(await (await fetch(`${base}/metrics`)).text())[1]);
  const before = await worked();
  return async () => (await worked()) - before;
}

/** Counts what the page's main thread works from now on: seconds of CPU, which do not grow while it has to wait for others. */
export async function workOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
  const before = await worked();
  return async () => {
    const seconds = (await worked()) - before;
    await session.detach();
    return seconds;
  };
}
