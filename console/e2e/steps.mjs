/** What the tests do and look for again and again. */
import { readFileSync } from 'node:fs';
import { until } from './check.mjs';
import { ROLE } from './machines.mjs';

/** Address of the server, folder of the inputs of its example, and a part of the name of the only tests to run. */
export const [base, inputs, only] = process.argv.slice(2);
export const ARN = 'arn:aws:states:us-east-1:123456789012';
export const unique = Date.now().toString(36);
export const arnOf = (machine, name) => `${ARN}:execution:${machine}:${name}`;

export async function create(call, name, definition, more = {}) {
  const { stateMachineArn } = await call('CreateStateMachine', { name: `${name}-${unique}`, roleArn: ROLE, definition: JSON.stringify(definition, null, 2), ...more });
  return stateMachineArn;
}

export const start = (call, machine, name, input) => call('StartExecution', { stateMachineArn: machine.startsWith('arn:') ? machine : `${ARN}:stateMachine:${machine}`, name: `${name}-${unique}`, input });
export const input = (file) => readFileSync(`${inputs}/${file}`, 'utf8');
export const badge = (page, word) => page.locator('.page-head .badge', { hasText: word }).waitFor({ timeout: 60_000 });
export const node = (page, name) => page.locator('.react-flow__node', { has: page.locator('.nm', { hasText: new RegExp(`^${name.replace(/[?()]/g, '\\$&')}$`) }) }).last();
export const code = (page) => page.locator('.cm-content');
export const inspector = (page) => page.locator('.inspector');

/** Whether an execution is in a status. */
export const isIn = (call, executionArn, status) => async () => (await call('DescribeExecution', { executionArn })).status === status;

/** What the server says under /api. */
export async function ask(question) {
  return (await fetch(`${base}/api/${question}`)).json();
}

/** Drags a piece of the palette to a place in the graph. */
export async function drag(page, piece, { x, y }) {
  const box = await page.locator('.react-flow__pane').boundingBox();
  await page.locator(`[data-piece=${piece}]`).hover();
  await page.mouse.down();
  await page.mouse.move(box.x + x - 20, box.y + y - 20, { steps: 4 });
  // The browser asks more than once whether something may be dropped here.
  for (let i = 0; i < 3; i++) {
    await page.mouse.move(box.x + x - (i % 2), box.y + y);
    await page.waitForTimeout(80);
  }
  await page.mouse.up();
}

/** Goes with the Tab key until something has the focus, as somebody does who has no mouse. */
export async function tabTo(page, wanted, what, key = 'Tab') {
  for (let i = 0; i < 120; i++) {
    if (await wanted.evaluateAll((all) => all.includes(document.activeElement))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${what} is not reached with ${key}`);
}

/**
 * Goes to another page of the console and says after how many milliseconds each of these had been drawn, as the page itself measures it.
 * What is wanted is a selector, with how many elements there have to be, if not one; or a list that is scrolled to its end.
 */
export async function timed(page, to, all) {
  return page.evaluate(
    async ([address, wanted]) => {
      const began = performance.now();
      history.pushState(null, '', address);
      window.dispatchEvent(new PopStateEvent('popstate'));
      const times = [];
      for (const { selector, count = 1, end } of wanted) {
        if (end) {
          const list = document.querySelector(selector);
          list.scrollTop = list.scrollHeight;
          while (!list.textContent.includes(end)) await new Promise((resolve) => setTimeout(resolve, 4));
        } else while (document.querySelectorAll(selector).length < count) await new Promise((resolve) => setTimeout(resolve, 4));
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        times.push(Math.round(performance.now() - began));
      }
      return times;
    },
    [to, all],
  );
}

/** A place halfway between two nodes, seen from the pane. */
export async function between(page, pane, above, below) {
  let last = '';
  await until('the graph is at rest', async () => {
    const now = JSON.stringify([await above.boundingBox(), await below.boundingBox()]);
    const same = now === last;
    last = now;
    await page.waitForTimeout(150);
    return same;
  });
  const [a, b, p] = await Promise.all([above.boundingBox(), below.boundingBox(), pane.boundingBox()]);
  return { x: (a.x + a.width / 2 + b.x + b.width / 2) / 2 - p.x, y: (a.y + a.height + b.y) / 2 - p.y };
}

/** The whole text, which CodeMirror shows only in part. */
export async function textOf(page) {
  return page.evaluate(() => document.querySelector('.cm-content').cmTile?.view?.state.doc.toString() ?? document.querySelector('.cm-content').cmView?.view?.state.doc.toString());
}

export async function replace(page, text) {
  await code(page).click({ position: { x: 60, y: 8 } });
  await page.keyboard.press('Control+a');
  await page.evaluate((t) => {
    const data = new DataTransfer();
    data.setData('text/plain', t);
    document.querySelector('.cm-content').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}
