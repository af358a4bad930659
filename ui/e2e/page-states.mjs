/** Each page of an integration's life while it loads, without anything, with a part, and when it fails. */
import { startMock } from '../mock/server.mjs';
import { audit, OUT, onPage, overflow, settled } from './browser.mjs';
import { LOOKS, must } from './steps.mjs';

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

/** What every run looks at; all looks take twice as long, and are taken when they are asked for. */
const SOME = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 390 },
];

async function look(page, name, { scheme, width }) {
  await page.screenshot({ path: `${OUT}${name}-${scheme}-${width}.png`, fullPage: true });
  const broken = [...(await audit(page)), ...(await overflow(page))];
  must(broken.length === 0, broken.join('; '));
}

/** Every page of the list in one state of the mock, in each of the looks. */
async function inState(browser, looks, mock, list, state, expected = []) {
  const problems = [];
  for (const [name, path, text] of list) {
    for (const each of looks) {
      const found = await onPage(browser, { base: mock.url, expected, ...each }, async (page) => {
        await page.goto(mock.url + path);
        await settled(page);
        const words = page.getByText(text).first();
        await words.waitFor({ timeout: 5_000 }).catch(() => must(false, `${name} does not say "${text}"`));
        await look(page, `state-${name}-${state}`, each);
      });
      problems.push(...found.map((problem) => `${name} ${each.scheme} ${each.width}: ${problem}`));
    }
  }
  await mock.close();
  return problems;
}

/** What stands for an answer that is late: shapes of its size, named for those who cannot see them. */
async function loading(browser, looks) {
  const quick = await startMock();
  const mock = await startMock({ delay: 2_500 });
  const problems = [];
  const fast = /\/(session|integrations\/3|integrations|connectors|account\/health|projects|projects\/1)$/;
  for (const [at, [name, path]] of PAGES.entries()) {
    // Waiting is slow: where not every look is wanted, the pages take turns.
    for (const each of looks === SOME ? [SOME[at % 2]] : looks) {
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
      problems.push(...found.map((problem) => `${name} ${each.scheme} ${each.width}: ${problem}`));
    }
  }
  await mock.close();
  await quick.close();
  return problems;
}

const FAILING = PAGES.map(([name, path, , failure]) => [name, path, failure]);

const statesIn = (looks) => [
  ['pages while they load', (browser) => loading(browser, looks)],
  [
    'pages without anything',
    async (browser) => inState(browser, looks, await startMock({ state: 'bare' }), PAGES, 'nothing'),
  ],
  [
    'pages with a part',
    async (browser) => inState(browser, looks, await startMock({ state: 'syncing' }), PARTIAL, 'partial'),
  ],
  [
    'pages that fail',
    async (browser) =>
      inState(browser, looks, await startMock({ state: 'broken' }), FAILING, 'failed', [500]),
  ],
];

export const PAGE_STATES = statesIn(SOME);

/** The same on a desk and on a telephone, light and dark. */
export const EVERY_LOOK = statesIn(LOOKS).map(([name, check]) => [`every look: ${name}`, check]);
