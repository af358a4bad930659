/**
 * Takes the pictures of `docs/images` from a demo: the tour, and Monitoring in each state of an integration.
 * `WEIR_BIN=../target/debug/weir node e2e/screenshots.mjs`
 */
import { writeFile } from 'node:fs/promises';
import { launch, onPage, settled } from './browser.mjs';
import { healthy, launchWeir } from './weir.mjs';

const IMAGES = new URL('../../docs/images/', import.meta.url).pathname;
const SCHEMES = ['light', 'dark'];

const browser = await launch();
// A step that fails must not leave the demo behind.
process.on('exit', () => weir?.close());
const weir = await launchWeir(process.env.WEIR_BIN, ['--latency', '400']);

async function take(name, path, scheme, height, before = async () => {}) {
  await onPage(browser, { scheme, width: 1280, base: weir.url }, async (page) => {
    await page.setViewportSize({ width: 1280, height });
    await page.goto(weir.url + path);
    await settled(page);
    await before(page);
    await page.screenshot({ path: `${IMAGES}${name}.png` });
  });
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function ask(path, method = 'GET', body = undefined) {
  const answer = await fetch(`${weir.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? null : answer.json();
}

async function until(what, test) {
  for (let tries = 0; tries < 240; tries += 1) {
    if (await test()) return;
    await wait(500);
  }
  throw new Error(`${what} did not come`);
}

const state = async () => (await ask('/integrations/1')).state;

/** As WebP, which a picture of a page is a third of a PNG in; the browser can write it. */
async function webp(page, path) {
  const png = (await page.screenshot()).toString('base64');
  const context = await browser.newContext();
  const canvas = await context.newPage();
  const text = await canvas.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const drawn = Object.assign(document.createElement('canvas'), {
      width: image.naturalWidth,
      height: image.naturalHeight,
    });
    drawn.getContext('2d').drawImage(image, 0, 0);
    return drawn.toDataURL('image/webp', 0.86);
  }, png);
  await context.close();
  await writeFile(path, Buffer.from(text.split(',')[1], 'base64'));
}

/** Monitoring as it is now, in both colour schemes. */
async function monitoring(name, height = 900) {
  for (const scheme of SCHEMES) {
    const problems = await onPage(browser, { scheme, width: 1280, base: weir.url }, async (page) => {
      await page.setViewportSize({ width: 1280, height });
      await page.goto(`${weir.url}/integrations/1/monitoring`);
      await settled(page);
      await webp(page, `${IMAGES}monitoring-${name}-${scheme}.webp`);
    });
    if (problems.length > 0) console.log(`${name} ${scheme}: ${problems.join('; ')}`);
  }
}

await take('monitoring', '/integrations/1/monitoring', 'light', 980, (page) => page.waitForTimeout(5_000));
await monitoring('first-sync');
await until('a healthy state', () => healthy(weir.url));
await take('dora', '/insights/dora?project=1', 'light', 1000);
await take('drill-down', '/insights/dora/lead_time?project=1&tab=left-out', 'dark', 800);
await wait(2_000);
await monitoring('healthy');

await ask('/integrations/1/pause', 'POST');
await until('the pause', async () => (await state()) === 'paused');
await monitoring('paused');
await ask('/integrations/1/resume', 'POST');

// Nine tenths of the quota are left to others, and the last tenth is used: what comes next has to wait.
const { config } = await ask('/integrations/1');
const used = async () => {
  const { quota } = await ask('/integrations/1/diagnostics');
  return quota.some(({ limit, remaining }) => remaining < limit * 0.9);
};
while (!(await used())) {
  await ask('/integrations/1/sync', 'POST', { kind: 'full' });
  await until('the end of a full pass', async () => (await state()) !== 'running');
}
await ask('/integrations/1', 'PATCH', { config: { ...config, quota_free_percent: 90 } });
await ask('/integrations/1/sync', 'POST', { kind: 'full' });
await until('the throttled state', async () => (await state()) === 'throttled');
await monitoring('throttled');
await ask('/integrations/1/cancel', 'POST');
await until('the end of the task', async () => (await ask('/integrations/1')).last_task.status !== 'running');
await ask('/integrations/1', 'PATCH', { config });

await ask('/integrations/1/credentials', 'POST', { secrets: { token: 'revoked' }, force: true });
await until('the refusal', async () => (await state()) === 'unauthorized');
await monitoring('refused');

/** What the API says while the integration is being deleted, which is over in a moment. */
async function deletion() {
  const { name } = await ask('/integrations/1');
  const seen = [await ask('/integrations/1', 'DELETE', { confirm: name })];
  for (;;) {
    const answer = await fetch(`${weir.url}/api/v1/integrations/1`);
    if (!answer.ok) break;
    seen.push(await answer.json());
  }
  return seen.find((each) => each.deletion?.percent > 0) ?? seen[0];
}

const moment = await deletion();
for (const scheme of SCHEMES) {
  const problems = await onPage(browser, { scheme, width: 1280, base: weir.url }, async (page) => {
    await page.route('**/api/v1/integrations/1', (route) => route.fulfill({ json: moment }));
    await page.setViewportSize({ width: 1280, height: 500 });
    await page.goto(`${weir.url}/integrations/1/monitoring`);
    await page.getByRole('region', { name: 'Progress of the deletion' }).waitFor();
    await settled(page);
    await webp(page, `${IMAGES}monitoring-deleting-${scheme}.webp`);
  });
  if (problems.length > 0) console.log(`deleting ${scheme}: ${problems.join('; ')}`);
}
weir.close();
await browser.close();
