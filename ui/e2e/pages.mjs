/** Every page of a running Weir, in both colour schemes and two widths. */
import { audit, OUT, onPage, overflow, settled } from './browser.mjs';
import { must, SCHEMES } from './steps.mjs';

export const TABS = [
  'overview',
  'monitoring',
  'coverage',
  'schedule',
  'mapping',
  'webhooks',
  'spot-check',
  'settings',
];

/** Answers of the API that the pages' addresses are made of. */
export async function discover(base) {
  const get = async (path) => (await fetch(`${base}/api/v1${path}`)).json();
  const [projects, integrations, connectors] = await Promise.all(
    ['/projects', '/integrations', '/connectors'].map(get),
  );
  const project = projects.items.find((each) => each.integrations.length > 0) ?? projects.items[0];
  const integration = integrations.items.find((each) => each.rows > 0) ?? integrations.items[0];
  // Something that is stored: the address of a pull request.
  const rows = await get('/tables/pull_requests/rows?limit=1');
  const key = String(rows.rows[0]?.[rows.columns.indexOf('url')] ?? 'acme/checkout#412');
  const insights = (await get(`/projects/${project.id}/insights`)).items;
  const [people, categories, profiles] = await Promise.all([
    get('/contributors'),
    get(`/projects/${project.id}/categories`),
    get(`/projects/${project.id}/profiles`),
  ]);
  return {
    people: people.items,
    collections: categories.items.flatMap((each) => each.collections),
    profiles: profiles.items,
    project,
    insights,
    integration,
    connectors: connectors.items,
    integrations: integrations.items,
    key,
  };
}

/** The pages of what people make of the data. */
function objectAddresses({ project, people, collections, profiles }) {
  const of = `/projects/${project.id}`;
  return [
    ['contributors', '/contributors'],
    ['contributors-suggestions', '/contributors?tab=suggestions'],
    ['contributors-import', '/contributors?tab=import'],
    ['contributors-versions', '/contributors?tab=versions'],
    ['contributor', `/contributors/${people[0].id}`],
    ['collections', `${of}/collections`],
    ['collection-new', `${of}/collections/new`],
    ...collections.map((each) => [`collection-${each.id}`, `${of}/collections/${each.id}`]),
    ['profiles', `${of}/profiles`],
    ['profile-new', `${of}/profiles/new`],
    ['profile-velocity-new', `${of}/profiles/new?kind=velocity`],
    ...profiles.map((each) => [`profile-${each.id}`, `${of}/profiles/${each.id}`]),
  ];
}

export function addresses(world) {
  const { project, insights, integration, connectors, integrations, key } = world;
  const failed = integrations.find((each) => each.status === 'failed');
  return [
    ['dora', `/insights/dora?project=${project.id}`],
    ['dora-compare', `/insights/dora?project=${project.id}&period=180d&compare=true`],
    ['drill-lead-time', `/insights/dora/lead_time?project=${project.id}`],
    ['drill-left-out', `/insights/dora/lead_time?project=${project.id}&tab=left-out`],
    ['drill-deployments', `/insights/dora/deployment_frequency?project=${project.id}&tab=all`],
    ['insights', `/projects/${project.id}/insights`],
    ['insights-all', `/projects/${project.id}/insights/all`],
    ['insight-edit', `/projects/${project.id}/insights/${insights[0].id}/edit`],
    ...insights.map((each) => [`insight-${each.id}`, `/projects/${project.id}/insights/${each.id}`]),
    ['compare', `/projects/${project.id}/compare/lead_time`],
    ['integrations', '/integrations'],
    ['catalogue', '/integrations?tab=available'],
    ...connectors.slice(0, 2).map((each) => [`add-${each.id}`, `/integrations/new/${each.id}`]),
    ...TABS.map((tab) => [`integration-${tab}`, `/integrations/${integration.id}/${tab}`]),
    ['spot-check-found', `/integrations/${integration.id}/spot-check?key=${encodeURIComponent(key)}`],
    ['spot-check-missing', `/integrations/${integration.id}/spot-check?key=missing-404`],
    ['task', `/integrations/${integration.id}/monitoring?task=${integration.last_task.id}`],
    ['settings-account', '/settings/account'],
    ['settings-notifications', '/settings/notifications'],
    ...(failed ? [['integration-failed', `/integrations/${failed.id}/monitoring`]] : []),
    ['projects', '/projects'],
    ['project-mapping', `/projects/${project.id}/mapping`],
    ['project-settings', `/projects/${project.id}/settings`],
    ...objectAddresses(world),
    ['tables', '/tables'],
    ['query', '/query?sql=SELECT%20state%2C%20count(*)%20AS%20n%20FROM%20pull_requests%20GROUP%20BY%20state'],
    ['not-found', '/nowhere'],
  ];
}

/** A page at one width, in one colour scheme after the other. */
export async function visit(browser, base, [name, path], width) {
  return onPage(browser, { width, base }, async (page) => {
    await page.goto(base + path);
    await settled(page);
    const title = await page.title();
    const found = [];
    if (name !== 'not-found' && title.startsWith('Page not found')) found.push('there is no such page');
    if (!title.includes('Weir') || title === 'Weir') found.push('the page has no title of its own');
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme });
      await settled(page);
      await page.screenshot({ path: `${OUT}${name}-${scheme}-${width}.png`, fullPage: true });
      const broken = [...(await audit(page)), ...(await overflow(page))];
      found.push(...broken.map((each) => `${scheme}: ${each}`));
    }
    must(found.length === 0, found.join('; '));
  });
}
