/** Insights on a real Weir: edited by keyboard alone, out and in as files, and the way to a row without a mouse. */
import { writeFile } from 'node:fs/promises';
import { audit, OUT, onPage, overflow, settled } from './browser.mjs';
import { ask, must } from './steps.mjs';

const STOPS = 250;

/** Presses Tab until the focus is on what has that name. */
async function tabTo(page, name) {
  const fits = (text) => (typeof name === 'string' ? text === name : name.test(text));
  for (let stops = 0; stops < STOPS; stops += 1) {
    await page.keyboard.press('Tab');
    const text = await page.evaluate(() => {
      const node = document.activeElement;
      const label = node?.id ? document.querySelector(`label[for="${node.id}"]`)?.textContent : null;
      return (node?.getAttribute('aria-label') ?? label ?? node?.textContent ?? '').trim();
    });
    if (fits(text)) return;
  }
  throw new Error(`the Tab key does not lead to ${name}`);
}

/** Waits until the keys go to what has that name. */
async function focused(locator) {
  await locator.waitFor();
  await locator.evaluate(
    (node) =>
      new Promise((done) => {
        const look = () => (document.activeElement === node ? done() : requestAnimationFrame(look));
        look();
      }),
  );
}

/** Takes the option of a list that is open or opens by an arrow, and waits until the field has it. */
async function choose(page, field, name) {
  await focused(field);
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option').first().waitFor();
  // The key of an option that is not marked yet would send the form.
  const marked = page.locator('[role="option"][data-combobox-selected]');
  const at = async () => (await marked.count()) > 0 && (await marked.first().textContent()).trim();
  for (let tries = 0; tries < 60 && !((await at()) || '').startsWith(name); tries += 1) {
    await page.keyboard.press('ArrowDown');
  }
  must(((await at()) || '').startsWith(name), `the arrows do not lead to ${name}, but to ${await at()}`);
  await page.keyboard.press('Enter');
  await page.getByRole('option').first().waitFor({ state: 'hidden' });
  const taken = await field.inputValue();
  must(taken.startsWith(name), `${name} was chosen, and the field says "${taken}"`);
}

/** A widget is added, moved, resized and saved; after a reload it is there. */
async function editing(browser, base, { project, insights }) {
  const insight = insights.find((each) => each.name === 'Pipelines') ?? insights[0];
  const before = insight.widgets.length;
  return onPage(browser, { base }, async (page) => {
    await page.goto(`${base}/projects/${project.id}/insights/${insight.id}`);
    await settled(page);
    await tabTo(page, 'Edit');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/edit/);
    await settled(page);
    await tabTo(page, 'Add widget');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Add a widget' });
    const metric = dialog.getByRole('combobox', { name: 'Metric' });
    await focused(metric);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Commits');
    await choose(page, metric, 'Commits');
    await tabTo(page, 'Chart');
    await choose(page, dialog.getByRole('combobox', { name: 'Chart' }), 'Bars');
    await settled(page);
    const broken = [...(await audit(page)), ...(await overflow(page))];
    must(broken.length === 0, broken.join('; '));
    await page.screenshot({ path: `${OUT}real-edit-widget-light-1280.png`, fullPage: true });
    await tabTo(page, 'Add widget');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    const name = 'Commits, bars';
    const status = page.getByRole('status').filter({ hasText: name });
    await tabTo(page, `Move ${name}`);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    await status.getByText('column 2').waitFor();
    await tabTo(page, `Resize ${name}`);
    await page.keyboard.press('ArrowLeft');
    await status.getByText('5 columns wide').waitFor();
    await page.keyboard.press('ArrowDown');
    await status.getByText('5 rows high').waitFor();
    await page.screenshot({ path: `${OUT}real-edit-light-1280.png`, fullPage: true });
    await tabTo(page, 'Save');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: insight.name }).waitFor();
    await page.reload();
    await settled(page);
    await page.getByRole('figure', { name: 'Commits' }).waitFor();
    const stored = await ask(base, `/insights/${insight.id}`);
    const made = stored.widgets.find((each) => each.id === 'commits');
    must(stored.widgets.length === before + 1, `${stored.widgets.length} widgets are stored`);
    must(
      made?.chart === 'bars' && made.x === 1 && made.w === 5 && made.h === 5,
      `stored as ${JSON.stringify(made)}`,
    );
  });
}

/** What an export holds an import makes again: pasted, and from a chosen file in place of the old. */
async function exchanging(browser, base, { project, insights }) {
  const [insight] = insights;
  return onPage(browser, { base }, async (page) => {
    const yaml = async (id) => (await fetch(`${base}/api/v1/insights/${id}/yaml`)).text();
    const text = (await yaml(insight.id))
      .replace(/^name: .*$/m, 'name: Brought along')
      .replace(/^is_default.*\n/m, '');
    const open = async () => {
      await page.goto(`${base}/projects/${project.id}/insights/all`);
      await settled(page);
      await page.getByRole('button', { name: 'Import' }).click();
      return page.getByRole('dialog', { name: 'Import an Insight' });
    };
    const pasted = await open();
    await pasted.getByRole('textbox', { name: 'Text of the file' }).fill(text);
    await pasted.getByRole('button', { name: 'Import Insight' }).click();
    await page.getByRole('heading', { level: 1, name: 'Brought along' }).waitFor();
    await settled(page);
    const id = page.url().split('/').at(-1).split('?')[0];
    must((await yaml(id)) === text, 'what comes out is not what went in');
    await page.getByRole('button', { name: 'More about Brought along' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Export as YAML' }).click(),
    ]);
    must(file.suggestedFilename() === 'brought-along.yaml', `the file is called ${file.suggestedFilename()}`);
    const path = `${OUT}brought-along.yaml`;
    await writeFile(path, text.replace('chart: number', 'chart: line'));
    const chosen = await open();
    await chosen.locator('input[type="file"]').setInputFiles(path);
    await chosen.getByRole('checkbox', { name: 'Replace the Insight of the same name' }).check();
    await chosen.getByRole('button', { name: 'Import Insight' }).click();
    await page.getByRole('heading', { level: 1, name: 'Brought along' }).waitFor();
    await settled(page);
    must(page.url().includes(`/insights/${id}`), 'another Insight was made instead of the old one');
    must((await yaml(id)) !== text, 'the old one was not replaced');
    await fetch(`${base}/api/v1/insights/${id}`, { method: 'DELETE' });
  });
}

/** A mistake in a file is refused by the server at its line. */
async function refusing(browser, base, { project, insights }) {
  return onPage(browser, { base, expected: [400] }, async (page) => {
    const text = await (await fetch(`${base}/api/v1/insights/${insights[0].id}/yaml`)).text();
    const wrong = text.replace(/metric: \w+/, 'metric: nonsense');
    await page.goto(`${base}/projects/${project.id}/insights/all`);
    await settled(page);
    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import an Insight' });
    await dialog.getByRole('textbox', { name: 'Text of the file' }).fill(wrong);
    await dialog.getByRole('button', { name: 'Import Insight' }).click();
    const line = wrong.split('\n').findIndex((each) => each.startsWith('- ')) + 1;
    await dialog.getByText(`There is a mistake in line ${line}`).waitFor();
    await dialog.getByText(/there is no metric/i).waitFor();
  });
}

/** From the start page to a row behind a number, and to its page upstream, by keyboard alone. */
async function walking(browser, base) {
  return onPage(browser, { base }, async (page) => {
    await page.goto(`${base}/`);
    await page.waitForURL(/\/insights\/dora/);
    await settled(page);
    await tabTo(page, /^Lead time.*see the rows$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/insights\/dora\/lead_time/);
    await settled(page);
    for (let stops = 0; stops < STOPS; stops += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.closest('tbody tr') !== null)) break;
    }
    const row = await page.evaluate(() => {
      const table = document.activeElement?.closest('table');
      return { of: table?.getAttribute('aria-label'), href: document.activeElement?.getAttribute('href') };
    });
    must(row.href, `the Tab key does not lead to a row, but to ${JSON.stringify(row)}`);
  });
}

/** A query by keyboard: the reference puts a name in, Ctrl+Enter runs it, its files hold what is shown. */
async function querying(browser, base) {
  return onPage(browser, { base }, async (page) => {
    await page.goto(`${base}/query`);
    await settled(page);
    const editor = page.getByRole('textbox', { name: 'SQL' });
    await editor.fill('SELECT sha FROM ');
    await page.getByText('branches', { exact: true }).click();
    await page.getByRole('button', { name: 'Insert branches' }).click();
    must((await editor.inputValue()) === 'SELECT sha FROM branches', await editor.inputValue());
    await page.keyboard.press('Control+Enter');
    await page.getByRole('table', { name: 'Result of the query' }).waitFor();
    const shown = await page.getByRole('table', { name: 'Result of the query' }).locator('tbody tr').count();
    const csv = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
    const lines = (await (await fetch(base + csv)).text()).trim().split('\n');
    must(lines.length === shown + 1, `${shown} rows are shown, the file has ${lines.length - 1}`);
    const parquet = await page.getByRole('link', { name: 'Parquet' }).getAttribute('href');
    must((await (await fetch(base + parquet)).text()).startsWith('PAR1'), 'the file is no Parquet');
    await editor.fill('SELECT 1');
    await page.getByRole('button', { name: 'Last queries' }).click();
    await page.getByRole('menuitem', { name: 'SELECT sha FROM branches' }).click();
    must((await editor.inputValue()) === 'SELECT sha FROM branches', 'the last query does not come back');
  });
}

export const realInsights = (browser, base, world) => [
  ['real: a walk by keyboard to a row', () => walking(browser, base)],
  ['real: editing an Insight by keyboard', () => editing(browser, base, world)],
  ['real: Insights out and in as files', () => exchanging(browser, base, world)],
  ['real: a file with a mistake', () => refusing(browser, base, world)],
  ['real: querying', () => querying(browser, base)],
];
