/**
 * Drives the UI in a real browser. `WEIR_URL` names a running Weir, `WEIR_BIN` a binary whose demo is started; without
 * either the mock stands in.
 * `node e2e/run.mjs pages` runs only the checks whose name contains the word. Two are run only by their word: `crawl`
 * clicks all of a demo instead of a sample, `every look` makes a picture of each page in each state, light and dark, on
 * a desk and on a telephone.
 */
import { availableParallelism } from 'node:os';
import { startMock } from '../mock/server.mjs';
import { launch, OUT } from './browser.mjs';
import { connect } from './connect.mjs';
import { crawl } from './crawl.mjs';
import { INSIGHTS } from './insights.mjs';
import { colours, keyboard, overlays } from './keyboard.mjs';
import { LIFE } from './life.mjs';
import { aggregates, breakdown, buckets, numbers } from './numbers.mjs';
import { OBJECTS } from './objects.mjs';
import { EVERY_LOOK, PAGE_STATES } from './page-states.mjs';
import { addresses, discover, visit } from './pages.mjs';
import { realInsights } from './real-insights.mjs';
import { realLife } from './real-life.mjs';
import { realObjects } from './real-objects.mjs';
import { STATES } from './states.mjs';
import { WIDTHS } from './steps.mjs';
import { startWeir } from './weir.mjs';

const only = process.argv[2] ?? '';
const { WEIR_URL, WEIR_BIN } = process.env;
const weir = WEIR_BIN && !WEIR_URL ? await startWeir(WEIR_BIN) : null;
const mock = WEIR_URL || weir ? null : await startMock();
const base = (WEIR_URL ?? weir?.url ?? mock.url).replace(/\/$/, '');
const browser = await launch();
const world = await discover(base);

/** What only reads, or has a mock of its own: several at a time. */
const together = [
  ...addresses(world).flatMap((address) =>
    WIDTHS.map((width) => [`page ${address[0]} ${width}`, () => visit(browser, base, address, width)]),
  ),
  ['figures equal the API and their rows', () => numbers(browser, base, world.project)],
  ['a bucket leads to its rows', () => buckets(browser, base, world.project)],
  ['another aggregate is another number', () => aggregates(browser, base, world.project)],
  ['a repository leads to its rows', () => breakdown(browser, base, world.project)],
  ['keyboard', () => keyboard(browser, base, world.project)],
  ['overlays', () => overlays(browser, base, world.project)],
  ['colours', () => colours(browser, base)],
  ...[
    ...(only.startsWith('every look') ? EVERY_LOOK : []),
    ...STATES,
    ...PAGE_STATES,
    ...LIFE,
    ...INSIGHTS,
    ...OBJECTS,
  ].map(([name, check]) => [name, () => check(browser)]),
];

/** What changes a world for good, one after the other: only done to one that was started for it. */
const alone = weir
  ? [
      // The whole takes as long as all others together: only when it is asked for.
      ...(only === 'crawl' ? [['crawl', () => crawl(browser, base, 'whole')]] : []),
      ...realInsights(browser, base, world),
      ...realObjects(browser, base, world),
      ['real: connecting by OAuth', () => connect(browser, base)],
      ...realLife(browser, base, world),
      // Last, for it leaves the world as no other check expects it.
      ['real: a sample of everything is clicked', () => crawl(browser, base, 'sample')],
    ]
  : [];

let failed = 0;
let ran = 0;
const began = performance.now();
const elapsed = () => ((performance.now() - began) / 1000).toFixed(1);

/** Takes checks from the list until there is none. */
async function work(list) {
  for (let next = list.shift(); next; next = list.shift()) {
    const [name, check] = next;
    ran += 1;
    const problems = [...new Set(await check())];
    if (problems.length === 0) continue;
    failed += 1;
    console.log(`FAILED ${name}\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

const wanted = (list) => list.filter(([name]) => name.includes(only));
const queue = wanted(together);
await Promise.all(Array.from({ length: availableParallelism() + 1 }, () => work(queue)));
console.log(`${ran} checks that change nothing took ${elapsed()} s`);
await work(wanted(alone));
await browser.close();
await mock?.close();
weir?.close();
console.log(
  `${ran - failed} of ${ran} checks passed in ${elapsed()} s against ${mock ? 'the mock' : base}; screenshots in ${OUT}`,
);
process.exit(failed === 0 ? 0 : 1);
