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

export const INSIGHTS = [
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
