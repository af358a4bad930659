/** The API of contract-shaped answers, in one of the states a page can be in. */
import { CONNECTORS, integrations, lives, SETTINGS, TABLES, task } from './catalogue.mjs';
import { makeInsights } from './insights.mjs';
import { makeLife } from './life.mjs';
import { answer, dimensionsOf, items, METRICS } from './metrics.mjs';
import { makeObjects } from './objects.mjs';
import { makeWorld } from './world.mjs';

export const STATES = ['full', 'empty', 'syncing', 'nodata', 'failing', 'signin', 'lives', 'broken', 'bare'];

class Refusal extends Error {
  constructor(status, code, message, hint, line) {
    super(message);
    Object.assign(this, { status, code, hint, line });
  }
}

const page = (list) => ({ items: list, next: null, total: list.length });
const missing = (what) => new Refusal(404, 'not_found', `${what} does not exist`, 'it may have been deleted');

export function makeApi(state) {
  const world = makeWorld();
  const now = world.now;
  const all = state === 'lives' ? lives(now) : integrations(now, state);
  const listeners = new Set();
  const emit = (event, data) => {
    for (const tell of listeners) tell(event, data);
  };
  const refuse = (...facts) => {
    throw new Refusal(...facts);
  };
  const refs = (ids) =>
    all
      .filter((i) => ids.includes(i.id))
      .map(({ id, name, kind, status }) => ({ id, name, kind, status, scope: null }));
  const created_at = new Date(now - 40 * 86_400_000).toISOString();
  const projects =
    state === 'empty'
      ? []
      : [
          {
            id: '1',
            name: 'checkout',
            description: 'Everything between cart and receipt',
            settings: structuredClone(SETTINGS),
            integrations: refs(['1', '2']),
            attention: [],
            created_at,
          },
          {
            id: '2',
            name: 'search',
            description: null,
            settings: { ...SETTINGS, deployments: [] },
            integrations: [],
            attention: [],
            created_at,
          },
        ];
  let signedIn = state !== 'signin';
  const find = (list, id, what) =>
    list.find((each) => each.id === id) ??
    (() => {
      throw missing(what);
    })();
  const map = (project, ids) => {
    const scopes = new Map(project.integrations.map((each) => [each.id, each.scope]));
    project.integrations = refs(ids).map((each) => ({ ...each, scope: scopes.get(each.id) ?? null }));
    for (const each of all) {
      each.projects = projects
        .filter((p) => p.integrations.some((i) => i.id === each.id))
        .map(({ id, name }) => ({ id, name }));
    }
    return project;
  };
  const life = makeLife({ now, state, all, projects, refuse, emit, map });
  const objects = makeObjects({ state, projects, refuse });
  const past = [
    ['succeeded', 64],
    ['failed', 124],
    ['succeeded', 184],
    ['cancelled', 244],
    ...Array.from({ length: 70 }, (_, index) => ['succeeded', 304 + index * 5]),
  ];
  /** The log of an integration, newest first. */
  const log = (integration) =>
    integration.last_task
      ? [
          integration.last_task,
          ...past.map(([status, minutes], index) => ({
            ...task(29 - index + 100, status, minutes, now),
            integration_id: integration.id,
            integration: integration.name,
          })),
        ]
      : [];
  const narrowed = (tasks, q) =>
    tasks.filter(
      (each) =>
        (!q.status || q.status.split(',').includes(each.status)) &&
        (!q.kind || q.kind.split(',').includes(each.kind)) &&
        (!q.error_class || q.error_class.split(',').includes(each.error?.class)) &&
        (!q.q || JSON.stringify(each.error ?? '').includes(q.q)) &&
        (!q.from || each.started_at >= q.from) &&
        (!q.to || each.started_at < q.to),
    );
  const anyTask = (id) =>
    all.flatMap(log).find((each) => each.id === id) ??
    refuse(404, 'not_found', 'this task does not exist', null);
  const range = (q) => {
    const from = Date.parse(q.from);
    const to = Date.parse(q.to);
    if (!(from < to))
      throw new Refusal(400, 'invalid_range', 'the range ends before it begins', 'swap from and to');
    return { ...q, from, to, empty: state === 'nodata' };
  };

  const routes = [
    ...life.routes,
    ...objects.routes,
    ...makeInsights({ state, refuse }).routes,
    ['GET', /^\/health$/, () => ({ status: 'ok', version: '0.1.0' })],
    ['GET', /^\/session$/, () => ({ authenticated: signedIn, required: state === 'signin', demo: false })],
    [
      'POST',
      /^\/session$/,
      (_m, _q, body) => {
        if (body.key !== 'right')
          throw new Refusal(
            401,
            'unauthorized',
            'this key is not known',
            'copy the whole key; it begins with weir_',
          );
        signedIn = true;
        return { authenticated: true, required: true, demo: false };
      },
    ],
    [
      'DELETE',
      /^\/session$/,
      () => {
        signedIn = false;
        return null;
      },
    ],
    [
      'GET',
      /^\/connectors$/,
      () => page(CONNECTORS.map((c) => ({ ...c, integrations: all.filter((i) => i.kind === c.id).length }))),
    ],
    ['GET', /^\/integrations$/, () => page(all)],
    [
      'POST',
      /^\/integrations\/validate$/,
      (_m, _q, body) => {
        const bad = body.secrets?.token === 'weak';
        return {
          ok: !bad,
          checks: [
            { name: 'sign in', ok: true, permission: null, message: null, hint: null },
            { name: 'read repositories', ok: true, permission: 'contents: read', message: null, hint: null },
            {
              name: 'read workflow runs',
              ok: !bad,
              permission: 'actions: read',
              message: bad ? 'the upstream answered 403' : null,
              hint: bad ? 'edit the token and give it this permission' : null,
            },
          ],
        };
      },
    ],
    [
      'POST',
      /^\/integrations$/,
      (_m, _q, body) => {
        const made = {
          ...body,
          id: String(all.length + 1),
          secrets: undefined,
          has_secrets: Object.keys(body.secrets ?? {}),
          status: 'unknown',
          status_reason: 'no sync yet',
          created_at: new Date().toISOString(),
          deleting: false,
          deletion: null,
          paused: false,
          state: 'first_sync',
          next_sync_at: null,
          credential_expires_at: null,
          credential_expires_soon: false,
          last_task: null,
          last_ingested_at: null,
          projects: [],
          rows: 0,
        };
        all.push(made);
        return made;
      },
    ],
    [
      'GET',
      /^\/integrations\/(\w+)$/,
      ([id]) => {
        const found = find(all, id, 'this integration');
        life.step(found);
        return found;
      },
    ],
    [
      'PATCH',
      /^\/integrations\/(\w+)$/,
      ([id], _q, { secrets: _s, ...body }) => Object.assign(find(all, id, 'this integration'), body),
    ],
    [
      'POST',
      /^\/integrations\/(\w+)\/sync$/,
      ([id]) => {
        const found = find(all, id, 'this integration');
        found.last_task = { ...task(40, 'running', 0.1, Date.now()), integration_id: id, lane: 'manual' };
        emit('task', found.last_task);
        return found.last_task;
      },
    ],
    [
      'POST',
      /^\/integrations\/(\w+)\/cancel$/,
      ([id]) => {
        const found = find(all, id, 'this integration');
        found.last_task = { ...task(40, 'cancelled', 2, Date.now()), integration_id: id };
        emit('task', found.last_task);
        return found.last_task;
      },
    ],
    [
      'GET',
      /^\/integrations\/(\w+)\/tasks$/,
      ([id], q) => {
        const found = narrowed(log(find(all, id, 'this integration')), q);
        const at = Number(q.after ?? 0);
        const end = at + Number(q.limit ?? 50);
        return {
          items: found.slice(at, end),
          next: end < found.length ? String(end) : null,
          total: found.length,
        };
      },
    ],
    [
      'GET',
      /^\/tasks\/(\w+)$/,
      ([id]) => {
        const found = anyTask(id);
        const attempts = Array.from({ length: found.attempt }, (_, index) => ({
          number: index + 1,
          status: found.status,
          started_at: found.started_at,
          finished_at: found.finished_at,
          error_class: found.error?.class ?? null,
          error_message: found.error?.message ?? null,
        }));
        return { ...found, attempts };
      },
    ],
    [
      'POST',
      /^\/tasks\/(\w+)\/retry$/,
      ([id]) => {
        const found = anyTask(id);
        const owner = find(all, found.integration_id, 'this integration');
        owner.last_task = { ...task(id, 'running', 0.1, Date.now()), integration_id: owner.id, attempt: 4 };
        emit('task', owner.last_task);
        return owner.last_task;
      },
    ],
    ['GET', /^\/projects$/, () => page(projects)],
    [
      'POST',
      /^\/projects$/,
      (_m, _q, body) => {
        if (projects.some((p) => p.name === body.name))
          throw new Refusal(
            409,
            'name_taken',
            `a project named ${body.name} exists already`,
            'choose another name',
          );
        const made = {
          id: String(projects.length + 1),
          description: null,
          ...body,
          settings: structuredClone(SETTINGS),
          integrations: [],
          attention: [],
          created_at: new Date().toISOString(),
        };
        projects.push(made);
        return made;
      },
    ],
    ['GET', /^\/projects\/(\w+)$/, ([id]) => find(projects, id, 'this project')],
    [
      'PATCH',
      /^\/projects\/(\w+)$/,
      ([id], _q, body) => Object.assign(find(projects, id, 'this project'), body),
    ],
    [
      'DELETE',
      /^\/projects\/(\w+)$/,
      ([id]) => {
        projects.splice(projects.indexOf(find(projects, id, 'this project')), 1);
        return null;
      },
    ],
    [
      'PUT',
      /^\/projects\/(\w+)\/integrations$/,
      ([id], _q, body) => map(find(projects, id, 'this project'), body.integration_ids),
    ],
    [
      'GET',
      /^\/projects\/(\w+)\/options$/,
      () => ({
        branches: ['main', 'develop'],
        environments: ['production', 'staging'],
        workflows: ['Deploy', 'Test', 'Deploy docs'],
        labels: ['incident', 'bug', 'production incident'],
        issue_statuses: ['To Do', 'Doing', 'Review', 'Done'],
        pull_request_labels: ['bug', 'feature'],
        repositories: ['acme/checkout', 'acme/payments'],
      }),
    ],
    [
      'GET',
      /^\/metrics$/,
      () =>
        page(
          Object.entries(METRICS).map(([id, m]) => ({
            id,
            title: m.title,
            unit: m.unit,
            direction: m.direction,
            definition: m.definition,
            aggregate: m.aggregate,
            aggregates: m.aggregates,
            dimensions: dimensionsOf(id),
            area: 'dora',
            stages: m.stages.map((stage) => stage.title),
            needs: ['deployments'],
            source: null,
            version: 1,
          })),
        ),
    ],
    [
      'GET',
      /^\/projects\/(\w+)\/metrics\/(\w+)$/,
      ([, id], q) => {
        if (!METRICS[id]) throw missing('this metric');
        if (state === 'failing')
          throw new Refusal(
            500,
            'internal',
            'the table deployments could not be read',
            'run weir doctor, then try again',
          );
        return answer(world, id, range(q));
      },
    ],
    [
      'GET',
      /^\/projects\/(\w+)\/metrics\/(\w+)\/definitions$/,
      ([, id], q) => {
        const own = answer(world, id, range(q));
        const other = answer(world, id, { ...range(q), aggregate: own.metric.aggregates.at(-1) });
        other.metric.variant_by = 'Somebody else';
        other.metric.id = `${id}_other`;
        return page([own, other]);
      },
    ],
    ['GET', /^\/projects\/(\w+)\/metrics\/(\w+)\/items$/, ([, id], q) => items(world, id, range(q))],
    ['GET', /^\/tables$/, () => page(TABLES)],
    [
      'GET',
      /^\/tables\/(\w+)\/rows$/,
      () => ({
        columns: ['id', 'integration_id', 'number', 'state', 'created'],
        rows: Array.from({ length: 20 }, (_, i) => [
          `1/pull_request/9/${i}`,
          '1',
          i,
          i % 3 ? 'merged' : 'open',
          created_at,
        ]),
        next: null,
      }),
    ],
    [
      'POST',
      /^\/query$/,
      (_m, _q, body) => {
        if (/pull_request\b/.test(body.sql))
          throw new Refusal(
            400,
            'invalid_sql',
            "table 'pull_request' does not exist",
            'did you mean pull_requests?',
          );
        return {
          columns: ['state', 'pull_requests'],
          rows: [
            ['merged', 3120],
            ['open', 41],
            ['closed', 88],
          ],
          truncated: false,
        };
      },
    ],
  ];

  /** Whether the state is one in which the pages of an integration get no answers. */
  const broken = (path) =>
    state === 'broken' &&
    /^\/(integrations\/\w+\/|settings|notifications|deletions|contributors|insights|projects\/\w+\/(categories|profiles|insights))/.test(
      path,
    );

  const api = (method, path, query, body) => {
    if (!signedIn && path !== '/session')
      throw new Refusal(401, 'unauthorized', 'a key is needed', 'sign in');
    if (broken(path)) throw new Refusal(500, 'internal', 'the database could not be read', 'run weir doctor');
    for (const [verb, pattern, handle] of routes) {
      const match = verb === method ? pattern.exec(path) : null;
      if (match) return handle(match.slice(1), query, body);
    }
    throw missing(path);
  };
  /** Calls back with each event; the running tasks come first. */
  api.listen = (tell) => {
    for (const { last_task } of all) if (last_task?.status === 'running') tell('task', last_task);
    listeners.add(tell);
    return () => listeners.delete(tell);
  };
  return api;
}
