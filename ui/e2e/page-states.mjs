/** Each page of an integration's life while it loads, without anything, with a part, and when it fails. */
import { startMock } from '../mock/server.mjs';
import { audit, OUT, onPage, overflow, settled } from './browser.mjs';
import { must } from './steps.mjs';

/** The pages, with what each says when there is nothing, and what it says when it gets no answer. */
const PAGES = [
  ['monitoring', '/integrations/3/monitoring', 'Nothing was ingested yet', 'Could not load the diagnostics'],
  ['coverage', '/integrations/3/coverage', 'nothing yet', 'Could not load the coverage'],
  ['schedule', '/integrations/3/schedule', 'These are the defaults.', 'Could not load the schedule'],
  ['mapping', '/integrations/3/mapping', 'Save mapping', 'Could not load the mapping'],
  ['webhooks', '/integrations/3/webhooks', 'has no webhooks', 'Could not load the webhooks'],
  [
    'spot-check',
    '/integrations/3/spot-check?key=missing',
    'is not in the stored data',
    'Could not load the stored data',
  ],
  ['account', '/settings/account', 'Keep the log for', 'Could not load the settings'],
  ['notifications', '/settings/notifications', 'Nobody is told yet', 'Could not load the channels'],
  ['insights', '/projects/1/insights', 'no widgets yet', 'Could not load the Insights'],
  ['insights-all', '/projects/1/insights/all', 'Where time goes', 'Could not load the Insights'],
  ['insight-edit', '/projects/1/insights/12/edit', 'no widgets yet', 'Could not load the Insight'],
  ['contributors', '/contributors', 'Nobody is known yet', 'Could not load the contributors'],
  ['suggestions', '/contributors?tab=suggestions', 'Nothing to decide', 'Could not load the suggestions'],
  ['versions', '/contributors?tab=versions', 'Nothing was noted yet', 'Could not load the versions'],
  ['collections', '/projects/1/collections', 'All teams', 'Could not load the collections'],
  ['profiles', '/projects/1/profiles', 'There is no profile yet', 'Could not load the profiles'],
];

/** Part of the data is there while the rest arrives: the pages of an integration in its first sync. */
const PARTIAL = [
  ['monitoring', '/integrations/1/monitoring', 'First sync'],
  ['coverage', '/integrations/1/coverage', 'of 804 upstream'],
  ['schedule', '/integrations/1/schedule', 'Next full pass'],
  ['mapping', '/integrations/1/mapping', '6 of 6'],
  ['webhooks', '/integrations/1/webhooks', 'Waiting'],
  ['spot-check', '/integrations/1/spot-check', 'What to look up'],
  ['account', '/settings/account', 'Quota left free'],
  ['notifications', '/settings/notifications', 'Switched off'],
  ['insights', '/projects/1/insights', 'Slowest tenth'],
  ['insight-edit', '/projects/1/insights/11/edit', 'Slowest tenth'],
  ['contributors', '/contributors', 'Ann Wood'],
  ['collections', '/projects/1/collections', 'Night deployments'],
  ['profiles', '/projects/1/profiles/41', '88 matched'],
];

const LOOKS = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 390 },
];

async function look(page, name, { scheme, width }) {
  await page.screenshot({ path: `${OUT}${name}-${scheme}-${width}.png`, fullPage: true });
  const broken = [...(await audit(page)), ...(await overflow(page))];
  must(broken.length === 0, broken.join('; '));
}

/** Every page of the list in one state of the mock, in both looks. */
async function inState(browser, mock, list, state, expected = []) {
  const problems = [];
  for (const [name, path, text] of list) {
    for (const each of LOOKS) {
      const found = await onPage(browser, { base: mock.url, expected, ...each }, async (page) => {
        await page.goto(mock.url + path);
        await settled(page);
        const words = page.getByText(text).first();
        await words.waitFor({ timeout: 5_000 }).catch(() => must(false, `${name} does not say "${text}"`));
        await look(page, `state-${name}-${state}`, each);
      });
      problems.push(...found.map((problem) => `${name} ${each.scheme}: ${problem}`));
    }
  }
  await mock.close();
  return problems;
}

/** What stands for an answer that is late: shapes of its size, named for those who cannot see them. */
async function loading(browser) {
  const mock = await startMock({ delay: 2_500 });
  const problems = [];
  const fast = /\/(session|integrations\/3|integrations|connectors|account\/health|projects|projects\/1)$/;
  for (const [name, path] of PAGES) {
    const each = LOOKS[PAGES.findIndex((one) => one[0] === name) % 2];
    const found = await onPage(browser, { base: mock.url, ...each }, async (page) => {
      // The frame of the page is there; what is late is its own question.
      await page.route(
        (url) => fast.test(url.pathname),
        async (route) => {
          const url = new URL(route.request().url());
          const answer = await fetch(`${quick.url}${url.pathname}${url.search}`);
          await route.fulfill({ status: answer.status, json: await answer.json() });
        },
      );
      await page.goto(mock.url + path);
      await page.locator('h1').first().waitFor();
      const late = page.getByRole('status', { name: /^Loading/ }).first();
      await late.waitFor();
      await page.waitForTimeout(450);
      must(await late.isVisible(), `${name} shows nothing while it loads`);
      await look(page, `state-${name}-loading`, each);
    });
    problems.push(...found.map((problem) => `${name}: ${problem}`));
  }
  await mock.close();
  return problems;
}

let quick;

export const PAGE_STATES = [
  [
    'pages while they load',
    async (browser) => {
      quick = await startMock();
      const problems = await loading(browser);
      await quick.close();
      return problems;
    },
  ],
  [
    'pages without anything',
    async (browser) => inState(browser, await startMock({ state: 'bare' }), PAGES, 'nothing'),
  ],
  [
    'pages with a part',
    async (browser) => inState(browser, await startMock({ state: 'syncing' }), PARTIAL, 'partial'),
  ],
  [
    'pages that fail',
    async (browser) =>
      inState(
        browser,
        await startMock({ state: 'broken' }),
        PAGES.map(([name, path, , failure]) => [name, path, failure]),
        'failed',
        [500],
      ),
  ],
];
