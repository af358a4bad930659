/** Contributors, collections and profiles on a real Weir: what is told while editing is what the API and the numbers say. */
import { onPage, settled } from './browser.mjs';
import { ask, must } from './steps.mjs';

/** A collection of one repository: its preview, its saved form and its number agree. */
async function collection(browser, base, { project, integration }) {
  return onPage(browser, { base }, async (page) => {
    const all = await ask(base, `/projects/${project.id}/collections/preview`, 'POST', {
      definition: { by: 'assets', integrations: {}, filters: [] },
    });
    const [name] = all.assets[0].names;
    await page.goto(`${base}/projects/${project.id}/collections/new`);
    await settled(page);
    await page.getByLabel('Name', { exact: false }).first().fill('One repository');
    await page.getByText('By assets', { exact: true }).click();
    await page.getByText(`${all.asset_count} repositories and projects`).waitFor();
    await page.getByRole('checkbox', { name: integration.name }).check();
    await page.getByRole('button', { name: 'Include', exact: true }).click();
    await page
      .getByRole('group', { name: /^Condition 1 of/ })
      .getByRole('textbox', { name: 'Name' })
      .fill(name);
    await page.getByText('1 repository or project').waitFor();
    const counts = page.getByRole('region', { name: 'Work of the last 30 days' });
    await counts.waitFor();
    await page.getByRole('button', { name: 'Create collection' }).click();
    await page.getByRole('link', { name: 'One repository', exact: true }).click();
    await counts.waitFor();
    const made = (await ask(base, `/projects/${project.id}/collections`)).items[0];
    const now = await ask(base, `/projects/${project.id}/collections/preview`, 'POST', {
      definition: made.definition,
      count: true,
    });
    for (const { title, n } of now.counts) {
      await counts.getByRole('row', { name: `${title} ${n.toLocaleString('en')}` }).waitFor();
    }
    const query = `collection=${made.id}`;
    const answer = await ask(base, `/projects/${project.id}/metrics/commits?${query}&by=repository`);
    must(
      answer.breakdown.every(({ key }) => key === name),
      'the number holds other repositories than the collection',
    );
  });
}

/** A DORA profile for it: what a rule matched is what the number counts; a second one is refused. */
async function profile(browser, base, { project }) {
  return onPage(browser, { base, expected: [409] }, async (page) => {
    await page.goto(`${base}/projects/${project.id}/profiles/new`);
    await settled(page);
    await page.getByText('What counts with this').waitFor();
    await page.getByLabel('Name', { exact: false }).first().fill('By tags');
    await page.getByRole('checkbox', { name: 'One repository' }).check();
    const rule = page.getByRole('group', { name: 'Rule 1' });
    if ((await rule.count()) === 0) await page.getByRole('button', { name: 'Add rule' }).click();
    await rule.getByRole('combobox', { name: 'Rule 1' }).click();
    await page.getByRole('option', { name: 'Tags' }).click();
    const trial = await ask(base, `/projects/${project.id}/profiles/preview`, 'POST', {
      settings: { ...project.settings, deployments: [{ kind: 'tags' }] },
    });
    const { counted } = trial.matches.find((each) => each.of === 'deployments');
    await rule.getByText(`${counted.toLocaleString('en')} matched in the last 30 days`).waitFor();
    await page.getByRole('button', { name: 'Create profile' }).click();
    await page.getByRole('link', { name: 'By tags' }).waitFor();
    const { items } = await ask(base, `/projects/${project.id}/profiles`);
    const collections = items[0].collections;
    const second = await fetch(`${base}/api/v1/projects/${project.id}/profiles`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Second', settings: {}, collections }),
    });
    must(second.status === 409, 'a collection has two DORA profiles');
    must(
      (await second.text()).includes('already has the DORA profile `By tags`'),
      'the refusal names no one',
    );
    await page.goto(`${base}/projects/${project.id}/profiles/new`);
    await settled(page);
    await page.getByText('It has the DORA profile By tags: take it away there first.').waitFor();
  });
}

/** Noted in a file, seen in the list, selected by a collection, taken back by the version before. */
async function people(browser, base, { project }) {
  return onPage(browser, { base }, async (page) => {
    const everybody = (await ask(base, '/contributors')).items;
    const [one, other] = everybody.filter((each) => !each.is_bot);
    await page.goto(`${base}/contributors?tab=import`);
    await settled(page);
    const text = page.getByRole('textbox', { name: 'Or the text of the file' });
    const importing = async (team) => {
      await text.fill(`id,team\n${one.id},${team}\n${other.id},${team}\n`);
      await page.getByRole('button', { name: 'See what would change' }).click();
      await page.getByRole('button', { name: 'Apply 2 changes' }).click();
      await page.getByText('A new version has begun').waitFor();
    };
    await importing('River');
    await importing('Sea');
    const sea = { by: 'people', attributes: [{ dimension: 'team', operator: 'is', values: ['Sea'] }] };
    const reach = () =>
      ask(base, `/projects/${project.id}/collections/preview`, 'POST', { definition: sea, count: true });
    must((await reach()).people_count === 2, 'the import selects other people');
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page
      .getByRole('link', { name: /^Restore version/ })
      .first()
      .click();
    await page
      .getByRole('region', { name: 'Changes of the import' })
      .getByRole('row', { name: new RegExp(`${one.name} team Sea River`) })
      .waitFor();
    await page.getByRole('button', { name: 'Apply 2 changes' }).click();
    await page.getByText('A new version has begun').waitFor();
    must((await reach()).people_count === 0, 'the version is not restored');
    await page.goto(`${base}/contributors/${one.id}`);
    await settled(page);
    must((await page.getByText('Changed by an import').count()) === 3, 'the history misses an import');
  });
}

export const realObjects = (browser, base, world) => [
  ['real: a collection', () => collection(browser, base, world)],
  ['real: a profile', () => profile(browser, base, world)],
  ['real: people', () => people(browser, base, world)],
];
