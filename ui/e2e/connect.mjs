/** A person connects an integration at an upstream on this machine, agrees, refuses, and is told how it ended. */
import { CLIENT, startAuthority } from './authority.mjs';
import { audit, OUT, settled } from './browser.mjs';
import { ask, must } from './steps.mjs';

async function look(page, name) {
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${OUT}connect-${name}.png`, fullPage: true });
  const broken = await audit(page);
  must(broken.length === 0, `${name}: ${broken.join('; ')}`);
}

async function add(page, base, upstream) {
  await page.goto(`${base}/integrations/new/gitlab`);
  await settled(page);
  await page.getByLabel('Name', { exact: false }).first().fill('GitLab by consent');
  await page.getByRole('radio', { name: 'OAuth' }).check();
  await page.getByRole('textbox', { name: 'Client ID' }).fill(CLIENT.id);
  await page.getByLabel('Client secret').fill(CLIENT.secret);
  await page.getByRole('textbox', { name: 'API address' }).fill(`${upstream.url}/api/v4`);
  const registered = await page
    .getByRole('textbox', { name: 'Address to register at the upstream' })
    .inputValue();
  must(registered === `${base}/api/v1/authorization/callback`, `${registered} is to be registered`);
  await look(page, 'add');
  await page.getByRole('button', { name: 'Save and connect' }).click();
  await page.getByRole('heading', { name: 'May Weir read?' }).waitFor();
}

async function steps(page, base, upstream) {
  await add(page, base, upstream);
  await page.getByRole('link', { name: 'Refuse' }).click();
  await page.waitForURL(/\/settings\?authorized=declined/);
  await page.getByText('says that you did not agree').waitFor();
  await look(page, 'declined');
  must(upstream.seen.tokens.length === 0, 'tokens without an agreement');

  await page.getByRole('button', { name: /^Connect to/ }).click();
  await page.getByRole('link', { name: 'Agree' }).click();
  await page.waitForURL(/authorized=done/);
  await page.getByText(/^Connected to/).waitFor();
  await look(page, 'done');
  const found = (await ask(base, '/integrations')).items.find((each) => each.name === 'GitLab by consent');
  must(found.has_secrets.includes('refresh_token'), `only ${found.has_secrets} are stored`);
  for (let tries = 0; upstream.seen.api.length === 0; tries += 1) {
    must(tries < 100, 'no sync began with the tokens');
    await page.waitForTimeout(100);
  }

  // The client's secret is another one now: the upstream gives no tokens, and those that are stored stay.
  await ask(base, `/integrations/${found.id}/credentials`, 'POST', {
    secrets: { client_secret: 'outdated' },
    force: true,
  });
  await page.getByRole('button', { name: 'Connect again' }).click();
  await page.getByRole('link', { name: 'Agree' }).click();
  await page.waitForURL(/authorized=failed/);
  await page.getByText('gave no tokens').waitFor();
  await look(page, 'failed');
  must(upstream.seen.refused === 1, 'the upstream was not asked');
  await ask(base, `/integrations/${found.id}`, 'DELETE', { confirm: found.name });
}

/** On a real Weir: the upstream is another site, so what leaves Weir's is no fault here. */
export async function connect(browser, base) {
  const upstream = await startAuthority();
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  try {
    await steps(page, base, upstream);
  } catch (error) {
    await page.screenshot({ path: `${OUT}connect-problem.png`, fullPage: true });
    problems.push(`step: ${error.message.split('\n')[0]}`);
  }
  await context.close();
  upstream.close();
  return problems;
}
