/** What the checks share: a condition, a question to the API, a mock of their own, a page that is clean. */
import { startMock } from '../mock/server.mjs';
import { audit, OUT, onPage, overflow } from './browser.mjs';

export function must(condition, message) {
  if (!condition) throw new Error(message);
}

export const SCHEMES = ['light', 'dark'];
/** A desk and a telephone. */
export const WIDTHS = [1280, 390];
export const LOOKS = WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ scheme, width })));

/** Asks the API of a running Weir. */
export async function ask(base, path, method = 'GET', body = undefined) {
  const answer = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  must(answer.ok, `${method} ${path} answered ${answer.status}: ${await answer.clone().text()}`);
  return answer.status === 204 ? null : answer.json();
}

/** Runs the steps on a mock that nobody else changes. */
export async function flow(browser, options, steps) {
  const mock = await startMock(options.mock);
  const problems = await onPage(browser, { base: mock.url, ...options }, (page) => steps(page, mock.url));
  await mock.close();
  return problems;
}

/** Makes a picture of the page, which everybody must be able to use and which must not scroll sideways. */
export async function clean(page, name) {
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${OUT}${name}.png`, fullPage: true });
  const broken = [...(await audit(page)), ...(await overflow(page))];
  must(broken.length === 0, `${name}: ${broken.join('; ')}`);
}
