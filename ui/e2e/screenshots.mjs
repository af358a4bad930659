/**
 * Takes the pictures of `docs/images` from a demo, one of them while its first sync runs.
 * `WEIR_BIN=../target/debug/weir node e2e/screenshots.mjs`
 */
import { launch, onPage, settled } from './browser.mjs';
import { healthy, launchWeir } from './weir.mjs';

const IMAGES = new URL('../../docs/images/', import.meta.url).pathname;

const weir = await launchWeir(process.env.WEIR_BIN, ['--latency', '400']);
const browser = await launch();

async function take(name, path, scheme, height, before = async () => {}) {
  await onPage(browser, { scheme, width: 1280, base: weir.url }, async (page) => {
    await page.setViewportSize({ width: 1280, height });
    await page.goto(weir.url + path);
    await settled(page);
    await before(page);
    await page.screenshot({ path: `${IMAGES}${name}.png` });
  });
}

await take('monitoring', '/integrations/1/monitoring', 'light', 980, (page) => page.waitForTimeout(6_000));
while (!(await healthy(weir.url))) await new Promise((resolve) => setTimeout(resolve, 500));
await take('dora', '/insights/dora?project=1', 'light', 1000);
await take('drill-down', '/insights/dora/lead_time?project=1&tab=left-out', 'dark', 800);
await browser.close();
weir.close();
