/** A real Chromium, and pages that remember everything that went wrong in them. */
import { mkdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const CHROMIUM = process.env.PAWL_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

export const launch = () =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--force-color-profile=srgb'],
  });

/**
 * A page of its own. `problems` collects errors on the console, exceptions, rejections, failed requests and layout shifts; `expected`
 * says which are part of the test.
 */
export async function open(browser, { dark = false, width = 1440, height = 900 } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const problems = [];
  const expected = [];
  const note = (text) => {
    if (!expected.some((pattern) => pattern.test(text))) problems.push(text);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || (message.type() === 'warning' && /React|key/.test(message.text()))) note(`console: ${message.text()} ${message.location().url ?? ''}`);
  });
  page.on('pageerror', (error) => note(`exception: ${error.stack ?? error.message}`));
  page.on('requestfailed', (request) => {
    const failure = request.failure()?.errorText ?? '';
    if (!/ERR_ABORTED/.test(failure)) note(`request: ${request.method()} ${request.url()} ${failure}`);
  });
  await page.addInitScript(() => {
    window.__shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shifts += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    window.addEventListener('unhandledrejection', (e) => console.error('unhandled rejection', String(e.reason?.stack ?? e.reason)));
  });
  return { page, problems, expected, context };
}

export const shots = process.env.PAWL_SHOTS ?? 'target/screenshots';

export async function shot(page, name) {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}
