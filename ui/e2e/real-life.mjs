/** The life of an integration on a real Weir that was started for these checks: it ends with a deletion. */
import { onPage, settled } from './browser.mjs';
import { ask, must } from './steps.mjs';

/** The log on screen has as many tasks as the API, and the spot check finds what is stored. */
async function shown(browser, base, { integration, key }) {
  return onPage(browser, { base }, async (page) => {
    await page.goto(`${base}/integrations/${integration.id}/monitoring`);
    await settled(page);
    const { total } = await ask(base, `/integrations/${integration.id}/tasks?limit=1`);
    await page.getByText(new RegExp(`of ${total} tasks?$`)).waitFor();
    await page.goto(`${base}/integrations/${integration.id}/spot-check?key=${encodeURIComponent(key)}`);
    await settled(page);
    await page.getByRole('heading', { name: 'As it came' }).first().waitFor();
    await page
      .getByRole('region', { name: /^Row of pull requests/ })
      .first()
      .waitFor();
  });
}

/** Pausing and resuming, seen without a reload. */
async function pausing(browser, base, { integration }) {
  return onPage(browser, { base }, async (page) => {
    await page.goto(`${base}/integrations/${integration.id}/monitoring`);
    await settled(page);
    await page.getByRole('button', { name: 'More about its syncs' }).click();
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    must((await ask(base, `/integrations/${integration.id}/schedule`)).paused, 'the schedule is not paused');
    // Another reader changes it: the server's events bring it here.
    await ask(base, `/integrations/${integration.id}/resume`, 'POST');
    await page.getByRole('button', { name: 'Resume' }).waitFor({ state: 'hidden' });
  });
}

/** What a narrowed mapping selects is what the API says. */
async function narrowing(browser, base, { integration, project }) {
  return onPage(browser, { base }, async (page) => {
    await page.goto(`${base}/integrations/${integration.id}/mapping`);
    await settled(page);
    const { partitions, total } = await ask(base, `/integrations/${integration.id}/scope/preview`, 'POST', {
      scope: null,
      project_id: project.id,
    });
    await page.getByRole('button', { name: `Narrow what ${project.name} takes` }).click();
    await page.getByRole('combobox', { name: 'Only these' }).first().fill(partitions[0].name);
    await page.keyboard.press('Enter');
    await page.getByText(`1 of ${total}`).first().waitFor();
    await page.getByRole('button', { name: 'Save mapping' }).click();
    await page.getByText(`${partitions[0].name} (1 of ${total})`).waitFor();
    const mapped = await ask(base, `/integrations/${integration.id}/projects`);
    must(mapped.items[0].selected === 1, 'the mapping is not narrowed');
    await ask(base, `/integrations/${integration.id}/projects`, 'PUT', {
      projects: [{ id: project.id, scope: null }],
    });
  });
}

/** Deleted: the page follows it to the end, the project is marked, no row is left. */
async function deleting(browser, base, { integration, project }) {
  return onPage(browser, { base, expected: [404] }, async (page) => {
    await page.goto(`${base}/integrations/${integration.id}/settings`);
    await settled(page);
    await page.getByRole('button', { name: 'Delete integration' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete integration' });
    await dialog.getByText(`project ${project.name}`).waitFor();
    await dialog.getByLabel(/Type/).fill(integration.name);
    await dialog.getByRole('button', { name: 'Delete integration' }).click();
    await page.getByRole('heading', { name: `${integration.name} is deleted` }).waitFor({ timeout: 60_000 });
    const { rows } = await ask(base, '/query', 'POST', {
      sql: `SELECT count(*) FROM commits WHERE integration_id = '${integration.id}'`,
    });
    must(Number(rows[0][0]) === 0, `${rows[0][0]} commits are left`);
    await page.goto(`${base}/projects`);
    await settled(page);
    await page.getByText('Needs attention').first().waitFor();
  });
}

/** The last ones of a run: nothing is left of the world afterwards. */
export const realLife = (browser, base, world) => [
  ['real: the log and the spot check', () => shown(browser, base, world)],
  ['real: pausing', () => pausing(browser, base, world)],
  ['real: narrowing', () => narrowing(browser, base, world)],
  ['real: deleting', () => deleting(browser, base, world)],
];
