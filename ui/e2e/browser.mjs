/** A browser that notices what a person at the console would: errors, failed and foreign requests. */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const OUT = fileURLToPath(new URL('./out/', import.meta.url));
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function launch() {
  await mkdir(OUT, { recursive: true });
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}

/** What each page has asked for and not been answered yet; the stream of events is never answered to its end. */
const unanswered = new WeakMap();

function watch(page) {
  const open = new Set();
  unanswered.set(page, open);
  page.on('request', (request) => {
    if (['fetch', 'xhr'].includes(request.resourceType())) open.add(request);
  });
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => open.delete(request));
}

/**
 * Runs the steps on a fresh page. `expected` names answers that the page is meant to get: `[500]`; `where` says what
 * is being done when something is noticed.
 */
export async function onPage(
  browser,
  { scheme = 'light', width = 1280, base, expected = [], where = () => '' },
  steps,
) {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 860 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    bypassCSP: false,
  });
  const page = await context.newPage();
  watch(page);
  const problems = [];
  const note = (problem) => problems.push([where(), problem].filter(Boolean).join(': '));
  page.on('console', (message) => {
    const text = message.text();
    const announced = expected.some((status) => text.includes(`status of ${status}`));
    if (message.type() === 'error' && !announced) note(`console: ${text}`);
  });
  page.on('pageerror', (error) => note(`exception: ${error.message}`));
  page.on('requestfailed', (request) => {
    // Leaving a page cancels what it was still asking.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
      note(`request failed: ${request.url()} ${request.failure()?.errorText}`);
    }
  });
  page.on('response', (response) => {
    const status = response.status();
    if (status >= 400 && !expected.includes(status)) note(`answer ${status}: ${response.url()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) {
      note(`foreign request: ${request.url()}`);
    }
  });
  try {
    await steps(page);
  } catch (error) {
    note(`step: ${error.message.split('\n')[0]}`);
  }
  await context.close();
  return problems;
}

/** Waits until the page has its answers and nothing on it stands for something that is still loading. */
export async function settled(page) {
  await page.locator('h1').first().waitFor({ timeout: 15_000 });
  const open = unanswered.get(page) ?? new Set();
  const deadline = Date.now() + 20_000;
  // An answer may lead to the next question: it is asked within one look.
  for (let quiet = 0; quiet < 2 && Date.now() < deadline; ) {
    await page.waitForTimeout(75);
    quiet = open.size === 0 ? quiet + 1 : 0;
  }
  await page.waitForFunction(
    () => !document.querySelector('[role="status"].weir-late, [aria-busy="true"], .mantine-Loader-root'),
    undefined,
    { timeout: 20_000 },
  );
}

/** Serious and critical findings of axe, one line each. */
export async function audit(page) {
  // The devtools protocol is not bound by the page's content security policy.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `axe ${id}: ${nodes.length} × ${nodes[0]?.html.slice(0, 140)} ${nodes[0]?.any[0]?.message ?? ''}`,
    );
}

/** The page must not scroll sideways. */
export async function overflow(page) {
  const [inner, outer] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  return inner > outer + 1 ? [`scrolls sideways: ${inner} px of content in ${outer} px`] : [];
}
