/** The states that a healthy server does not show, on the mock. */
import { startMock } from '../mock/server.mjs';
import { audit, OUT, onPage, overflow, settled } from './browser.mjs';
import { must } from './steps.mjs';

const SAYS = {
  empty: ['/', 'Nothing is connected yet', []],
  syncing: ['/insights/dora?project=1', 'Still syncing', []],
  nodata: ['/insights/dora?project=1', 'No deployments to production were found', []],
  failing: ['/insights/dora?project=1', 'req_7f3a91', [500]],
  signin: ['/insights/dora', 'Sign in to Weir', [401]],
};

async function state(browser, name) {
  const [path, text, expected] = SAYS[name];
  const mock = await startMock({ state: name });
  const problems = [];
  for (const scheme of ['light', 'dark']) {
    const options = { base: mock.url, scheme, expected };
    const found = await onPage(browser, options, async (page) => {
      await page.goto(mock.url + path);
      await settled(page);
      await page.screenshot({ path: `${OUT}state-${name}-${scheme}-1280.png`, fullPage: true });
      must(await page.getByText(text).first().isVisible(), `the state ${name} does not say "${text}"`);
      const broken = [...(await audit(page)), ...(await overflow(page))];
      must(broken.length === 0, broken.join('; '));
    });
    problems.push(...found);
  }
  await mock.close();
  return problems;
}

/** Signing in with a wrong key says why, with the right one opens the page that was asked for. */
async function signingIn(browser) {
  const mock = await startMock({ state: 'signin' });
  const problems = await onPage(browser, { base: mock.url, expected: [401] }, async (page) => {
    await page.goto(`${mock.url}/projects`);
    await page.getByLabel('API key').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('This key is not known').waitFor();
    await page.getByLabel('API key').fill('right');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
  });
  await mock.close();
  return problems;
}

/** From nothing to a mapped, syncing integration. */
async function adding(browser) {
  const mock = await startMock();
  const problems = await onPage(browser, { base: mock.url }, async (page) => {
    await page.goto(`${mock.url}/integrations?tab=available`);
    await page.getByRole('link', { name: 'Add GitHub' }).click();
    await settled(page);
    must(
      await page.getByRole('button', { name: 'Save and sync' }).isDisabled(),
      'an incomplete form can be saved',
    );
    await page.getByLabel('Name', { exact: false }).first().fill('GitHub platform');
    await page.getByRole('textbox', { name: 'Personal access token' }).fill('weak');
    await page.getByRole('combobox', { name: 'Owners' }).fill('acme');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Validate connection' }).click();
    await page.getByText('1 of 3 checks failed').waitFor();
    must(await page.getByText('actions: read').first().isVisible(), 'the missing permission is not named');
    await page.screenshot({ path: `${OUT}flow-validate-light-1280.png`, fullPage: true });
    await page.getByRole('textbox', { name: 'Personal access token' }).fill('good');
    await page.getByRole('button', { name: 'Validate connection' }).click();
    await page.getByText('The connection works').waitFor();
    await page.getByRole('checkbox', { name: 'search' }).check();
    await page.getByRole('button', { name: 'New project' }).click();
    await page.getByLabel('Name of the new project').fill('platform');
    await page.screenshot({ path: `${OUT}flow-preview-light-1280.png`, fullPage: true });
    await page.getByRole('button', { name: 'Save and sync' }).click();
    await page.waitForURL(/\/monitoring\?added=true/);
    await page.getByText('First sync').first().waitFor();
    await page.screenshot({ path: `${OUT}flow-running-light-1280.png`, fullPage: true });
    await page.getByRole('tab', { name: 'Mapping and scope' }).click();
    for (const project of ['search', 'platform']) {
      must(
        await page.getByRole('checkbox', { name: project }).isChecked(),
        `the integration is not mapped to ${project}`,
      );
    }
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Delete integration' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete integration' });
    await dialog.getByRole('listitem').getByText('project search').waitFor();
    must(
      await dialog.getByRole('button', { name: 'Delete integration' }).isDisabled(),
      'deleting needs no name',
    );
  });
  await mock.close();
  return problems;
}

/** A mistake in SQL is shown with its hint. */
async function querying(browser) {
  const mock = await startMock();
  const problems = await onPage(browser, { base: mock.url, expected: [400] }, async (page) => {
    await page.goto(`${mock.url}/query`);
    await page.getByLabel('SQL').fill('SELECT * FROM pull_request');
    await page.getByRole('button', { name: 'Run query' }).click();
    await page.getByText('Did you mean pull_requests?').waitFor();
    await page.screenshot({ path: `${OUT}flow-sql-error-light-1280.png` });
  });
  await mock.close();
  return problems;
}

export const STATES = [
  ...Object.keys(SAYS).map((name) => [`state ${name}`, (browser) => state(browser, name)]),
  ['signing in', signingIn],
  ['adding an integration', adding],
  ['querying', querying],
];
