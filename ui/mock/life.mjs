/** The life of an integration: how it is doing, when it runs, what it holds, how it ends. */
import { STREAMS } from './catalogue.mjs';
import { notificationRoutes } from './notifications.mjs';
import { ago } from './times.mjs';
import { webhookRoutes } from './webhooks.mjs';

const condition = (state, severity, reason, more = {}) => ({
  state,
  severity,
  reason,
  since: null,
  until: null,
  fix: null,
  stream: null,
  partition: null,
  ...more,
});

const REFUSED = 'the upstream refuses the credential (401): Bad credentials';

/** Every condition that the pages know, by the state that an integration of the mock is in. */
const CONDITIONS = {
  healthy: (now) => [condition('healthy', 'ok', 'all streams arrive', { since: ago(now, 4000) })],
  first_sync: (now) => [
    condition('first_sync', 'info', 'the first sync is running: the newest data comes first', {
      since: ago(now, 2),
    }),
  ],
  missing_permission: (now) => [
    condition(
      'missing_permission',
      'critical',
      'the token may not read workflow runs of acme/payments (403)',
      {
        since: ago(now, 60 * 26),
        fix: 'give the token the permission `actions: read`, then re-authenticate',
        stream: 'workflow_runs',
        partition: 'acme/payments',
      },
    ),
    condition('delayed', 'warning', 'the newest data is 26 h old, expected within 10 min', {
      since: ago(now, 60 * 26),
      fix: 'see the ingestion log for the last error',
    }),
  ],
  unauthorized: (now) => [
    condition('unauthorized', 'critical', REFUSED, {
      since: ago(now, 95),
      fix: 'the token is wrong, expired or revoked: make a new one, then re-authenticate',
    }),
  ],
  throttled: (now) => [
    condition('throttled', 'warning', 'the quota `graphql` of api.github.com is used up', {
      since: ago(now, 12),
      until: ago(now, -12),
      fix: 'wait, or add a token of another account: their quotas add up',
    }),
  ],
  paused: (now) => [
    condition('paused', 'info', 'paused by hand', { since: ago(now, 300), fix: 'resume it' }),
  ],
  never_run: () => [
    condition('never_run', 'warning', 'it has not run yet', { fix: 'start a sync, or look at the schedule' }),
  ],
  deleting: (now) => [condition('deleting', 'info', 'it is being deleted', { since: ago(now, 1) })],
};

export function makeLife({ now, state, all, projects, refuse, emit, map }) {
  const schedules = new Map();
  const scopes = new Map();
  const deletions = [];
  const attention = [];
  const settings = { log_days: 90, quota_free_percent: 20 };
  const list = (items) => ({ items, next: null, total: items.length });
  const find = (id) =>
    all.find((each) => each.id === id) ?? refuse(404, 'not_found', 'this integration does not exist', null);

  const schedule = (id) => {
    if (!schedules.has(id)) {
      schedules.set(id, {
        tail: { every_minutes: 5, cron: null },
        full: { every_minutes: 1440, cron: null },
        depth_days: 90,
        time_zone: 'UTC',
        is_default: true,
      });
    }
    const { paused } = find(id);
    return {
      ...schedules.get(id),
      default_depth_days: 90,
      paused,
      paused_at: paused ? ago(now, 300) : null,
      next_tail_at: paused ? null : ago(now, -3),
      next_full_at: paused ? null : ago(now, -60 * 9),
      backoff:
        find(id).state === 'unauthorized'
          ? { failures: 4, next_attempt_at: null, waits_for: 're_authentication', reason: REFUSED }
          : null,
    };
  };

  const affects = (integration) =>
    integration.projects.map((project) => ({
      project: project.name,
      project_id: project.id,
      metrics: [
        'deployment_frequency',
        'lead_time',
        'change_failure_rate',
        'time_to_restore',
        'pull_request_cycle_time',
      ],
    }));

  const conditions = (integration) => (CONDITIONS[integration.state] ?? CONDITIONS.healthy)(now);

  const SUMMARY = { healthy: 'healthy', paused: 'paused', never_run: 'unknown', first_sync: 'unknown' };

  function diagnostics(id) {
    const integration = find(id);
    const days = (n) => ago(now, n * 1440);
    const empty = integration.rows === 0;
    const worst = conditions(integration)[0];
    return {
      status: integration.status,
      status_reason: integration.status_reason,
      since: worst.since,
      summary:
        SUMMARY[integration.state] ?? (integration.state === 'unauthorized' ? 'critical' : 'needs_attention'),
      week: empty
        ? { succeeded: 0, failed: 0, cancelled: 0, throttled: 0 }
        : {
            succeeded: integration.state === 'unauthorized' ? 0 : 1980,
            failed: integration.status === 'failed' ? 9 : 0,
            cancelled: 0,
            throttled: integration.state === 'throttled' ? 2 : 0,
          },
      conditions: conditions(integration),
      freshness: {
        fresh_at: integration.last_ingested_at,
        age_seconds: integration.last_ingested_at
          ? (now - Date.parse(integration.last_ingested_at)) / 1000
          : null,
        expected_seconds: 600,
      },
      streams: STREAMS.map((name, index) => {
        const holed = index === 5 && !empty;
        const coverage = empty || index === 0 ? [] : [{ from: days(88 - index * 4), to: days(0) }];
        return {
          name,
          doc: `The ${name.replaceAll('_', ' ')} of each repository`,
          enabled: name !== 'releases',
          state:
            name === 'releases'
              ? 'off'
              : name === 'workflow_runs' && integration.state === 'missing_permission'
                ? 'missing_permission'
                : empty
                  ? 'never_run'
                  : 'healthy',
          fresh_at: empty ? null : ago(now, 4 + index),
          age_seconds: empty ? null : (4 + index) * 60,
          rows: empty ? 0 : 400 * (index + 1),
          oldest: empty ? null : days(88 - index * 4),
          newest: empty ? null : days(0.1),
          wanted_from: days(90),
          coverage: holed
            ? [
                { from: days(80), to: days(52) },
                { from: days(20), to: days(0) },
              ]
            : coverage,
          holes: holed ? [{ from: days(52), to: days(20) }] : [],
          partitions_done: empty ? 0 : 4,
          partitions_total: 4,
          completeness: index === 1 && !empty ? { stored: 800, upstream: 804 } : null,
          skipped: index === 2 && !empty ? { not_found: 3 } : {},
          last_error: null,
        };
      }),
      quota: empty
        ? []
        : [
            { bucket: 'core', limit: 5000, remaining: 4310, reset_at: ago(now, -38) },
            {
              bucket: 'graphql',
              limit: 5000,
              remaining: integration.state === 'throttled' ? 960 : 3120,
              reset_at: ago(now, -12),
            },
          ],
      hosts: empty
        ? []
        : [{ host: 'api.github.com', breaker: 'closed', open_until: null, concurrency: 8, in_flight: 0 }],
      schedule: schedule(id),
      affects: affects(integration),
    };
  }

  function health() {
    const items = all
      .filter((each) => !each.deleting)
      .map((each) => [each, conditions(each).find((one) => ['warning', 'critical'].includes(one.severity))])
      .filter(([each, worst]) => worst && each.state !== 'never_run')
      .map(([each, worst]) => ({
        integration: { id: each.id, name: each.name, kind: each.kind, status: each.status },
        state: worst.state,
        severity: worst.severity,
        reason: worst.reason,
        fix: worst.fix,
        since: worst.since,
        affects: affects(each),
      }));
    return list(items);
  }

  function lookup(id, key) {
    find(id);
    if (/missing|404/.test(key)) {
      return {
        key,
        matches: [],
        readings: [],
        more: false,
        missing: {
          reason: 'no stored record has this key, and it may be older than what is covered',
          fix: 'read more history on the Schedule tab, or check the spelling',
          looked_in: [
            {
              stream: 'pull_requests',
              rows: 800,
              coverage: [{ from: ago(now, 88 * 1440), to: ago(now, 0) }],
              skipped: {},
              enabled: true,
            },
            {
              stream: 'releases',
              rows: null,
              coverage: [],
              skipped: { not_found: 3 },
              enabled: false,
            },
          ],
        },
      };
    }
    return {
      key,
      readings: [],
      more: false,
      missing: null,
      matches: [
        {
          absent: [],
          raw: {
            stream: 'pull_requests',
            partition: '9',
            partition_name: 'acme/checkout',
            key: '9/412',
            updated_at: ago(now, 500),
            fetched_at: ago(now, 4),
            bytes: 7312,
            body: {
              number: 412,
              title: 'Retry failed captures',
              state: 'MERGED',
              author: { login: 'amara', __typename: 'User' },
              createdAt: ago(now, 3000),
              mergedAt: ago(now, 500),
              additions: 214,
              deletions: 31,
              labels: { nodes: [{ name: 'payments' }] },
            },
          },
          rows: [
            {
              table: 'pull_requests',
              id: `${id}/pull_request/9/412`,
              row: {
                id: `${id}/pull_request/9/412`,
                number: 412,
                title: 'Retry failed captures',
                state: 'merged',
                author: `${id}/user/amara`,
                created: ago(now, 3000),
                merged: ago(now, 500),
                closed: ago(now, 500),
                additions: 214,
                deletions: 31,
                is_draft: false,
                milestone: null,
              },
            },
            {
              table: 'pull_request_labels',
              id: `${id}/pull_request/9/412/payments`,
              row: { pull_request: `${id}/pull_request/9/412`, label: 'payments' },
            },
          ],
        },
      ],
    };
  }

  function plan(depth) {
    const size = depth === null ? 4 : (depth ?? 90) / 90;
    const stream = (name, index, basis = 'counted', rest = {}) => ({
      stream: name,
      basis,
      records: Math.round(400 * (index + 1) * size),
      requests: Math.round(9 * (index + 1) * size),
      points: Math.round(6 * (index + 1) * size),
      at_most: false,
      ...rest,
    });
    const streams = [
      stream('repositories', 0, 'earlier', { tasks: 7 }),
      stream('pull_requests', 2),
      stream('issues', 1, 'counted', { at_most: true }),
      stream('pipeline_runs', 1, 'sampled', { asked: 4, of: 6 }),
      stream('members', 0, 'unknown', { records: null, requests: null, points: null }),
    ];
    const sum = (field) => streams.reduce((total, each) => total + (each[field] ?? 0), 0);
    return {
      requests: sum('requests'),
      points: sum('points'),
      seconds: Math.round(110 * size),
      bytes: 48_000_000,
      at_least: true,
      pace_ms: 420,
      asked: 7,
      at: new Date().toISOString(),
      streams,
    };
  }

  const NAMES = [
    'acme/checkout',
    'acme/payments',
    'acme/search',
    'acme/storefront',
    'acme/archive-2019',
    'acme/web-legacy',
  ];
  const glob = (pattern) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
      'i',
    );

  function preview(scope, own) {
    const include = scope?.include ?? [];
    const exclude = scope?.exclude ?? [];
    const partitions = NAMES.map((name, index) => {
      const out = exclude.find((each) => glob(each).test(name));
      const inside = include.find((each) => glob(each).test(name));
      const selected = !out && (include.length === 0 || inside !== undefined);
      return { id: String(index), name, selected, by: out ?? inside ?? null, rows: 1200 * (index + 1) };
    }).sort((a, b) => Number(b.selected) - Number(a.selected));
    const left = partitions.filter((each) => !each.selected);
    return {
      total: NAMES.length,
      selected: NAMES.length - left.length,
      left_out: left.length,
      partitions,
      unmatched: [...include, ...exclude].filter((each) => !NAMES.some((name) => glob(each).test(name))),
      purges: own
        ? { partitions: left.length, rows: left.reduce((sum, each) => sum + each.rows, 0) }
        : { partitions: 0, rows: 0 },
    };
  }

  const scopeState = (id) => {
    const scope = scopes.get(id) ?? null;
    const { total, selected, partitions } = preview(scope, true);
    return {
      scope,
      left_out: partitions
        .filter((each) => !each.selected)
        .map(({ name, by }) => ({ name, reason: by ? `excluded by \`${by}\`` : 'not included' })),
      selected,
      total,
      purging: false,
    };
  };

  const mapped = (id) =>
    list(
      projects
        .filter((project) => project.integrations.some((each) => each.id === id))
        .map((project) => {
          const scope = project.integrations.find((each) => each.id === id).scope ?? null;
          const { selected, total } = preview(scope, false);
          return { id: project.id, name: project.name, scope, selected, total };
        }),
    );

  function mapProjects(id, wanted) {
    const chosen = new Map();
    for (const each of wanted) {
      let project = projects.find((one) => one.id === each.id);
      if (each.new) {
        if (projects.some((one) => one.name === each.new.name)) {
          refuse(409, 'name_taken', `a project named ${each.new.name} exists already`, 'choose another name');
        }
        project = {
          id: String(projects.length + 1),
          name: each.new.name,
          description: null,
          settings: structuredClone(projects[0]?.settings ?? {}),
          integrations: [],
          attention: [],
          created_at: new Date().toISOString(),
        };
        projects.push(project);
      }
      chosen.set(project.id, each.scope ?? null);
    }
    for (const project of projects) {
      const others = project.integrations.filter((each) => each.id !== id).map((each) => each.id);
      map(project, chosen.has(project.id) ? [...others, id] : others);
      const own = project.integrations.find((each) => each.id === id);
      if (own) own.scope = chosen.get(project.id);
    }
    return mapped(id);
  }

  function deletion(id) {
    const integration = find(id);
    return {
      integration: { id, name: integration.name, kind: integration.kind },
      projects: integration.projects.map((project) => ({
        ...project,
        metrics: ['lead_time', 'deployment_frequency'],
      })),
      collections: [],
      profiles: [],
      tables: [
        { name: 'pull_requests', rows: Math.round(integration.rows * 0.6) },
        { name: 'commits', rows: Math.round(integration.rows * 0.4) },
      ],
      rows: integration.rows,
      raw_records: Math.round(integration.rows * 0.7),
      bytes: integration.rows * 240,
      mirrors: { count: 0, bytes: 0 },
      tasks: 31,
      cursors: 24,
      confirm: integration.name,
      progress: integration.deletion ?? null,
    };
  }

  function remove(id, body) {
    const integration = find(id);
    if (body.confirm !== integration.name) {
      refuse(400, 'invalid_value', 'the name does not match', 'type the exact name of the integration');
    }
    const started_at = new Date().toISOString();
    Object.assign(integration, {
      deleting: true,
      state: 'deleting',
      deletion: {
        percent: 0,
        step: 'stop',
        table: null,
        deleted_rows: 0,
        total_rows: integration.rows,
        started_at,
        error: null,
      },
    });
    for (const project of projects.filter((each) => integration.projects.some((one) => one.id === each.id))) {
      const mark = {
        id: String(attention.length + 1),
        subject: { kind: 'project', id: project.id, name: project.name },
        integration: { name: integration.name, kind: integration.kind },
        reason: `its numbers no longer include \`${integration.name}\``,
        since: started_at,
      };
      attention.push(mark);
      project.attention.push(mark);
    }
    emit('integration', { ...pick(integration) });
    return integration;
  }

  const pick = ({ id, state, status, status_reason, paused, deleting }) => ({
    id,
    state,
    status,
    status_reason,
    paused,
    deleting,
  });

  /** Each look moves a deletion on. */
  function step(integration) {
    const { deletion: progress } = integration;
    if (!progress || integration.still) return;
    progress.percent = Math.min(100, progress.percent + 25);
    progress.step = progress.percent < 100 ? 'rows' : 'forget';
    progress.table = progress.percent < 100 ? 'pull_requests' : null;
    progress.deleted_rows = Math.round((progress.total_rows * progress.percent) / 100);
    if (progress.percent < 100) return;
    deletions.unshift({
      integration_id: integration.id,
      name: integration.name,
      kind: integration.kind,
      started_at: progress.started_at,
      finished_at: new Date().toISOString(),
      deleted_rows: progress.total_rows,
      percent: 100,
      error: null,
    });
    all.splice(all.indexOf(integration), 1);
    for (const project of projects) {
      project.integrations = project.integrations.filter((each) => each.id !== integration.id);
    }
  }

  const set = (integration, change) => {
    Object.assign(integration, change);
    emit('integration', pick(integration));
    emit('health', { broken: health().total });
  };

  const routes = [
    ['GET', /^\/account\/health$/, () => health()],
    ['GET', /^\/settings$/, () => settings],
    ['PATCH', /^\/settings$/, (_m, _q, body) => Object.assign(settings, body)],
    ['GET', /^\/integrations\/(\w+)\/diagnostics$/, ([id]) => diagnostics(id)],
    ['GET', /^\/integrations\/(\w+)\/schedule$/, ([id]) => schedule(id)],
    [
      'PUT',
      /^\/integrations\/(\w+)\/schedule$/,
      ([id], _q, body) => {
        schedule(id);
        const usual = {
          tail: { every_minutes: 5 },
          full: { every_minutes: 1440 },
          depth_days: 90,
          time_zone: 'UTC',
        };
        schedules.set(id, { ...usual, ...body, is_default: Object.keys(body).length === 0 });
        return schedule(id);
      },
    ],
    [
      'POST',
      /^\/integrations\/(\w+)\/pause$/,
      ([id]) => {
        set(find(id), { paused: true, state: 'paused' });
        return schedule(id);
      },
    ],
    [
      'POST',
      /^\/integrations\/(\w+)\/resume$/,
      ([id]) => {
        set(find(id), { paused: false, state: 'healthy' });
        return schedule(id);
      },
    ],
    ['GET', /^\/integrations\/(\w+)\/lookup$/, ([id], q) => lookup(id, q.key)],
    ['POST', /^\/integrations\/plan$/, (_m, _q, body) => plan(body.depth_days)],
    [
      'GET',
      /^\/integrations\/(\w+)\/plan$/,
      (_m, { depth_days: depth }) => plan(depth === 'all' ? null : depth && Number(depth)),
    ],
    [
      'POST',
      /^\/integrations\/(\w+)\/credentials$/,
      ([id], _q, body) => {
        const integration = find(id);
        const bad = Object.values(body.secrets).includes('wrong');
        if (bad && !body.force) {
          const refusal = {
            name: 'sign in',
            ok: false,
            permission: null,
            message: REFUSED,
            hint: 'make a new one',
          };
          return { ok: false, stored: false, checks: [refusal], integration, task: null };
        }
        set(integration, {
          status: 'unknown',
          state: 'healthy',
          status_reason: 'new credentials, not tried yet',
          has_secrets: [...new Set([...integration.has_secrets, ...Object.keys(body.secrets)])],
        });
        const checks = [
          { name: 'sign in', ok: !bad, permission: null, message: bad ? REFUSED : null, hint: null },
        ];
        return { ok: !bad, stored: true, checks, integration, task: null };
      },
    ],
    ['GET', /^\/integrations\/(\w+)\/projects$/, ([id]) => mapped(id)],
    ['PUT', /^\/integrations\/(\w+)\/projects$/, ([id], _q, body) => mapProjects(id, body.projects)],
    ['GET', /^\/integrations\/(\w+)\/scope$/, ([id]) => scopeState(id)],
    [
      'PUT',
      /^\/integrations\/(\w+)\/scope$/,
      ([id], _q, body) => {
        scopes.set(id, body.scope);
        return scopeState(id);
      },
    ],
    [
      'POST',
      /^\/integrations\/(\w+)\/scope\/preview$/,
      (_m, _q, body) => preview(body.scope, body.project_id === undefined),
    ],
    ['GET', /^\/integrations\/(\w+)\/deletion$/, ([id]) => deletion(id)],
    ['DELETE', /^\/integrations\/(\w+)$/, ([id], _q, body) => remove(id, body)],
    ['GET', /^\/deletions$/, () => list(deletions)],
    ['GET', /^\/attention$/, () => list(attention)],
    [
      'DELETE',
      /^\/attention\/(\w+)$/,
      ([id]) => {
        for (const project of projects)
          project.attention = project.attention.filter((each) => each.id !== id);
        attention.splice(
          attention.findIndex((each) => each.id === id),
          1,
        );
        return null;
      },
    ],
    ...webhookRoutes({ now, find, list }),
    ...notificationRoutes({ now, state, list, refuse }),
  ];
  return { routes, step, health };
}
