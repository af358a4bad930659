/** Connectors, integrations, projects and tables as the API describes them. */
const list = (items) => ({ type: 'array', items: { type: 'string' }, default: [], description: items });
const flag = (description, value = true) => ({ type: 'boolean', default: value, description });
export const STREAMS = [
  'repositories',
  'pull_requests',
  'reviews',
  'review_comments',
  'commits',
  'issues',
  'deployments',
  'workflow_runs',
  'releases',
];

const secret = (name, title, doc, more = {}) => ({
  name,
  title,
  doc,
  optional: false,
  several: false,
  lines: false,
  ...more,
});
const method = (id, title, kind, credentials, fields = []) => ({
  id,
  title,
  doc:
    id === 'app' ? 'For an organization: its own quota, and tokens that live an hour.' : 'The quickest way.',
  kind,
  credentials,
  fields,
});

export const CONNECTORS = [
  {
    id: 'github',
    title: 'GitHub',
    category: 'source_control',
    about: 'Pull requests, reviews, commits, issues, deployments and workflow runs of GitHub repositories.',
    docs: 'https://docs.github.com/en/rest',
    config_schema: {
      type: 'object',
      required: ['owners'],
      properties: {
        url: {
          type: ['string', 'null'],
          format: 'uri',
          description: 'Base address of the API; empty for github.com',
          examples: ['https://github.example.com/api/v3'],
        },
        owners: list('Organizations whose repositories are ingested'),
        repositories: list('Only these repositories, as owner/name; patterns with * are possible'),
        pull_requests: flag('Pull requests with reviews and comments'),
        issues: flag('Issues with their events'),
        workflow_runs: flag('Workflow runs with jobs and steps'),
        auth: {
          type: 'string',
          enum: ['token', 'app'],
          default: 'token',
          description: 'Way to authenticate',
        },
        app_id: { type: 'string', description: "The number on the App's settings page" },
        installation_id: { type: 'string', description: "The number in the installation's address" },
        quota_free_percent: {
          type: 'integer',
          default: 20,
          minimum: 0,
          maximum: 95,
          description: 'How much of each quota stays free for others, in percent',
        },
      },
    },
    auth: [
      method('token', 'Personal access tokens', 'bearer', [
        secret(
          'token',
          'Personal access token',
          'Create a fine-grained token with read access to contents, issues, pull requests, deployments and actions. Several, one a line, add up their quotas.',
          { several: true, lines: true },
        ),
      ]),
      method(
        'app',
        'GitHub App',
        'github_app',
        [secret('private_key', 'Private key', 'The PEM file that the App hands out.', { lines: true })],
        [
          { name: 'app_id', optional: false },
          { name: 'installation_id', optional: false },
        ],
      ),
    ],
    streams: STREAMS.map((name) => ({
      name,
      doc: `The ${name.replaceAll('_', ' ')} of each repository`,
      permission: name === 'workflow_runs' ? 'actions: read' : 'contents: read',
      option: null,
    })),
    is_pushed: false,
    integrations: 1,
  },
  {
    id: 'git',
    title: 'Git',
    category: 'source_control',
    about: 'Commits, tags and changed files of any git repository, by address or local path.',
    docs: 'https://git-scm.com/docs',
    config_schema: {
      type: 'object',
      required: ['url'],
      properties: {
        url: {
          type: 'string',
          description: 'Address or local path of the repository',
          examples: ['https://example.com/team/repository.git'],
        },
        branches: { $ref: '#/$defs/Branches', description: 'Which branches are read' },
      },
      $defs: { Branches: { type: 'string', enum: ['default', 'all'], default: 'default' } },
    },
    auth: [
      method('token', 'Access token', 'basic', [
        secret('token', 'Access token', 'Only for private repositories over https.', { optional: true }),
      ]),
    ],
    streams: ['commits', 'tags'].map((name) => ({
      name,
      doc: `All ${name}`,
      permission: null,
      option: null,
    })),
    is_pushed: false,
    integrations: 1,
  },
];

const ago = (now, minutes) => new Date(now - minutes * 60_000).toISOString();

function report(name, index, state, now) {
  const done = state !== 'running' || index < 3;
  const part = done ? 1 : index === 3 ? 0.4 : 0;
  const size = 400 * (index + 1);
  return {
    stream: name,
    partitions_done: Math.floor(4 * part),
    partitions_total: 4,
    rows: Math.floor(size * part),
    records: Math.floor(size * part),
    requests: Math.floor(9 * part),
    points: Math.floor(12 * part),
    retries: index === 1 ? 1 : 0,
    skipped: index === 2 ? { not_found: 3 } : {},
    drift: index === 1 ? { 'pull_requests.state': 2 } : {},
    started: part > 0 ? ago(now, 2) : null,
    finished: done ? ago(now, 1) : null,
    error: null,
    estimate: done ? null : Math.floor(size * (1 - part)),
  };
}

const FAILURE = {
  class: 'missing_permission',
  message: 'the token may not read workflow runs of acme/payments (403)',
  hint: 'give the token the permission actions: read, then re-authenticate on the Settings tab',
  stream: 'workflow_runs',
  partition: 'acme/payments',
};

export function task(id, status, minutes, now) {
  const streams = STREAMS.map((name, index) => report(name, index, status, now));
  if (status === 'failed') streams[7] = { ...streams[7], error: FAILURE, finished: null };
  const total = (field) => streams.reduce((sum, each) => sum + each[field], 0);
  return {
    id: String(id),
    integration_id: '1',
    integration: 'GitHub acme',
    kind: id % 9 === 0 ? 'full' : 'sync',
    lane: id % 9 === 0 ? 'full' : status === 'failed' ? 'retry' : 'tail',
    attempt: status === 'failed' ? 3 : 1,
    attempts: [],
    plan: {
      requests: 82,
      points: 60,
      seconds: 70,
      bytes: null,
      at_least: false,
      pace_ms: 420,
      asked: 0,
      at: ago(now, minutes),
      streams: streams.map(({ stream, requests, points }) => ({
        stream,
        basis: 'earlier',
        tasks: 7,
        records: null,
        requests,
        points,
        at_most: false,
      })),
    },
    status,
    started_at: ago(now, minutes),
    finished_at: status === 'running' ? null : ago(now, minutes - 1.4),
    duration_ms: status === 'running' ? null : 84_000,
    retries: total('retries'),
    rows: total('rows'),
    records: total('records'),
    requests: total('requests'),
    points: total('points'),
    error: status === 'failed' ? FAILURE : null,
    streams,
  };
}

export function integrations(now, state) {
  if (state === 'empty') return [];
  const running = state === 'syncing';
  const base = {
    description: '',
    deleting: false,
    deletion: null,
    paused: false,
    next_sync_at: ago(now, -3),
    credential_expires_at: null,
    credential_expires_soon: false,
    created_at: ago(now, 60 * 24 * 40),
    projects: [{ id: '1', name: 'checkout' }],
  };
  return [
    {
      ...base,
      id: '1',
      name: 'GitHub acme',
      kind: 'github',
      config: {
        owners: ['acme'],
        repositories: [],
        pull_requests: true,
        issues: true,
        workflow_runs: true,
      },
      has_secrets: ['token'],
      state: running ? 'first_sync' : 'healthy',
      credential_expires_at: ago(now, -60 * 24 * 40),
      status: running ? 'unknown' : 'healthy',
      status_reason: running ? 'the first sync is running' : null,
      last_task: task(31, running ? 'running' : 'succeeded', 4, now),
      last_ingested_at: ago(now, running ? 0 : 4),
      rows: 18_442,
    },
    {
      ...base,
      id: '2',
      name: 'GitHub payments',
      kind: 'github',
      description: 'The payments team',
      config: { owners: ['acme'], repositories: ['acme/payments'] },
      has_secrets: ['token'],
      state: 'missing_permission',
      status: 'failed',
      status_reason: 'the last sync failed: the token may not read workflow runs',
      last_task: { ...task(30, 'failed', 90, now), integration_id: '2' },
      last_ingested_at: ago(now, 60 * 26),
      rows: 3_120,
    },
    {
      ...base,
      id: '3',
      name: 'Storefront clone',
      kind: 'git',
      config: { url: 'https://example.com/acme/storefront.git', branches: 'default' },
      has_secrets: [],
      state: 'never_run',
      status: 'unknown',
      status_reason: 'no sync in the past week',
      last_task: null,
      last_ingested_at: null,
      projects: [],
      rows: 0,
    },
  ];
}

/** One integration in each state that Monitoring has a face for. */
export function lives(now) {
  const [healthy] = integrations(now, 'full');
  const [first] = integrations(now, 'syncing');
  const make = (id, name, more) => ({ ...structuredClone(healthy), id, name, ...more });
  const ended = (status, error) => ({ ...task(33, status, 12, now), error });
  return [
    { ...first, id: '1', name: 'GitHub, first sync', rows: 5_210 },
    make('2', 'GitHub, healthy', {}),
    make('3', 'GitHub, throttled', {
      state: 'throttled',
      status_reason: 'waiting for quota: it refills in 12 min',
      last_task: ended('throttled', {
        class: 'throttled',
        message: 'the quota `graphql` of api.github.com is used up',
        hint: 'it goes on by itself when the quota refills',
        stream: 'pull_requests',
        partition: 'acme/payments',
      }),
    }),
    make('4', 'GitHub, refused', {
      state: 'unauthorized',
      status: 'failed',
      status_reason: 'the upstream refuses the credential (401)',
      last_ingested_at: ago(now, 95),
      next_sync_at: null,
      last_task: ended('failed', {
        class: 'unauthorized',
        message: 'the upstream refuses the credential (401): Bad credentials',
        hint: 'the token is wrong, expired or revoked: make a new one, then re-authenticate',
        stream: 'repositories',
        partition: null,
      }),
    }),
    make('5', 'GitHub, paused', { state: 'paused', paused: true, next_sync_at: null }),
    make('6', 'GitHub, deleting', {
      state: 'deleting',
      deleting: true,
      still: true,
      deletion: {
        percent: 42,
        step: 'rows',
        table: 'pull_requests',
        deleted_rows: 7_745,
        total_rows: 18_442,
        started_at: ago(now, 1),
        error: null,
      },
    }),
  ];
}

export const SETTINGS = {
  deployments: [
    { kind: 'deployments', environments: ['production'] },
    { kind: 'workflow_runs', names: ['Deploy*'], branches: ['main'], jobs: [], environment: 'production' },
  ],
  failures: {
    issue_labels: ['incident', 'production incident'],
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

const column = (name, type, doc) => ({ name, type, doc });
export const TABLES = [
  'pull_requests',
  'reviews',
  'commits',
  'issues',
  'deployments',
  'workflow_runs',
  'users',
].map((name, index) => ({
  name,
  doc: `One row per ${name.replaceAll('_', ' ').replace(/s$/, '')}.`,
  columns: [
    column('id', 'id', 'Identity across all integrations'),
    column('integration_id', 'text', 'The integration that brought it'),
    column('number', 'integer', 'Number within its repository'),
    column('state', 'text', 'open, merged or closed'),
    column('created', 'time', 'When it was created'),
  ],
  rows: 4000 - index * 420,
  bytes: 910_000 - index * 90_000,
}));
