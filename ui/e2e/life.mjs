/** The life of an integration, step by step, on the mock. */
import { settled } from './browser.mjs';
import { clean, flow, must } from './steps.mjs';

/** Monitoring has a face for each state, and says in words what it is. */
const FACES = [
  ['1', 'First sync', 'The first sync is running'],
  ['2', 'HEALTHY', 'All streams arrive'],
  ['3', 'Waiting for quota', 'is used up'],
  ['4', 'Credential refused', 'make a new one, then re-authenticate'],
  ['5', 'Paused', 'Paused by hand'],
  ['6', 'Deleting', 'Deleting its rows'],
];

async function faces(browser) {
  const problems = [];
  for (const scheme of ['light', 'dark']) {
    const found = await flow(browser, { mock: { state: 'lives' }, scheme }, async (page, base) => {
      for (const [id, pill, text] of FACES) {
        await page.goto(`${base}/integrations/${id}/monitoring`);
        await settled(page);
        must(await page.getByText(pill).first().isVisible(), `integration ${id} does not say "${pill}"`);
        must(await page.getByText(text).first().isVisible(), `integration ${id} does not say "${text}"`);
        await clean(page, `life-face-${id}-${scheme}`);
      }
    });
    problems.push(...found);
  }
  return problems;
}

/** What a sync costs is told before it starts, and beside what it took. */
const cost = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/integrations/1/overview`);
    await settled(page);
    await page.getByRole('button', { name: 'More about its syncs' }).click();
    await page.getByRole('menuitem', { name: 'What a sync costs' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('At least 72 requests, 48 points, 1 min 50 s, 48 MB of git.').waitFor();
    await dialog.getByText('counted in 4 of 6').waitFor();
    must(
      (await dialog.getByRole('cell', { name: 'unknown' }).count()) === 3,
      'what nothing tells is not said to be unknown',
    );
    await clean(page, 'life-cost');
    await page.keyboard.press('Escape');
    await page.goto(`${base}/integrations/1/schedule`);
    await settled(page);
    await page.getByText('Everything', { exact: true }).click();
    await page.getByRole('button', { name: 'What this costs' }).click();
    await page.getByText('At least 288 requests', { exact: false }).waitFor();
    await clean(page, 'life-cost-of-depth');
  });

/** The banner is on every page, names what is touched, leads to the fix, and goes by itself. */
const banner = (browser) =>
  flow(browser, {}, async (page, base) => {
    const region = page.getByRole('region', { name: 'Health of the integrations' });
    for (const path of ['/insights/dora?project=1', '/projects', '/tables', '/settings/account']) {
      await page.goto(base + path);
      await settled(page);
      await region.getByText('permission missing').waitFor();
    }
    await region.getByText('Touches 5 metrics of checkout').click();
    must(
      await region.getByRole('link', { name: 'lead time' }).isVisible(),
      'the banner does not lead to the metric',
    );
    await region.getByRole('link', { name: 'Re-authenticate: GitHub payments' }).click();
    const dialog = page.getByRole('dialog', { name: 'Re-authenticate GitHub payments' });
    await dialog.getByRole('textbox', { name: 'Personal access token' }).fill('wrong');
    await dialog.getByRole('button', { name: 'Validate and save' }).click();
    await dialog.getByText('1 of 1 checks failed').waitFor();
    await clean(page, 'life-reauthenticate');
    await dialog.getByRole('textbox', { name: 'Personal access token' }).fill('right');
    await dialog.getByRole('button', { name: 'Validate and save' }).click();
    await dialog.getByText('The new credentials are stored').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'hidden' });
    must(!page.url().includes('reauthenticate'), 'the dialog is still in the address');
    await region.getByText('permission missing').waitFor({ state: 'hidden' });
  });

/** What the log is narrowed to is in the address, and a task has an address of its own. */
const log = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/integrations/1/monitoring`);
    await settled(page);
    const rows = page.getByRole('region', { name: 'Ingestion log' }).locator('tbody tr');
    must((await rows.count()) === 25, 'the first page of the log has not 25 tasks');
    await page.getByRole('button', { name: 'Load older tasks' }).click();
    await page.getByText('50 of 75 tasks').waitFor();
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Failed' }).click();
    await page.waitForURL(/status=failed/);
    await page.getByText('1 of 1 task').waitFor();
    await page.reload();
    await page.getByText('1 of 1 task').waitFor();
    await rows.getByRole('link').first().click();
    await page.waitForURL(/task=\d+/);
    const drawer = page.getByRole('dialog', { name: 'Task' });
    await drawer.getByRole('heading', { name: 'Attempts' }).waitFor();
    await clean(page, 'life-task');
    await drawer.getByRole('button', { name: 'Try again' }).click();
    await drawer.getByText('Running').first().waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    must(!page.url().includes('task='), 'the closed task is still in the address');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.waitForURL((url) => !url.search.includes('status'));
    await page.getByRole('textbox', { name: 'Words in the error' }).fill('nothing like it');
    await page.keyboard.press('Enter');
    await page.getByText('No task matches these filters').waitFor();
  });

/** Pausing and resuming are seen at once, without a reload, by the server's events. */
const schedule = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/integrations/1/schedule`);
    await settled(page);
    await page.getByRole('radiogroup', { name: 'Newest data: how it is given' }).getByText('Cron').click();
    const cron = page.getByRole('textbox', { name: 'Newest data: cron' });
    await cron.fill('*/10 * *');
    must(await page.getByRole('button', { name: 'Save schedule' }).isDisabled(), 'half a cron can be saved');
    await cron.fill('*/10 * * * *');
    await page.getByRole('radiogroup', { name: 'History: how far back' }).getByText('Everything').click();
    await clean(page, 'life-schedule');
    await page.getByRole('button', { name: 'Save schedule' }).click();
    await page.getByText('by cron').waitFor();
    await page.getByRole('button', { name: 'Back to the defaults' }).click();
    await page.getByText('These are the defaults.').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Nothing runs by itself').waitFor();
    await page.getByRole('tab', { name: 'Monitoring' }).click();
    await page.getByText('Paused by hand').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('All streams arrive').waitFor();
  });

/** Mapping to a new project, narrowed; the scope says what it would delete before it does. */
const mapping = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/integrations/1/mapping`);
    await settled(page);
    await page.getByRole('button', { name: 'New project' }).click();
    await page.getByLabel('Name of the new project').fill('payments');
    await page.getByRole('button', { name: 'Narrow what checkout takes' }).click();
    await page.getByRole('combobox', { name: 'Only these' }).first().fill('acme/checkout');
    await page.keyboard.press('Enter');
    await page.getByText('1 of 6').first().waitFor();
    await page.getByRole('button', { name: 'Save mapping' }).click();
    await page.getByRole('checkbox', { name: 'payments' }).waitFor();
    must(await page.getByRole('checkbox', { name: 'payments' }).isChecked(), 'the new project is not mapped');
    await page.getByText('acme/checkout (1 of 6)').waitFor();
    await page.getByRole('combobox', { name: 'But not these' }).last().fill('*/archive-*');
    await page.keyboard.press('Enter');
    await page.getByText('5 of 6').first().waitFor();
    const save = page.getByRole('button', { name: 'Save scope' });
    must(await save.isDisabled(), 'rows are deleted without a word');
    await clean(page, 'life-scope');
    await page.getByRole('checkbox', { name: 'Delete 6,000 rows of what is left out' }).check();
    await save.click();
    await page.getByText('1 name left out, and why').waitFor();
  });

/** A deletion says what it takes, goes on over a reload, and leaves marks where it was used. */
const deletion = (browser) =>
  flow(browser, { expected: [404] }, async (page, base) => {
    await page.goto(`${base}/integrations/2/settings`);
    await settled(page);
    await page.getByRole('button', { name: 'Delete integration' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete integration' });
    await dialog.getByText('project checkout').waitFor();
    await dialog.getByText('3,120 rows').waitFor();
    await clean(page, 'life-delete');
    await dialog.getByLabel(/Type/).fill('GitHub payments');
    await dialog.getByRole('button', { name: 'Delete integration' }).click();
    await page.getByRole('region', { name: 'Progress of the deletion' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'GitHub payments is deleted' }).waitFor({ timeout: 15_000 });
    await page.getByText('3,120 rows went with it').waitFor();
    await page.getByRole('link', { name: 'Projects' }).click();
    await page.getByText('Needs attention').waitFor();
    await page.getByRole('link', { name: 'checkout' }).click();
    await page.getByText('Its numbers no longer include').waitFor();
    await clean(page, 'life-attention');
    await page.getByRole('button', { name: 'Understood: GitHub payments' }).click();
    await page.getByText('Needs attention').waitFor({ state: 'hidden' });
  });

/** A secret is shown once; deliveries are filtered in the address. */
const webhooks = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/integrations/2/webhooks`);
    await settled(page);
    await page.getByRole('button', { name: 'Make a secret' }).click();
    must(
      (await page.getByRole('textbox', { name: 'Secret' }).inputValue()).startsWith('whsec_'),
      'the secret is not shown',
    );
    await clean(page, 'life-webhooks');
    await page.reload();
    await settled(page);
    must((await page.getByText('Copy the secret now').count()) === 0, 'the secret is shown twice');
    await page.getByRole('combobox', { name: 'State' }).click();
    await page.getByRole('option', { name: 'Failed' }).click();
    await page.waitForURL(/delivery=failed/);
    await page.getByText('1 of 1 delivery').waitFor();
    await page.getByRole('button', { name: 'End the webhooks' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End the webhooks' }).click();
    await page.getByRole('button', { name: 'Make a secret' }).waitFor();
  });

/** A channel is added, tried and taken away; its secrets are write-only. */
const notifying = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/settings/notifications`);
    await settled(page);
    await page.getByRole('button', { name: 'Add a channel' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a channel' });
    await dialog.getByText('Mail', { exact: true }).click();
    await dialog.getByLabel('Mail server').waitFor();
    await dialog.getByText('Webhook', { exact: true }).click();
    await dialog.getByLabel('Name').fill('Status board');
    await dialog.getByLabel('Address').fill('https://status.example.com/hook');
    await clean(page, 'life-channel');
    await dialog.getByRole('button', { name: 'Add channel' }).click();
    await dialog.getByText('Copy the signing secret now').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    const card = page.getByRole('article', { name: 'Status board' });
    await card.getByRole('button', { name: 'Send a test' }).click();
    await card.getByText('Sent').waitFor();
    await page.getByRole('button', { name: 'Send a test: Platform team' }).click();
    await page.getByText('connection refused').waitFor();
    await card.getByRole('button', { name: 'Delete Status board' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete channel' }).click();
    await card.waitFor({ state: 'hidden' });
  });

/** The tabs, the dialog and the drawer without a mouse. */
const byKeyboard = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/integrations/1/overview`);
    await settled(page);
    await page.getByRole('tab', { name: 'Overview' }).focus();
    for (const tab of ['monitoring', 'coverage', 'schedule']) {
      await page.keyboard.press('ArrowRight');
      await page.waitForURL(new RegExp(`/${tab}$`));
    }
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/settings$/);
    await page.getByRole('button', { name: 'Re-authenticate' }).last().focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /^Re-authenticate/ });
    await dialog.waitFor();
    must(
      await dialog.evaluate((node) => node.contains(document.activeElement)),
      'the focus is not in the dialog',
    );
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await page.waitForURL(/\/settings\/notifications/);
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.waitForURL(/\/settings\/account/);
  });

export const LIFE = [
  ['life: monitoring in each state', faces],
  ['life: the health banner and re-authentication', banner],
  ['life: what a sync costs', cost],
  ['life: the ingestion log', log],
  ['life: the schedule', schedule],
  ['life: mapping and scope', mapping],
  ['life: deletion and attention', deletion],
  ['life: webhooks', webhooks],
  ['life: notifications', notifying],
  ['life: by keyboard', byKeyboard],
];
