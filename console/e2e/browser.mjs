/** A real Chromium, and pages that remember everything that went wrong in them. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const CHROMIUM = process.env.PAWL_CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

export const launch = () =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--force-color-profile=srgb'],
  });

const looks = ({ dark = false, moving = false }) => ({
  colorScheme: dark ? 'dark' : 'light',
  // What moves all the time is drawn all the time, for nobody.
  reducedMotion: moving ? 'no-preference' : 'reduce',
});
const size = ({ width = 1440, height = 900 }) => ({ width, height });

/**
 * A page of its own. `problems` collects errors on the console, exceptions, rejections, failed requests and layout shifts; `expected`
 * says which are part of the test.
 */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: size(options), locale: 'en-GB', ...looks(options) });
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

/** Makes a page as good as new for another test. It keeps what it has compiled, which is most of what a page costs. */
export async function again({ page, problems, expected }, options = {}) {
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  page.removeAllListeners('request');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.goto('about:blank');
  await page.setViewportSize(size(options));
  await page.emulateMedia(looks(options));
  problems.length = 0;
  expected.length = 0;
}

export const shots = process.env.PAWL_SHOTS ?? 'target/screenshots';

/** A picture of the page; what is worth one has to be accessible as well. */
export async function shot(page, name) {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
  const barriers = await barriersIn(page);
  if (barriers.length > 0) throw new Error(`not accessible (${name}): ${barriers.join('; ')}`);
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds in the page, by the rules of WCAG 2.2 A and AA. */
async function barriersIn(page) {
  // Evaluated by the browser's debugger: the page's own policy lets no such script in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    // Of texts that are coloured word by word, some words stand for all; thousands would take seconds.
    const fewer = document.createElement('style');
    fewer.textContent = '.json pre > span:nth-of-type(n + 40) { display: none }';
    document.head.append(fewer);
    const { violations } = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] });
    fewer.remove();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map((n) => `${n.target.join(' ')} (${(n.any[0] ?? n.all[0] ?? n.none[0])?.message ?? ''})`).join(', ')}`);
  });
}
