/** Everything that can be done without a mouse. */
import { audit, OUT, onPage, settled } from './browser.mjs';
import { must } from './steps.mjs';

export async function keyboard(browser, base, project) {
  return onPage(browser, { base }, async (page) => {
    await page.goto(`${base}/insights/dora?project=${project.id}&period=30d`);
    await settled(page);
    await page.keyboard.press('Tab');
    const first = await page.evaluate(() => document.activeElement?.textContent);
    must(first === 'Skip to content', `the first stop is "${first}", not the skip link`);
    await page.keyboard.press('[');
    await page.waitForURL(/from=/);
    const earlier = page.url();
    await page.keyboard.press(']');
    await page.waitForURL((url) => url.href !== earlier);
    await page.keyboard.press('c');
    await page.waitForURL(/compare=true/);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await page.waitForURL(/\/integrations/);
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.waitForURL(/\/insights\/dora\?.*compare=true/);
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Find' }).fill('query');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/query/);
  });
}

/** The chosen colours are there before the first paint, and survive a reload. */
export async function colours(browser, base) {
  return onPage(browser, { base, scheme: 'light' }, async (page) => {
    const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
    await page.goto(`${base}/integrations`);
    await settled(page);
    must((await scheme()) === 'light', 'the system is light and the page is not');
    await page.getByRole('button', { name: /^Colours/ }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    must((await scheme()) === 'dark', 'dark was chosen and is not shown');
    await page.reload({ waitUntil: 'commit' });
    await page.locator('#root').waitFor({ state: 'attached' });
    must((await scheme()) === 'dark', 'dark is not there before the first paint');
  });
}

/** What opens over the page is as accessible as the page. */
export async function overlays(browser, base, project) {
  const problems = [];
  for (const scheme of ['light', 'dark']) {
    const found = await onPage(browser, { base, scheme }, async (page) => {
      const look = async (name) => {
        await page.waitForTimeout(300);
        await page.screenshot({ path: `${OUT}over-${name}-${scheme}-1280.png` });
        const broken = await audit(page);
        must(broken.length === 0, `${name}: ${broken.join('; ')}`);
        await page.keyboard.press('Escape');
      };
      await page.goto(`${base}/insights/dora?project=${project.id}`);
      await settled(page);
      await page.getByRole('button', { name: 'About lead time for changes' }).click();
      await look('definition');
      await page.getByRole('button', { name: /^Period:/ }).click();
      await page.getByRole('button', { name: 'Last 30 days' }).waitFor();
      await look('period');
      await page.getByRole('combobox', { name: 'Project' }).click();
      await look('projects');
      await page.keyboard.press('Control+k');
      await look('find');
      await page.keyboard.press('?');
      await look('help');
    });
    problems.push(...found);
  }
  return problems;
}
