/** Collections, profiles and contributors: what people make of the data. */
const at = '2024-05-01T08:00:00Z';
const page = (list) => ({ items: list, next: null, total: list.length });

const PARTS = {
  people: (one) => !one.is_bot,
  bots: (one) => one.is_bot,
  undecided: (one) => one.undecided,
  alone: (one) => !one.email,
};

/** Those who are looked for, as many as are asked for. */
function pageOf(everybody, { q = '', show, limit, after }) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = everybody.filter((one) => {
    const accounts = one.accounts.map((each) => each.account);
    const text = [one.name, one.email, ...accounts, ...Object.values(one.attributes)].join(' ').toLowerCase();
    return (!show || PARTS[show](one)) && words.every((word) => text.includes(word));
  });
  const from = after ? found.findIndex((one) => one.id === after) + 1 : 0;
  const items = found.slice(from, limit ? from + Number(limit) : undefined);
  const more = from + items.length < found.length;
  return { items, next: more ? items.at(-1).id : null, total: found.length };
}

const REPOSITORIES = [
  'acme/checkout',
  'acme/checkout-web',
  'acme/payments',
  'acme/ledger',
  'acme/archive-old',
];

const matches = (pattern, name) =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(name);

const within = ({ include = [], exclude = [] }, name) =>
  (include.length === 0 || include.some((each) => matches(each, name))) &&
  !exclude.some((each) => matches(each, name));

const account = (integration_id, name, more = {}) => ({
  integration_id,
  account: name,
  name: null,
  email: name.includes('@') ? name : null,
  is_bot: false,
  basis: 'alone',
  ...more,
});

const person = (id, name, email, accounts, attributes = {}, more = {}) => ({
  id,
  name,
  email,
  accounts,
  attributes,
  is_bot: false,
  undecided: false,
  updated_at: at,
  ...more,
});

const people = () => [
  person(
    '1',
    'Ann Wood',
    'ann@acme.example',
    [account('1', 'ann@acme.example', { name: 'Ann Wood' }), account('2', 'annw', { basis: 'email' })],
    { team: 'Payments', role: 'developer' },
  ),
  person('2', 'Bob Lee', 'bob@acme.example', [account('1', 'bob@acme.example')], { team: 'Search' }),
  person('3', 'Cat Hill', null, [account('2', 'cathill')]),
  person('4', 'renovate[bot]', null, [account('2', 'renovate[bot]', { is_bot: true })], {}, { is_bot: true }),
  person('5', 'Cat Hill', 'cat@acme.example', [account('1', 'cat@acme.example')]),
  person('6', 'Dan Fox', 'dan@acme.example', [account('1', 'dan@acme.example')], { team: 'Payments' }),
];

const suggestions = () => [
  {
    one: '3',
    one_name: 'Cat Hill',
    other: '5',
    other_name: 'Cat Hill',
    accounts: ['2/cathill', '1/cat@acme.example'],
    confidence: 0.7,
    reason: 'the same full name',
  },
  {
    one: '1',
    one_name: 'Ann Wood',
    other: '6',
    other_name: 'Dan Fox',
    accounts: ['2/annw', '1/dan@acme.example'],
    confidence: 0.98,
    reason: 'the code host made this address for that login',
  },
];

const collection = (id, name, more = {}) => ({
  id,
  name,
  category: '21',
  parent: null,
  description: '',
  tags: [],
  insights: [],
  definition: null,
  attention: [],
  lost: [],
  project_id: '1',
  updated_at: at,
  ...more,
});

const collections = () => [
  collection('31', 'Payments', {
    description: 'Everything with money in it',
    insights: ['11'],
    definition: {
      by: 'assets',
      integrations: { 1: { include: ['acme/pay*'], exclude: [] } },
      filters: [],
    },
  }),
  collection('32', 'Checkout', { parent: '31' }),
  collection('33', 'Search', {
    definition: {
      by: 'people',
      attributes: [{ dimension: 'team', operator: 'is', values: ['Search'] }],
      contributors: ['6'],
    },
  }),
  collection('34', 'Ledger', {
    definition: { by: 'assets', integrations: { 9: { include: [], exclude: [] } }, filters: [] },
    lost: ['9'],
    attention: [
      {
        id: '71',
        subject: { kind: 'collection', id: '34', name: 'Ledger', project_id: '1' },
        integration: { name: 'Old host', kind: 'git' },
        reason: 'it selected from `Old host`, and selects nothing in its place',
        since: at,
      },
    ],
  }),
];

const category = (id, name, root) => ({ id, name, root, enabled: true, description: '', project_id: '1' });

const SETTINGS = {
  deployments: [{ kind: 'deployments', environments: ['production'] }],
  failures: {
    issue_labels: ['incident'],
    revert_pull_requests: true,
    failed_deployments: false,
    window_hours: 168,
  },
  exclude_bots: true,
  skipped_stages: [],
  stages: {},
  change_classes: [],
  time_zone: 'UTC',
  working_hours: null,
};

const profiles = () => [
  {
    id: '41',
    name: 'Night deployments',
    description: 'Payments deploys by tags',
    kind: 'dora',
    settings: { ...structuredClone(SETTINGS), time_zone: 'Asia/Tokyo' },
    collections: ['31'],
    project_id: '1',
    updated_at: at,
  },
];

const STAGES = [
  ['lead_time', 'Lead time for changes', 'coding', 'Coding', 20],
  ['lead_time', 'Lead time for changes', 'pickup', 'Waiting for review', 6],
  ['lead_time', 'Lead time for changes', 'review', 'Review', 9],
  ['lead_time', 'Lead time for changes', 'deploy', 'Waiting for deployment', 14],
];
const VELOCITY_STAGES = [
  ['pull_request_cycle_time', 'Cycle time', 'coding', 'Coding', 20],
  ['pull_request_cycle_time', 'Cycle time', 'review', 'Review', 9],
  ['issue_lead_time', 'Lead time of issues', 'todo', 'Until work begins', 50],
];

const moment = (name) => ({ kind: 'moment', name });
const timedOf = (metric, title, has_statuses, events) => ({
  metric,
  title,
  has_statuses,
  events: events.map(([name, of]) => ({ name, title: of })),
  own: {
    start: moment(events[0][0]),
    stages: events.slice(1).map(([name, of]) => ({ title: of, end: moment(name) })),
  },
});

/** The times whose stages can be defined. */
const TIMED = [
  timedOf('lead_time', 'Lead time for changes', false, [
    ['first_commit_at', 'First commit'],
    ['merged_at', 'Merged'],
    ['deployed_at', 'Deployed'],
  ]),
  timedOf('pull_request_cycle_time', 'Pull request cycle time', false, [
    ['first_commit_at', 'First commit'],
    ['opened_at', 'Pull request opened'],
    ['merged_at', 'Merged'],
  ]),
  timedOf('issue_lead_time', 'Issue lead time', true, [
    ['created_at', 'Opened'],
    ['begun_at', 'Work begins'],
    ['closed_at', 'Done'],
    ['released_at', 'First release of its versions'],
  ]),
];

/** What is gone by without a rule. */
const CLASS_RULES = [
  { class: 'hotfix', subject: 'source_branch', operator: 'starts_with', values: ['hotfix'] },
  { class: 'new_feature', subject: 'label', operator: 'contains', values: ['feature', 'enhancement'] },
];

function trial({ kind = 'dora', settings }, refuse) {
  if (!settings.time_zone) refuse(400, 'invalid_value', 'there is no time zone', 'choose one');
  const match = (of, rule, counted, place = null) => ({
    of,
    rule,
    place,
    counted,
    left_out: 3,
    examples: ['Release 214', 'Release 213'],
  });
  const rules = settings.deployments ?? [];
  const chosen = settings.change_classes ?? [];
  const class_rules = chosen.length > 0 ? chosen : CLASS_RULES;
  const classes = [
    ...class_rules.map((rule, place) =>
      match('change_classes', rule.class.replace('_', ' '), rule.values.length > 0 ? 21 : 0, place),
    ),
    match('change_classes', 'other', 46),
  ];
  const chains = settings.stages ?? {};
  const shown = kind === 'dora' ? STAGES : VELOCITY_STAGES;
  const timed = TIMED.filter(({ metric }) => shown.some((each) => each[0] === metric));
  const stages = [
    ...shown
      .filter(([metric]) => !chains[metric])
      .map(([metric, metric_title, name, title, hours]) => ({
        metric,
        metric_title,
        name,
        title,
        hours,
        n: 120,
        level: null,
      })),
    ...timed
      .filter(({ metric }) => chains[metric])
      .flatMap(({ metric, title: metric_title }) =>
        chains[metric].stages.map(({ title, good_hours }, place) => ({
          metric,
          metric_title,
          name: `own_stage_${place}`,
          title,
          hours: 20,
          n: 61,
          level: good_hours ? 'good' : null,
        })),
      ),
  ];
  if (kind === 'velocity')
    return {
      stages,
      timed,
      class_rules,
      assumes: ['Changes opened by bots are left out'],
      matches: [match('pull_requests', 'acme/checkout', 140), match('issues', 'SHOP', 61), ...classes],
    };
  return {
    stages,
    timed,
    class_rules,
    assumes: [
      rules.length === 0 ? 'Deployments: recorded ones to production, detected' : 'Deployments: by rules',
      'Failures: issues labelled `incident`',
    ],
    matches: [
      ...(rules.length === 0
        ? [match('deployments', 'deployments', 88)]
        : rules.map((rule, place) => match('deployments', rule.kind, rule.kind === 'tags' ? 0 : 88, place))),
      match('failures', 'incident', 4),
      match('changes', 'acme/checkout', 131),
      ...classes,
    ],
  };
}

export function makeObjects({ state, projects, refuse }) {
  const bare = state === 'bare' || state === 'empty';
  const everybody = bare ? [] : people();
  let open = bare ? [] : suggestions();
  const categories = [category('21', 'Teams', 'All teams'), category('22', 'Sprints', 'All sprints')];
  const all = bare ? [] : collections();
  const profile = bare ? [] : profiles();
  const log = [];
  const versions = [];
  let next = 100;
  const id = () => String(++next);
  const find = (list, wanted, what) =>
    list.find((each) => each.id === wanted) ??
    refuse(404, 'not_found', `there is no ${what} \`${wanted}\``, null);
  const free = (list, body, own) => {
    if (list.some((each) => each.id !== own && each.name.toLowerCase() === body.name.toLowerCase()))
      refuse(409, 'conflict', `\`${body.name}\` exists already`, 'choose another name');
  };
  const tree = (of, parent) =>
    all
      .filter((each) => each.category === of && each.parent === parent)
      .map((each) => ({ ...each, children: tree(of, each.id) }));
  const shown = (each) => ({ ...each, collections: tree(each.id, null) });
  const undecided = () => {
    for (const each of everybody) {
      each.undecided = open.some(({ one, other }) => one === each.id || other === each.id);
    }
    return everybody;
  };
  const happened = (action, detail) =>
    log.unshift({ id: id(), at: new Date().toISOString(), action, detail });
  const noted = (action, changes) => {
    happened(action, { changes });
    versions.unshift({
      id: log[0].id,
      at: log[0].at,
      action,
      changes,
      fields: changes.length,
      contributors: new Set(changes.map((each) => each.contributor_id)).size,
    });
  };
  const merge = (into, others) => {
    const stays = find(everybody, into, 'contributor');
    const gone = others.map((each) => find(everybody, each, 'contributor'));
    for (const one of gone) {
      stays.accounts.push(...one.accounts.map((each) => ({ ...each, basis: 'manual' })));
      everybody.splice(everybody.indexOf(one), 1);
    }
    open = open.filter((each) => !others.includes(each.one) && !others.includes(each.other));
    happened('merged', {
      into,
      accounts: gone.flatMap((one) => one.accounts.map((each) => `${each.integration_id}/${each.account}`)),
      others: gone,
    });
    return stays;
  };
  const plan = (csv) => {
    const [head = '', ...lines] = csv.trim().split('\n');
    const names = head.split(',').map((each) => each.trim());
    const result = { imported: false, changes: [], unchanged: 0, faults: [], new_attributes: [] };
    if (!names.includes('id') && !names.includes('email'))
      refuse(
        400,
        'invalid_value',
        'the file has neither a column `id` nor `email`',
        'export to see the form',
      );
    lines.forEach((line, index) => {
      const cells = Object.fromEntries(line.split(',').map((cell, place) => [names[place], cell.trim()]));
      const one = everybody.find((each) => each.id === cells.id || each.email === cells.email);
      if (!one) {
        result.faults.push(`line ${index + 2}: nobody has the address ${cells.email ?? cells.id}`);
        return;
      }
      const changes = Object.entries(cells)
        .filter(([name]) => !['id', 'email', 'accounts', 'bot', 'name'].includes(name))
        .filter(([name, value]) => (one.attributes[name] ?? '') !== value)
        .map(([field, to]) => ({
          contributor_id: one.id,
          name: one.name,
          field,
          from: one.attributes[field] ?? '',
          to,
        }));
      if (changes.length === 0) result.unchanged += 1;
      result.changes.push(...changes);
    });
    return result;
  };

  const routes = [
    ['GET', /^\/projects\/(\w+)\/categories$/, () => page(categories.map(shown))],
    [
      'POST',
      /^\/projects\/(\w+)\/categories$/,
      (_m, _q, body) => {
        free(categories, body);
        const made = { ...body, id: id(), project_id: '1' };
        categories.push(made);
        return shown(made);
      },
    ],
    [
      'PUT',
      /^\/categories\/(\w+)$/,
      ([wanted], _q, body) => shown(Object.assign(find(categories, wanted, 'category'), body)),
    ],
    [
      'DELETE',
      /^\/categories\/(\w+)$/,
      ([wanted]) => {
        categories.splice(categories.indexOf(find(categories, wanted, 'category')), 1);
        return null;
      },
    ],
    [
      'POST',
      /^\/projects\/(\w+)\/collections$/,
      (_m, _q, body) => {
        free(all, body);
        const made = collection(id(), body.name, body);
        all.push(made);
        return { ...made, children: [] };
      },
    ],
    [
      'PUT',
      /^\/collections\/(\w+)$/,
      ([wanted], _q, body) => {
        const found = find(all, wanted, 'collection');
        free(all, body, wanted);
        const named = Object.keys(body.definition?.integrations ?? {});
        Object.assign(found, body, {
          attention: [],
          lost: found.lost.filter((each) => named.includes(each)),
        });
        return { ...found, children: [] };
      },
    ],
    [
      'DELETE',
      /^\/collections\/(\w+)$/,
      ([wanted]) => {
        all.splice(all.indexOf(find(all, wanted, 'collection')), 1);
        return null;
      },
    ],
    [
      'POST',
      /^\/projects\/(\w+)\/collections\/preview$/,
      ([project], _q, { definition, count }) => {
        const mapped = find(projects, project, 'project').integrations;
        const named = definition.integrations ?? {};
        const chosen = mapped.filter((each) => Object.keys(named).length === 0 || named[each.id]);
        const assets =
          definition.by === 'people'
            ? []
            : chosen.map((each) => {
                const names = REPOSITORIES.filter((name) => within(named[each.id] ?? {}, name));
                return { integration_id: each.id, names, count: names.length };
              });
        const holds =
          (one) =>
          ({ dimension, operator, values }) => {
            const value = one.attributes[dimension] ?? one[dimension] ?? '';
            const has = values.some((each) =>
              operator.includes('contain') ? value.includes(each) : value === each,
            );
            return operator.startsWith('not') || operator === 'is_not' ? !has : has;
          };
        const conditions = definition.attributes ?? [];
        const selected = everybody.filter(
          (one) =>
            definition.by === 'people' &&
            ((definition.contributors ?? []).includes(one.id) ||
              (conditions.length > 0 && conditions.every(holds(one)))),
        );
        const size = assets.reduce((sum, each) => sum + each.count, 0) + selected.length;
        return {
          assets,
          asset_count: assets.reduce((sum, each) => sum + each.count, 0),
          people: selected.map(({ id: of, name }) => ({ id: of, name })),
          people_count: selected.length,
          lost: Object.keys(named).filter((each) => !mapped.some((one) => one.id === each)),
          counts: count
            ? [
                { metric: 'commits', title: 'Commits', n: size * 41 },
                { metric: 'pull_requests_opened', title: 'Pull requests opened', n: size * 12 },
              ]
            : [],
        };
      },
    ],
    ['GET', /^\/projects\/(\w+)\/profiles$/, () => page(profile)],
    ['POST', /^\/projects\/(\w+)\/profiles\/preview$/, (_m, _q, body) => trial(body, refuse)],
    [
      'POST',
      /^\/projects\/(\w+)\/profiles$/,
      (_m, _q, body) => {
        free(profile, body);
        const made = { ...body, id: id(), project_id: '1', updated_at: at };
        profile.push(made);
        return made;
      },
    ],
    [
      'PUT',
      /^\/profiles\/(\w+)$/,
      ([wanted], _q, body) => Object.assign(find(profile, wanted, 'profile'), body),
    ],
    [
      'DELETE',
      /^\/profiles\/(\w+)$/,
      ([wanted]) => {
        profile.splice(profile.indexOf(find(profile, wanted, 'profile')), 1);
        return null;
      },
    ],
    ['GET', /^\/contributors$/, (_m, query) => pageOf(undecided(), query)],
    ['GET', /^\/contributors\/suggestions$/, () => page(open)],
    [
      'POST',
      /^\/contributors\/suggestions$/,
      (_m, _q, { decisions }) => {
        for (const { accounts, same } of decisions) {
          const found = open.find((each) => each.accounts.join() === accounts.join());
          open = open.filter((each) => each !== found);
          if (found && same) merge(found.one, [found.other]);
          else happened('declined', { accounts: [accounts] });
        }
        return null;
      },
    ],
    ['GET', /^\/contributors\/log$/, () => page(log)],
    ['GET', /^\/contributors\/versions$/, () => page(versions)],
    [
      'POST',
      /^\/contributors\/csv$/,
      (_m, _q, { csv, dry_run }) => {
        const result = plan(csv);
        if (dry_run) return result;
        for (const { contributor_id, field, to } of result.changes) {
          find(everybody, contributor_id, 'contributor').attributes[field] = to;
        }
        noted('imported', result.changes);
        return { ...result, imported: true };
      },
    ],
    [
      'POST',
      /^\/contributors\/split$/,
      (_m, _q, { integration_id, account: name }) => {
        const is = (each) => each.integration_id === integration_id && each.account === name;
        const from = everybody.find((one) => one.accounts.some(is));
        const split = from.accounts.find(is);
        from.accounts = from.accounts.filter((each) => !is(each));
        const made = person(id(), name, split.email, [{ ...split, basis: 'manual' }]);
        everybody.push(made);
        happened('split', { from: from.id, to: made.id, account: `${integration_id}/${name}` });
        return made;
      },
    ],
    ['POST', /^\/contributors\/(\w+)\/merge$/, ([wanted], _q, { others }) => merge(wanted, others)],
    [
      'GET',
      /^\/contributors\/(\w+)\/log$/,
      ([wanted]) => page(log.filter((each) => JSON.stringify(each.detail).includes(`"${wanted}"`))),
    ],
    ['GET', /^\/contributors\/(\w+)$/, ([wanted]) => find(undecided(), wanted, 'contributor')],
    [
      'PATCH',
      /^\/contributors\/(\w+)$/,
      ([wanted], _q, { attributes = {}, ...body }) => {
        const one = find(everybody, wanted, 'contributor');
        const changes = Object.entries(attributes).map(([field, to]) => ({
          contributor_id: one.id,
          name: one.name,
          field,
          from: one.attributes[field] ?? '',
          to,
        }));
        Object.assign(one, body, { updated_at: new Date().toISOString() });
        for (const { field, to } of changes) one.attributes[field] = to;
        noted('edited', changes);
        return one;
      },
    ],
  ];
  return { routes };
}
