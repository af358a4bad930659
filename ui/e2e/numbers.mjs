/** What is on screen is what the API says, and what the rows add up to. */
import { onPage, settled } from './browser.mjs';
import { must } from './steps.mjs';

const METRICS = [
  'deployment_frequency',
  'lead_time',
  'change_failure_rate',
  'time_to_restore',
  'pull_request_cycle_time',
];

/** Each card shows the API's figure, and its drill-down holds exactly n rows. */
export async function numbers(browser, base, project) {
  const problems = await onPage(browser, { base }, async (page) => {
    const answers = new Map();
    page.on('response', async (response) => {
      const match = /\/metrics\/(\w+)\?(.*)$/.exec(response.url());
      if (match && response.ok()) answers.set(match[1], await response.json().catch(() => null));
    });
    for (const metric of METRICS) {
      await page.goto(`${base}/insights/dora?project=${project.id}`);
      await settled(page);
      const card = page.locator(`article[data-metric="${metric}"]`);
      const answer = answers.get(metric);
      must(answer, `no answer was asked for ${metric}`);
      if (answer.value === null) {
        must(await card.getByText('No data').isVisible(), `${metric} has no data and does not say so`);
        must(answer.missing.length > 0 || answer.n === 0, `${metric} has no data and no reason`);
        continue;
      }
      const figure = card.getByRole('link', { name: /see the rows$/ });
      const shown = (await figure.textContent()).trim();
      must(shown === answer.text, `${metric} shows ${shown}, the API says ${answer.text}`);
      await figure.click();
      await settled(page);
      const value = (await page.getByTestId('drill-value').textContent()).trim();
      must(value === answer.text, `the drill-down of ${metric} shows ${value}, not ${answer.text}`);
      while (await page.getByRole('button', { name: 'Load more' }).isVisible()) {
        await page.getByRole('button', { name: 'Load more' }).click();
        await page.waitForTimeout(150);
        await settled(page);
      }
      const rows = await page
        .getByRole('table', { name: /^Rows of/ })
        .locator('tbody tr')
        .count();
      must(rows === answer.n, `${metric} stands on ${answer.n} items, the drill-down has ${rows} rows`);
      const checked = await page.getByTestId('drill-count').textContent();
      const own = /of the rows shown: (.*)$/.exec(checked)?.[1];
      must(!own || own === answer.text, `the rows of ${metric} add up to ${own}, not ${answer.text}`);
    }
  });
  return problems;
}

/** A bucket of the trend table leads to as many rows as it says. */
export async function buckets(browser, base, project) {
  return onPage(browser, { base }, async (page) => {
    await page.goto(`${base}/insights/dora?project=${project.id}`);
    await settled(page);
    const figure = page.locator('figure').filter({ hasText: 'Deployments per' });
    if ((await figure.count()) === 0) return;
    await figure.getByRole('button', { name: /show as table/ }).click();
    const row = figure.locator('tbody tr').filter({ hasNotText: 'not complete' }).last();
    const n = Number((await row.locator('td').last().textContent()).replaceAll(',', ''));
    await row.getByRole('link').click();
    await settled(page);
    const rows = await page
      .getByRole('table', { name: /^Rows of/ })
      .locator('tbody tr')
      .count();
    must(rows === n, `the bucket says ${n} deployments, its drill-down has ${rows} rows`);
    await page.getByRole('button', { name: /Remove the filter/ }).click();
    await settled(page);
    must(
      !page.url().includes('bucket_start'),
      'the bucket is still in the address after removing the filter',
    );
  });
}

/** Follows the first cell of the breakdown by a dimension to its rows. */
async function follow(page, base, project, by) {
  await page.goto(`${base}/insights/dora?project=${project.id}`);
  await settled(page);
  if (by) {
    const choice = page.getByRole('radiogroup', { name: 'Break down by' }).getByText(by);
    if ((await choice.count()) === 0) return;
    await choice.click();
    await page.getByRole('heading', { name: `By ${by.toLowerCase()}` }).waitFor();
    await settled(page);
  }
  const link = page
    .getByRole('region', { name: /^Metrics by/ })
    .locator('tbody')
    .getByRole('link')
    .first();
  if ((await link.count()) === 0) return;
  const n = Number((await link.getAttribute('title')).replace('n = ', ''));
  await link.click();
  await settled(page);
  const rows = await page
    .getByRole('table', { name: /^Rows of/ })
    .locator('tbody tr')
    .count();
  must(rows === Math.min(n, 100), `the cell stands on ${n} items, its drill-down has ${rows} rows`);
}

/** A cell of the breakdown leads to the rows of its key only. */
export async function breakdown(browser, base, project) {
  return onPage(browser, { base }, async (page) => {
    await follow(page, base, project, null);
    await follow(page, base, project, 'Environment');
  });
}

/** Another aggregate is another number, over the same rows. */
export async function aggregates(browser, base, project) {
  return onPage(browser, { base }, async (page) => {
    await page.goto(`${base}/insights/dora/pull_request_cycle_time?project=${project.id}`);
    await settled(page);
    const value = async () => (await page.getByTestId('drill-value').textContent()).trim();
    const median = await value();
    if (median === 'No data') return;
    await page.getByRole('combobox', { name: 'Aggregate' }).click();
    await page.getByRole('option', { name: '95th percentile' }).click();
    await page.waitForURL(/aggregate=p95/);
    await page.getByText(/^95th percentile of/).waitFor();
    await settled(page);
    must((await value()) !== median, 'the 95th percentile equals the median');
  });
}
