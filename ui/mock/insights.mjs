/** A project's Insights. */
const at = '2024-05-01T08:00:00Z';
const widget = (id, metric, chart, x, y, w, h, more = {}) => ({
  id,
  metric,
  chart,
  x,
  y,
  w,
  h,
  title: '',
  text: '',
  filters: [],
  by: null,
  bucket: null,
  aggregate: null,
  ...more,
});

const INSIGHTS = [
  {
    id: '12',
    name: 'Where time goes',
    description: 'The ways to look at one number.',
    is_default: false,
    widgets: [
      widget('note', null, 'note', 0, 0, 12, 1, { text: 'Merged changes only; see `lead time`.' }),
      widget('stages', 'lead_time', 'stages', 0, 1, 12, 3),
      widget('stack', 'deployment_frequency', 'stacked', 0, 4, 6, 4, { by: 'repository' }),
      widget('rows', 'pull_request_cycle_time', 'table', 0, 8, 12, 5),
    ],
    project_id: '1',
    updated_at: at,
  },
  {
    id: '11',
    name: 'DORA metrics',
    description: 'How often and how fast changes reach production.',
    is_default: true,
    widgets: [
      widget('frequency', 'deployment_frequency', 'number', 0, 0, 4, 2),
      widget('lead', 'lead_time', 'number', 4, 0, 4, 2),
      widget('p90', 'lead_time', 'number', 8, 0, 4, 2, { aggregate: 'p90', title: 'Slowest tenth' }),
      widget('course', 'lead_time', 'line', 0, 2, 6, 4),
      widget('count', 'deployment_frequency', 'bars', 6, 2, 6, 4),
      widget('repositories', 'lead_time', 'ranking', 0, 6, 12, 4, { by: 'repository' }),
    ],
    project_id: '1',
    updated_at: at,
  },
];

const TEMPLATES = [
  {
    id: 'dora',
    about:
      'The four keys: how often and how fast changes are deployed, how often that fails, how long repair takes.',
    name: 'DORA metrics',
    content: { description: '', is_default: true, widgets: INSIGHTS[1].widgets },
  },
];

/** What a file says that the mock can read: the name, and whether its first mistake is that of the tests. */
function fromFile(yaml, refuse) {
  const lines = yaml.split('\n');
  const wrong = lines.findIndex((line) => line.includes('chart: pie'));
  if (wrong >= 0) {
    const error = 'the file is no Insight: widgets[0].chart: unknown variant `pie`';
    refuse(400, 'invalid_value', error, 'export an Insight to see the form', wrong + 1);
  }
  return lines.find((line) => line.startsWith('name: '))?.slice(6) ?? 'Imported';
}

/** The answers about Insights; what is changed stays changed. */
export function makeInsights({ state, refuse }) {
  const [plain] = INSIGHTS;
  const insights = structuredClone(
    state === 'bare' ? [{ ...plain, is_default: true, widgets: [] }] : INSIGHTS,
  );
  let clock = Date.parse(at);
  const page = (items) => ({ items, next: null, total: items.length });
  const find = (id) =>
    insights.find((each) => each.id === id) ??
    refuse(404, 'not_found', `there is no insight \`${id}\``, null);
  const free = (name, but) => {
    const same = insights.find((each) => each.name.toLowerCase() === name.toLowerCase() && each !== but);
    if (same)
      refuse(409, 'conflict', `there is already an insight named \`${name}\`: choose another name`, null);
  };
  const stamp = () => {
    clock += 1000;
    return new Date(clock).toISOString();
  };
  const set = (insight, { name, description = '', is_default = false, widgets = [] }) => {
    if (is_default) for (const each of insights) each.is_default = false;
    return Object.assign(insight, { name, description, is_default, widgets, updated_at: stamp() });
  };
  const make = (body) => {
    free(body.name);
    const made = set({ id: String(40 + insights.length), project_id: '1' }, body);
    insights.push(made);
    return made;
  };
  const routes = [
    ['GET', /^\/insights\/templates$/, () => page(TEMPLATES)],
    ['GET', /^\/projects\/(\w+)\/insights$/, () => page(insights)],
    ['POST', /^\/projects\/(\w+)\/insights$/, (_m, _q, body) => make(body)],
    [
      'POST',
      /^\/projects\/(\w+)\/insights\/import$/,
      (_m, _q, { yaml, replace }) => {
        const name = fromFile(yaml, refuse);
        const same = insights.find((each) => each.name === name);
        return same && replace ? set(same, { ...same, name }) : make({ name });
      },
    ],
    ['GET', /^\/insights\/(\w+)$/, ([id]) => find(id)],
    [
      'PUT',
      /^\/insights\/(\w+)$/,
      ([id], _q, body) => {
        const old = find(id);
        if (body.updated_at && body.updated_at !== old.updated_at) {
          refuse(409, 'changed', `the insight \`${old.name}\` has changed since it was read`, null);
        }
        free(body.name, old);
        return set(old, body);
      },
    ],
    [
      'DELETE',
      /^\/insights\/(\w+)$/,
      ([id]) => {
        insights.splice(insights.indexOf(find(id)), 1);
        return null;
      },
    ],
  ];
  return { routes };
}
