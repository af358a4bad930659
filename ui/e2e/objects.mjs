/** Contributors, collections and profiles, step by step, on the mock. */
import { settled } from './browser.mjs';
import { clean, flow, must } from './steps.mjs';

const choose = async (page, field, option) => {
  await field.click();
  await page.getByRole('option', { name: option }).first().click();
};

/** A collection by assets: what it selects is told while it is edited; then it is moved and deleted. */
const collection = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/projects/1/collections`);
    await settled(page);
    await page.getByRole('link', { name: 'New collection in Teams' }).click();
    await page.getByLabel('Name', { exact: false }).first().fill('Shop');
    await page.getByText('By assets', { exact: true }).click();
    await page.getByText('10 repositories and projects').waitFor();
    await page.getByRole('checkbox', { name: 'GitHub acme' }).check();
    await page.getByText('5 repositories and projects').waitFor();
    await page.getByRole('button', { name: 'Include', exact: true }).click();
    const condition = page.getByRole('group', { name: 'Condition 1 of GitHub acme' });
    await choose(page, condition.getByRole('combobox', { name: 'How the name is compared' }), 'starts with');
    await condition.getByRole('textbox', { name: 'Name' }).fill('acme/checkout');
    await page.getByText('2 repositories and projects').waitFor();
    await page.getByRole('button', { name: 'Exclude', exact: true }).click();
    const other = page.getByRole('group', { name: 'Condition 2 of GitHub acme' });
    await choose(page, other.getByRole('combobox', { name: 'How the name is compared' }), 'contains');
    await other.getByRole('textbox', { name: 'Name' }).fill('web');
    await page.getByText('1 repository or project').waitFor();
    await page
      .getByRole('region', { name: 'Work of the last 30 days' })
      .getByRole('cell', { name: '41' })
      .waitFor();
    await clean(page, 'object-collection-new');
    await page.getByRole('button', { name: 'Create collection' }).click();
    await page.getByRole('link', { name: 'Shop', exact: true }).waitFor();
    await page.getByText('GitHub acme: acme/checkout*, without *web*').waitFor();

    await page.getByRole('button', { name: 'More about Shop' }).click();
    await page.getByRole('menuitem', { name: 'Move' }).click();
    const moving = page.getByRole('dialog', { name: 'Move Shop' });
    await choose(page, moving.getByRole('combobox', { name: 'Part of' }), 'Payments');
    await moving.getByRole('button', { name: 'Move collection' }).click();
    await moving.waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'More about Payments' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const refused = page.getByRole('dialog', { name: 'Delete Payments' });
    await refused.getByText('Checkout, Shop are below it').waitFor();
    must(
      await refused.getByRole('button', { name: 'Delete collection' }).isDisabled(),
      'a collection with others below it can be deleted',
    );
    await clean(page, 'object-collection-delete');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More about Shop' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Shop' });
    await dialog.getByText('Its part of Payments is no longer told apart').waitFor();
    await dialog.getByRole('button', { name: 'Delete collection' }).click();
    await page.getByRole('link', { name: 'Shop', exact: true }).waitFor({ state: 'hidden' });
  });

/** A collection by people: by what is noted, by hand, from a file. */
const people = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/projects/1/collections/new`);
    await settled(page);
    await page.getByLabel('Name', { exact: false }).first().fill('Payments people');
    await page.getByText('By people', { exact: true }).click();
    await page.getByRole('button', { name: 'Add condition' }).click();
    const condition = page.getByRole('group', { name: 'Condition 1' });
    await condition.getByRole('combobox', { name: 'Values' }).fill('Payments');
    await page.keyboard.press('Enter');
    await page.getByText('2 people').waitFor();
    await page.locator('input[type="file"]').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('email\nbob@acme.example\nnobody@acme.example\n'),
    });
    await page.getByText('Nobody is known by line 3').waitFor();
    await page.getByText('3 people').waitFor();
    await clean(page, 'object-collection-people');
    await page.getByRole('button', { name: 'Create collection' }).click();
    await page.getByText('team is Payments, and 1 person picked by hand').waitFor();
  });

/** A collection that lost its integration says why, and is never widened by what mends it. */
const lost = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/projects/1/collections`);
    await settled(page);
    await page.getByText('Needs attention').waitFor();
    await page.getByRole('link', { name: 'Ledger' }).click();
    await page.getByText('selects nothing in its place').first().waitFor();
    await clean(page, 'object-collection-lost');
    await page.getByRole('button', { name: 'Take Old host out' }).click();
    await page.getByText('without any it would be the whole project').waitFor();
    const save = page.getByRole('button', { name: 'Save collection' });
    must(await save.isDisabled(), 'taking the last integration out widens the collection');
    await page.getByRole('checkbox', { name: 'GitHub payments' }).check();
    await save.click();
    await page.getByText('Saved. Its numbers').waitFor();
    await page.getByText('Its definition lost an integration').waitFor({ state: 'hidden' });
  });

/** Categories are made, renamed, and deleted when nothing is in them. */
const category = (browser) =>
  flow(browser, { expected: [409] }, async (page, base) => {
    await page.goto(`${base}/projects/1/collections`);
    await settled(page);
    await page.getByRole('button', { name: 'New category' }).click();
    const dialog = page.getByRole('dialog', { name: 'New category' });
    await dialog.getByLabel('Name', { exact: false }).first().fill('Teams');
    await dialog.getByRole('button', { name: 'Create category' }).click();
    await dialog.getByText('exists already').waitFor();
    await dialog.getByLabel('Name', { exact: false }).first().fill('Regions');
    await clean(page, 'object-category');
    await dialog.getByRole('button', { name: 'Create category' }).click();
    await page.getByText('All regions').waitFor();
    await page.getByRole('button', { name: 'More about Teams' }).click();
    await page.getByRole('menuitem', { name: 'Delete category' }).click();
    const full = page.getByRole('dialog', { name: 'Delete Teams' });
    await full.getByText('4 collections are in it').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More about Regions' }).click();
    await page.getByRole('menuitem', { name: 'Edit category' }).click();
    const edit = page.getByRole('dialog', { name: 'Edit Regions' });
    await edit.getByLabel('Name', { exact: false }).first().fill('Places');
    await edit.getByRole('button', { name: 'Save category' }).click();
    await page.getByRole('heading', { name: 'Places', exact: true }).waitFor();
    await page.getByRole('button', { name: 'More about Places' }).click();
    await page.getByRole('menuitem', { name: 'Delete category' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete category' }).click();
    await page.getByRole('heading', { name: 'Places', exact: true }).waitFor({ state: 'hidden' });
  });

/** A long list comes in pages; who was picked on one of them stays picked while others are looked for. */
const turning = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.route(/contributors\?.*limit=100/, (route) =>
      route.continue({ url: route.request().url().replace('limit=100', 'limit=2') }),
    );
    await page.goto(`${base}/contributors`);
    await page.getByText('2 of 6 contributors').waitFor();
    await page.getByRole('checkbox', { name: 'Pick Ann Wood' }).check();
    await page.getByRole('button', { name: 'Load more contributors' }).click();
    await page.getByText('4 of 6 contributors').waitFor();
    await page.getByLabel('Search').fill('fox');
    await page.getByText('1 of 1 contributor').waitFor();
    await page.getByRole('checkbox', { name: 'Pick Dan Fox' }).check();
    await page.getByRole('button', { name: 'Merge 2 contributors' }).click();
    await page.getByRole('radio', { name: /Ann Wood/ }).waitFor();
  });

/** People are found, merged, split; suggestions are decided several at once. */
const contributors = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/contributors`);
    await settled(page);
    await page.getByLabel('Search').fill('payments ann');
    await page.waitForURL(/q=payments/);
    await page.getByText('1 of 1 contributor').waitFor();
    await page.getByLabel('Search').fill('');
    await choose(page, page.getByRole('combobox', { name: 'Kind' }), 'Bots');
    await page.waitForURL(/show=bots/);
    await page.getByText('1 of 1 contributor').waitFor();
    await choose(page, page.getByRole('combobox', { name: 'Kind' }), 'Bots');
    await page.getByText('6 of 6 contributors').waitFor();
    await page.getByRole('checkbox', { name: 'Pick Bob Lee' }).check();
    await page.getByRole('checkbox', { name: 'Pick Dan Fox' }).check();
    await page.getByRole('button', { name: 'Merge 2 contributors' }).click();
    const dialog = page.getByRole('dialog', { name: 'Merge contributors' });
    await dialog.getByRole('radio', { name: /Dan Fox/ }).check();
    await clean(page, 'object-merge');
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByText('5 of 5 contributors').waitFor();
    await page.getByRole('link', { name: 'Dan Fox' }).click();
    await page.getByText('Merged with Bob Lee').waitFor();
    await page.getByRole('button', { name: 'Split off bob@acme.example' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Split off' }).click();
    await page.getByRole('heading', { name: 'bob@acme.example' }).waitFor();
    await page.getByText('Split off: bob@acme.example').waitFor();
    await clean(page, 'object-contributor');
    await page.getByRole('switch', { name: 'A bot' }).check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Bot', { exact: true }).waitFor();

    await page.goto(`${base}/contributors?tab=suggestions`);
    await settled(page);
    const rows = page.getByRole('region', { name: 'Suggestions' }).locator('tbody tr');
    const before = await rows.count();
    must(before === 2, `${before} suggestions instead of two`);
    for (const box of await rows.getByRole('checkbox').all()) await box.check();
    await page.getByRole('button', { name: 'Accept 2 picked' }).click();
    await page.getByText('Nothing to decide').waitFor();
  });

/** A file is tried before it is applied, and what was there before can be had back. */
const file = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/contributors?tab=import`);
    await settled(page);
    const text = page.getByRole('textbox', { name: 'Or the text of the file' });
    await text.fill('email,team\nann@acme.example,Web\nnobody@acme.example,Web\n');
    await page.getByRole('button', { name: 'See what would change' }).click();
    await page.getByText('nobody has the address nobody@acme.example').waitFor();
    must(
      await page.getByRole('button', { name: /^Apply/ }).isDisabled(),
      'a file with faults can be applied',
    );
    await text.fill('email,team,level\nann@acme.example,Web,senior\nbob@acme.example,Search,\n');
    await page.getByRole('button', { name: 'See what would change' }).click();
    const changes = page.getByRole('region', { name: 'Changes of the import' });
    await changes.getByRole('row', { name: /Ann Wood team Payments Web/ }).waitFor();
    await clean(page, 'object-import');
    await page.getByRole('button', { name: 'Apply 2 changes' }).click();
    await page.getByText('A new version has begun').waitFor();
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByRole('button', { name: '2 fields of 1 contributor' }).click();
    await page.getByRole('region', { name: /^Changes of version/ }).waitFor();
    await clean(page, 'object-versions');
  });

/** A profile tells what its rules match while it is edited; a collection has at most one of a kind. */
const profile = (browser) =>
  flow(browser, {}, async (page, base) => {
    await page.goto(`${base}/projects/1/profiles`);
    await settled(page);
    await page.getByRole('button', { name: 'More about Night deployments' }).click();
    await page.getByRole('menuitem', { name: 'Copy' }).click();
    await page.getByRole('heading', { name: 'New DORA profile' }).waitFor();
    const taken = page.getByRole('checkbox', { name: 'Payments' });
    must(await taken.isDisabled(), 'a collection can have two DORA profiles');
    await page.getByText('It has the DORA profile Night deployments').waitFor();
    await page.getByRole('checkbox', { name: 'Search' }).check();
    const rule = page.getByRole('group', { name: 'Rule 1' });
    await rule.getByText('88 matched in the last 30 days').waitFor();
    await choose(page, rule.getByRole('combobox', { name: 'Rule 1' }), 'Tags');
    await rule.getByText('0 matched in the last 30 days').waitFor();
    await page.getByRole('checkbox', { name: 'Waiting for deployment counts in' }).uncheck();
    await page.getByRole('switch', { name: 'Count working hours only' }).check();
    await clean(page, 'object-profile');
    await page.getByRole('button', { name: 'Create profile' }).click();
    await page.getByRole('link', { name: 'Night deployments, copy' }).waitFor();
    await page.getByRole('cell', { name: 'Search' }).waitFor();
    await page.getByRole('link', { name: 'New Velocity profile' }).click();
    await page.getByRole('heading', { name: 'New Velocity profile' }).waitFor();
    must(await page.getByRole('checkbox', { name: 'Payments' }).isEnabled(), 'kinds exclude each other');
    must((await page.getByRole('heading', { name: 'Deployments' }).count()) === 0, 'it shows deployments');
    await page.getByText('Of no class: 46 matched').waitFor();
    await page.getByRole('button', { name: 'Edit these names' }).click();
    const second = page.getByRole('group', { name: 'Class 2' });
    await second.getByText('3 more match, but an earlier rule decides').waitFor();
    await page.getByRole('button', { name: 'Move class 2 up' }).click();
    const first = page.getByRole('group', { name: 'Class 1' });
    await first.getByText('enhancement').waitFor();
    await choose(page, first.getByRole('combobox', { name: 'What is looked at' }), 'Tags on the commits');
    await page.getByRole('button', { name: 'Remove class 2' }).click();
    await second.waitFor({ state: 'hidden' });
    await clean(page, 'object-classes');
    await page.getByRole('button', { name: 'Measure issue lead time by statuses only' }).click();
    const stages = page.getByRole('group', { name: 'Stages of issue lead time' });
    const begun = stages.getByRole('group', { name: 'Stage 1' });
    await begun.getByText('20 h in the last 30 days, of 61 that have it').waitFor();
    await begun.getByRole('textbox', { name: 'Good up to' }).fill('24');
    await begun.getByText('that have it: good').waitFor();
    await choose(page, begun.getByRole('combobox', { name: 'Ends with' }), 'One of some statuses');
    await begun.getByRole('combobox', { name: 'Any of the statuses' }).fill('Doing');
    await page.keyboard.press('Enter');
    await stages.getByRole('button', { name: 'Move stage 2 up' }).click();
    await begun
      .getByText('A status that is done')
      .or(begun.locator('input[value="Until done"]'))
      .first()
      .waitFor();
    await clean(page, 'object-stages');
    await stages.getByRole('button', { name: 'Back to the stages issue lead time comes with' }).click();
    await stages.waitFor({ state: 'hidden' });
    await page.goBack();
    await page.getByRole('button', { name: 'More about Night deployments, copy' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByText('Numbers of Search').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete profile' }).click();
    await page.getByRole('link', { name: 'Night deployments, copy' }).waitFor({ state: 'hidden' });
  });

/** From the start page to a changed collection without a mouse. */
const byKeyboard = (browser) =>
  flow(browser, {}, async (page, base) => {
    const press = async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.goto(`${base}/projects`);
    await settled(page);
    await press('g', 'c');
    await page.waitForURL(/\/contributors$/);
    await settled(page);
    await page.getByRole('tab', { name: 'Everybody' }).focus();
    await press('ArrowRight');
    await page.waitForURL(/tab=suggestions/);
    await page.getByRole('button', { name: /^Decline: Cat Hill/ }).focus();
    await press('Enter');
    await page.getByText('1 suggestion', { exact: true }).waitFor();
    await press('Control+k');
    await page.getByRole('textbox', { name: 'Find' }).fill('checkout: collections');
    await press('Enter');
    await page.waitForURL(/\/projects\/1\/collections$/);
    await page.getByRole('button', { name: 'More about Search' }).focus();
    await press('Enter');
    await page.getByRole('menuitem', { name: 'Edit' }).waitFor();
    await press('ArrowDown', 'Enter');
    await page.waitForURL(/\/collections\/(33|new)/);
    await page.goBack();
    await page.getByRole('link', { name: 'Search', exact: true }).focus();
    await press('Enter');
    await page.waitForURL(/\/collections\/33/);
    const name = page.getByLabel('Name', { exact: false }).first();
    await name.focus();
    await press('End');
    await page.keyboard.type(' team');
    await page.getByRole('button', { name: 'Save collection' }).focus();
    await press('Enter');
    await page.getByRole('heading', { name: 'Search team' }).waitFor();
  });

export const OBJECTS = [
  ['objects: a collection by assets', collection],
  ['objects: a collection by people', people],
  ['objects: a collection that lost its integration', lost],
  ['objects: categories', category],
  ['objects: pages of contributors', turning],
  ['objects: contributors', contributors],
  ['objects: a file of contributors', file],
  ['objects: a profile', profile],
  ['objects: by keyboard', byKeyboard],
];
