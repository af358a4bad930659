/** Clicks everything that can be reached from the start page, and notices what breaks. */
import { onPage, settled } from './browser.mjs';

/** What changes the world for good or goes on for long; what deletes asks first, and is not confirmed. */
const SPARED =
  /^(sign out|pause|resume|sync now|full pass|retry|cancel sync|save|apply|send a test|rotate)|secret/i;

/**
 * Many controls of a page differ only by what they are about: those that begin with the same word are one kind, those
 * that look the same are alike, and only so many of each are clicked. The sample goes to every page too, but clicks
 * what has the same name on several pages only once.
 */
const DEPTHS = {
  whole: { ofKind: 6, alike: 16, ofPage: 60, again: true },
  sample: { ofKind: 1, alike: 2, ofPage: 5, again: false },
};

const PATIENCE = 4_000;

/** Parts of an address after which a name follows that only says what the page is about. */
const NAMED = ['dora', 'compare'];

/** Pages that differ only by what they are about are one: `/projects/:/insights/:`. */
function kindOf(href, base) {
  const { pathname, searchParams } = new URL(href, base);
  const parts = pathname
    .split('/')
    .map((part, at, all) => (/^\d+$/.test(part) || (NAMED.includes(all[at - 1]) && part) ? ':' : part));
  const tab = searchParams.get('tab');
  return parts.join('/') + (tab ? `?tab=${tab}` : '');
}

/** The addresses that the page links to, inside Weir. */
async function linksOf(page) {
  return page.locator('a[href^="/"]').evaluateAll((all) => all.map((each) => each.getAttribute('href')));
}

/** Where the controls are: in the page, and not in what is inert because it is being edited. */
const controlsOf = (page) =>
  page.locator('main :is(button, [role="button"], [role="tab"]):not([inert] *, [aria-hidden="true"])');

/** The controls that can be used, by name, with how many of the same name come before. */
async function listControls(page, { ofKind, alike, ofPage, again }, clicked) {
  const found = await controlsOf(page).evaluateAll((all) =>
    all.map((node) => ({
      name: (node.getAttribute('aria-label') ?? node.textContent ?? '').trim(),
      look: node.className,
      tab: node.getAttribute('role') === 'tab',
      usable: node.checkVisibility() && !node.matches(':disabled, [data-disabled], [aria-disabled="true"]'),
    })),
  );
  const counts = new Map();
  const count = (what) => {
    counts.set(what, (counts.get(what) ?? 0) + 1);
    return counts.get(what);
  };
  const chosen = found
    .map((each) => ({ ...each, place: count(`name ${each.name}`) - 1 }))
    // The tabs of pages that stand beside each other lead to the same ones.
    .filter(({ name, tab }) => !((tab || !again) && clicked.has(name)))
    .filter(({ usable, name }) => usable && !SPARED.test(name))
    .filter(
      ({ name, look }) => count(`kind ${name.split(' ')[0]}`) <= ofKind && count(`look ${look}`) <= alike,
    )
    .slice(0, ofPage);
  for (const { name } of chosen) clicked.add(name);
  return chosen;
}

/** The control as the page shows it now, if it still does. */
async function findControl(page, { name, place }) {
  const at = await controlsOf(page).evaluateAll(
    (all, wanted) =>
      all.flatMap((node, index) =>
        (node.getAttribute('aria-label') ?? node.textContent ?? '').trim() === wanted ? [index] : [],
      ),
    name,
  );
  return place < at.length ? controlsOf(page).nth(at[place]) : null;
}

const OPEN = '[role="dialog"]:visible, [role="menu"]:visible, [role="listbox"]:visible';

/** Closes whatever a click has opened, and agrees to lose what was changed. */
async function close(page) {
  for (let tries = 0; tries < 4; tries += 1) {
    const leaving = page.getByRole('button', { name: 'Discard the changes' });
    if (await leaving.isVisible()) await leaving.click({ timeout: PATIENCE });
    if ((await page.locator(OPEN).count()) === 0) return;
    await page.keyboard.press('Escape');
    await page.waitForTimeout(100);
  }
  throw new Error('what it opened is not closed by Escape');
}

/** Opens the page anew, without the dialog that its address may ask for. */
async function reopen(page, address) {
  await page.goto(address);
  await settled(page);
  await close(page);
}

/** Whether the item of a menu downloads something, or cannot be chosen. */
const leadsAway = (node) => node.matches('[download], [data-disabled], :disabled');

/** Clicks the control, and then what is new in the menu that it opens: each on a page that shows it. */
async function clickControl(page, control, address, said) {
  const now = `${said.page}: "${control.name}"`;
  const open = async () => {
    // Going back is quicker than loading the page again.
    if (page.url() !== address) await page.goBack({ timeout: PATIENCE }).catch(() => null);
    if (page.url() === address) await settled(page);
    let found = page.url() === address ? await findControl(page, control) : null;
    if (!found) {
      await reopen(page, address);
      found = await findControl(page, control);
    }
    await found?.click({ timeout: PATIENCE });
    await page.waitForTimeout(80);
  };
  said.now = now;
  await open();
  const items = page.getByRole('menu').getByRole('menuitem');
  for (const text of await items.allTextContents()) {
    const name = text.trim();
    said.now = `${now}, "${name}"`;
    if (SPARED.test(name) || said.items.has(name)) continue;
    said.items.add(name);
    if ((await page.getByRole('menu').count()) === 0) await open();
    const item = items.filter({ hasText: text }).first();
    if (await item.evaluate(leadsAway, undefined, { timeout: PATIENCE })) continue;
    await item.click({ timeout: PATIENCE });
    await page.waitForTimeout(80);
    said.led.add(page.url());
    await close(page);
  }
  said.led.add(page.url());
  await close(page);
}

/** Visits the page, clicks what is on it, and tells where it leads. */
async function visit(page, href, base, depth, said) {
  said.now = said.page;
  await reopen(page, base + href);
  const address = page.url();
  said.led = new Set(await linksOf(page));
  said.items = new Set();
  const wrong = [];
  if (said.led.size === 0) wrong.push('no way on');
  if (!(await page.title()).includes(' · Weir')) wrong.push('no title of its own');
  if (await page.getByRole('heading', { name: 'does not exist' }).isVisible()) wrong.push('leads nowhere');
  for (const control of await listControls(page, depth, said.clicked)) {
    try {
      await clickControl(page, control, address, said);
    } catch (error) {
      wrong.push(`${said.now}: ${error.message.split('\n')[0]}`);
      await reopen(page, address);
    }
  }
  for (const link of await linksOf(page)) said.led.add(link);
  return wrong.map((each) => (each.startsWith('/') ? each : `${href}: ${each}`));
}

/** Every kind of page is visited once and what is on it clicked; no page is a dead end or without a title. */
export async function crawl(browser, base, depth) {
  const said = { page: '/', now: '/', led: new Set(), items: new Set(), clicked: new Set() };
  const seen = new Set();
  const problems = [];
  const where = () => said.now;
  const found = await onPage(browser, { base, where }, async (page) => {
    const queue = ['/'];
    while (queue.length > 0) {
      const href = queue.shift();
      said.page = kindOf(href, base);
      problems.push(...(await visit(page, href, base, DEPTHS[depth], said)));
      for (const led of said.led) {
        const { pathname, search, origin } = new URL(led, base);
        const kind = kindOf(led, base);
        if (origin !== new URL(base).origin || pathname.startsWith('/api/') || seen.has(kind)) continue;
        seen.add(kind);
        queue.push(pathname + search);
      }
    }
  });
  console.log(`the crawl has seen ${seen.size} kinds of pages: ${[...seen].toSorted().join(' ')}`);
  return [...found, ...problems];
}
