/** Clicks everything that can be reached from the start page, and notices what breaks. */
import { onPage, settled } from './browser.mjs';

/** What changes the world for the checks after this one; what deletes asks first, and is not confirmed. */
const SPARED =
  /^(sign out|pause|resume|sync now|full pass|retry|cancel sync|save|apply|send a test|rotate)|secret/i;

/** Pages that differ only by what they are about are one: `/projects/:/insights/:`. */
function kindOf(href, base) {
  const { pathname } = new URL(href, base);
  return pathname
    .split('/')
    .map((part, at, all) => (/^\d+$/.test(part) || (all[at - 1] === 'dora' && part) ? ':' : part))
    .join('/');
}

/** The addresses that the page links to, inside Weir. */
async function linksOf(page) {
  return page.locator('a[href^="/"]').evaluateAll((all) => all.map((each) => each.getAttribute('href')));
}

/** The name that a button has for those who hear it. */
const nameOf = (button) =>
  button.evaluate((node) => (node.getAttribute('aria-label') ?? node.textContent ?? '').trim());

/** Closes whatever a click has opened. */
async function close(page) {
  for (let tries = 0; tries < 3; tries += 1) {
    const open = page.locator('[role="dialog"]:visible, [role="menu"]:visible, [role="listbox"]:visible');
    if ((await open.count()) === 0) return;
    await page.keyboard.press('Escape');
    await page.waitForTimeout(120);
  }
}

/** Every item of the menu that a button has opened. */
async function clickItems(page, button, said, address) {
  const names = await page.getByRole('menuitem').allTextContents();
  for (const [at, name] of names.entries()) {
    if (SPARED.test(name.trim())) continue;
    if ((await page.getByRole('menu').count()) === 0) await button.click();
    const item = page.getByRole('menuitem').nth(at);
    if (await item.evaluate((node) => node.matches('[download], [data-disabled], :disabled'))) continue;
    said.now = `${said.page}: menu item "${name.trim()}"`;
    await item.click({ timeout: 5_000 });
    await page.waitForTimeout(150);
    await close(page);
    if (page.url() !== address) {
      await page.goto(address);
      await settled(page);
    }
  }
}

async function clickButtons(page, said) {
  const address = page.url();
  const buttons = page.locator('main').getByRole('button');
  const count = await buttons.count();
  for (let at = 0; at < count; at += 1) {
    const button = buttons.nth(at);
    if (!(await button.isVisible().catch(() => false)) || !(await button.isEnabled())) continue;
    // What is inert belongs to a page that is being edited.
    if (await button.evaluate((node) => node.closest('[inert]') !== null)) continue;
    const name = await nameOf(button);
    if (SPARED.test(name)) continue;
    said.now = `${said.page}: button "${name}"`;
    await button.click({ timeout: 5_000 });
    await page.waitForTimeout(120);
    if (
      await page
        .getByRole('menu')
        .isVisible()
        .catch(() => false)
    ) {
      await clickItems(page, button, said, address);
    }
    await close(page);
    const leaving = page.getByRole('button', { name: 'Discard the changes' });
    if (await leaving.isVisible()) await leaving.click();
    if (page.url() !== address) {
      await page.goto(address);
      await settled(page);
    }
  }
}

/** Every kind of page is visited once and everything on it clicked; no page is a dead end or without a title. */
export async function crawl(browser, base) {
  const said = { page: '/', now: '/' };
  const seen = new Map();
  const problems = [];
  const found = await onPage(browser, { base }, async (page) => {
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`${said.now}: console`);
    });
    page.on('pageerror', () => problems.push(`${said.now}: exception`));
    const queue = ['/'];
    while (queue.length > 0) {
      const href = queue.shift();
      said.page = kindOf(href, base);
      said.now = said.page;
      await page.goto(base + href);
      await settled(page);
      const links = await linksOf(page);
      if (links.length === 0) problems.push(`${href}: no way on`);
      if (!(await page.title()).includes(' · Weir')) problems.push(`${href}: no title of its own`);
      if (await page.getByRole('heading', { name: 'does not exist' }).isVisible()) {
        problems.push(`${href}: leads nowhere`);
      }
      await clickButtons(page, said);
      for (const link of [...links, ...(await linksOf(page))]) {
        const kind = kindOf(link, base);
        if (link.startsWith('/api/') || seen.has(kind)) continue;
        seen.set(kind, link);
        queue.push(link);
      }
    }
  });
  console.log(`the crawl has seen ${seen.size} kinds of pages: ${[...seen.keys()].toSorted().join(' ')}`);
  return [...found.map((each) => `${said.now}: ${each}`), ...problems];
}
