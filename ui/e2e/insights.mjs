/** Making, editing and moving Insights, on the mock: what a real server cannot be made to answer, and every dialog's looks. */
import { settled } from './browser.mjs';
import { clean, flow, LOOKS, must } from './steps.mjs';

/** The list, each of its dialogs, and the page in edit mode with its dialogs, in every look. */
async function looks(browser) {
  const problems = [];
  for (const look of LOOKS) {
    const name = (what) => `insight-${what}-${look.scheme}-${look.width}`;
    const found = await flow(browser, look, async (page, base) => {
      await page.goto(`${base}/projects/1/insights/all`);
      await settled(page);
      await clean(page, name('list'));
      const opened = async (what, title) => {
        await page.getByRole('dialog', { name: title }).waitFor();
        await settled(page);
        await clean(page, name(what));
        await page.keyboard.press('Escape');
        await page.getByRole('dialog', { name: title }).waitFor({ state: 'hidden' });
      };
      await page.getByRole('button', { name: 'New Insight' }).click();
      await opened('new', 'New Insight');
      for (const [item, title] of [
        ['Name and collections', 'Settings of DORA metrics'],
        ['Clone', 'Clone DORA metrics'],
        ['Delete', 'Delete Insight'],
      ]) {
        await page.getByRole('button', { name: 'More about DORA metrics' }).click();
        await page.getByRole('menuitem', { name: item }).click();
        await opened(item.split(' ')[0].toLowerCase(), title);
      }
      await page.goto(`${base}/projects/1/insights/11/edit`);
      await settled(page);
      await clean(page, name('edit'));
      await page.getByRole('button', { name: 'Edit Slowest tenth' }).click();
      await opened('widget', 'Edit the widget');
      await page.getByRole('button', { name: 'Add note' }).click();
      await opened('note', 'Add a note');
      await page.getByRole('button', { name: 'More about Slowest tenth' }).click();
      await page.getByRole('menuitem', { name: 'Copy to another Insight' }).click();
      await opened('copy-to', /^Copy Slowest tenth/);
    });
    problems.push(...found.map((problem) => `${look.scheme} ${look.width}: ${problem}`));
  }
  return problems;
}

const widget = (page, name) => page.getByRole('region', { name, exact: true });

/** Where a widget stands among the columns and rows. */
const placeOf = (page, name) =>
  widget(page, name).evaluate((node) => {
    const style = getComputedStyle(node.parentElement);
    return `${style.gridColumn} ${style.gridRow}`;
  });

/** A widget is dragged to the right of the other and made narrower; Undo takes both back. */
const dragging = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/projects/1/insights/11/edit`);
    await settled(page);
    const name = 'Slowest tenth, number';
    const before = await placeOf(page, name);
    const drag = async (handle, dx, dy, what = name) => {
      const box = await page.getByRole('button', { name: `${handle} ${what}` }).boundingBox();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2 + dx / 2, box.y + box.height / 2 + dy / 2);
      await page.mouse.move(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy);
      await page.mouse.up();
    };
    const column = await page
      .getByRole('region', { name, exact: true })
      .evaluate((node) => node.parentElement.parentElement.clientWidth / 12);
    await drag('Move', -8 * column, 0);
    const moved = await placeOf(page, name);
    must(moved.startsWith('1 / span 4 1 / span 2'), `dragged to the left it stands at ${moved}`);
    await drag('Resize', -2 * column, 0);
    const narrow = await placeOf(page, name);
    must(narrow.startsWith('1 / span 2 1 / span 2'), `dragged narrower it stands at ${narrow}`);
    const first = 'Deployment frequency, number';
    await drag('Move', 0, 900, first);
    const low = await placeOf(page, first);
    must(!/ 1 \/ span 2/.test(low), `dragged to the end it stands at ${low}`);
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    must((await placeOf(page, name)) === before, 'undone twice it does not stand where it stood');
    must(
      await page.getByRole('button', { name: 'Save' }).isDisabled(),
      'nothing is changed, and it can be saved',
    );
    await page.getByRole('button', { name: 'Redo' }).click();
    must((await placeOf(page, name)) === moved, 'redone once it does not stand where it was dragged');
  });

/** Leaving asks, and either stays with the changes or drops them. */
const guarding = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/projects/1/insights/11/edit`);
    await settled(page);
    await page.getByRole('button', { name: 'More about Slowest tenth' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await widget(page, 'Slowest tenth, number').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Cancel' }).click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Stay' }).click();
    must(page.url().endsWith('/edit'), 'staying left the page');
    await page.getByRole('link', { name: 'Integrations' }).first().click();
    await dialog.getByRole('button', { name: 'Discard the changes' }).click();
    await page.waitForURL(/\/integrations/);
    await page.goto(`${base}/projects/1/insights/11`);
    await settled(page);
    await page.getByRole('article', { name: 'Slowest tenth' }).waitFor();
  });

/** Whoever saves second is told, and loses nothing. */
const conflicting = (browser) =>
  flow(browser, { expected: [409] }, async (page, base) => {
    await page.goto(`${base}/projects/1/insights/11/edit`);
    await settled(page);
    const theirs = await (await fetch(`${base}/api/v1/insights/11`)).json();
    await fetch(`${base}/api/v1/insights/11`, {
      method: 'PUT',
      body: JSON.stringify({ ...theirs, widgets: theirs.widgets.slice(0, 1) }),
    });
    await page.getByRole('button', { name: 'More about Slowest tenth' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody else has saved this Insight').waitFor();
    await clean(page, 'insight-conflict-light-1280');
    await page.getByRole('button', { name: 'Save mine as a copy' }).click();
    await page.getByRole('heading', { level: 1, name: 'Copy of DORA metrics' }).waitFor();
    const { items } = await (await fetch(`${base}/api/v1/projects/1/insights`)).json();
    const count = (name) => items.find((each) => each.name === name).widgets.length;
    must(count('DORA metrics') === 1, 'their version is gone');
    must(count('Copy of DORA metrics') === theirs.widgets.length - 1, 'the copy is not what was made');
  });

/** A file with a mistake is shown at its line; corrected it comes in. */
const importing = (browser) =>
  flow(browser, { expected: [400] }, async (page, base) => {
    await page.goto(`${base}/projects/1/insights/all`);
    await settled(page);
    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import an Insight' });
    const text = dialog.getByRole('textbox', { name: 'Text of the file' });
    const yaml =
      'weir_insight: 1\nname: From a file\nwidgets:\n- id: a\n  metric: commits\n  chart: pie\n  x: 0\n';
    await text.fill(yaml);
    await dialog.getByRole('button', { name: 'Import Insight' }).click();
    await dialog.getByText('There is a mistake in line 6').waitFor();
    const selected = await text.evaluate((node) => node.value.slice(node.selectionStart, node.selectionEnd));
    must(selected === '  chart: pie', `the line is not selected, but "${selected}"`);
    await clean(page, 'insight-import-error-light-1280');
    await text.fill(yaml.replace('pie', 'line'));
    await dialog.getByRole('button', { name: 'Import Insight' }).click();
    await page.getByRole('heading', { level: 1, name: 'From a file' }).waitFor();
  });

/** With a collection chosen only its Insights, and those of nobody in particular, are offered. */
const collections = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/projects/1/insights/all`);
    await settled(page);
    await page.getByRole('button', { name: 'More about Where time goes' }).click();
    await page.getByRole('menuitem', { name: 'Name and collections' }).click();
    const dialog = page.getByRole('dialog', { name: 'Settings of Where time goes' });
    await dialog.getByRole('combobox', { name: 'Collections' }).click();
    await page.getByRole('option', { name: 'Search' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByLabel('Name').fill('Time of Search');
    await dialog.getByRole('button', { name: 'Save settings' }).click();
    await page
      .getByRole('row', { name: /Time of Search/ })
      .getByText('Search', { exact: true })
      .waitFor();
    const tabs = async (collection) => {
      await page.goto(`${base}/projects/1/insights?collection=${collection}`);
      await settled(page);
      return page.getByRole('tab').allTextContents();
    };
    must((await tabs('33')).join() === 'Time of Search', 'the collection does not offer its own');
    must((await tabs('31')).join() === 'DORA metrics', 'another collection offers it too');
  });

/** Making the default, cloning, and deleting after typing the name. */
const managing = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/projects/1/insights/all`);
    await settled(page);
    await page.getByRole('button', { name: 'Make Where time goes the default' }).click();
    await page.getByRole('button', { name: 'Where time goes is the default' }).waitFor();
    await page.getByRole('button', { name: 'Make DORA metrics the default' }).waitFor();
    await page.getByRole('button', { name: 'More about DORA metrics' }).click();
    await page.getByRole('menuitem', { name: 'Clone' }).click();
    await page.getByRole('button', { name: 'Clone Insight' }).click();
    await page.getByRole('heading', { level: 1, name: 'Edit Copy of DORA metrics' }).waitFor();
    await settled(page);
    must((await page.getByRole('button', { name: /^Move / }).count()) === 6, 'the clone has other widgets');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'More about Copy of DORA metrics' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Insight' });
    await dialog.getByLabel(/Type/).fill('Copy of DORA metrics');
    await dialog.getByRole('button', { name: 'Delete Insight' }).click();
    await page.waitForURL(/\/insights\/all/);
    await settled(page);
    must((await page.getByRole('row').count()) === 3, 'the clone is still there');
  });

/** Wherever one is among Insights, the rail marks their entry and no other. */
const marked = (browser) =>
  flow(browser, {}, async (page, base) => {
    for (const [path, entry] of [
      ['/projects/1/insights', 'Insights'],
      ['/projects/1/insights/all', 'Insights'],
      ['/projects/1/insights/11', 'Insights'],
      ['/projects/1/insights/11/edit', 'Insights'],
      ['/projects/1/compare/lead_time', 'Insights'],
      ['/projects/1/mapping', 'Projects'],
      ['/insights/dora', 'DORA metrics'],
    ]) {
      await page.goto(base + path);
      await settled(page);
      const rail = page.getByRole('navigation', { name: 'Main' });
      // The entry needs to know the projects, and the page does not wait for that.
      await rail.getByRole('link', { name: 'Insights', exact: true }).waitFor();
      const found = await rail
        .getByRole('link')
        .evaluateAll((links) =>
          links
            .filter((each) => getComputedStyle(each).backgroundColor !== 'rgba(0, 0, 0, 0)')
            .map((each) => each.textContent),
        );
      must(found.join() === entry, `on ${path} the rail marks "${found.join()}"`);
    }
  });

export const INSIGHTS = [
  ['insights: looks', looks],
  ['insights: dragging', dragging],
  ['insights: guarding', guarding],
  ['insights: conflicting', conflicting],
  ['insights: importing', importing],
  ['insights: collections', collections],
  ['insights: managing', managing],
  ['insights: the rail', marked],
];
