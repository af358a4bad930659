/** The API of contract-shaped answers, in one of the states a page can be in. */
import { CONNECTORS, integrations, monitoring, SETTINGS, TABLES, task } from './catalogue.mjs';
import { answer, items, METRICS } from './metrics.mjs';
import { makeWorld } from './world.mjs';

export const STATES = ['full', 'empty', 'syncing', 'nodata', 'failing', 'signin'];

class Refusal extends Error {
  constructor(status, code, message, hint) {
    super(message);
    Object.assign(this, { status, code, hint });
  }
}

const page = (list) => ({ items: list, next: null, total: list.length });
const missing = (what) => new Refusal(404, 'not_found', `${what} does not exist`, 'it may have been deleted');

export function makeApi(state) {
  const world = makeWorld();
  const now = world.now;
  const all = integrations(now, state);
  const refs = (ids) =>
    all.filter((i) => ids.includes(i.id)).map(({ id, name, kind, status }) => ({ id, name, kind, status }));
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
            created_at,
          },
          {
            id: '2',
            name: 'search',
            description: null,
            settings: { ...SETTINGS, deployments: [] },
            integrations: [],
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
    project.integrations = refs(ids);
    for (const each of all) {
      each.projects = projects
        .filter((p) => p.integrations.some((i) => i.id === each.id))
        .map(({ id, name }) => ({ id, name }));
    }
    return project;
  };
  const range = (q) => {
    const from = Date.parse(q.from);
    const to = Date.parse(q.to);
    if (!(from < to))
      throw new Refusal(400, 'invalid_range', 'the range ends before it begins', 'swap from and to');
    return { ...q, from, to, empty: state === 'nodata' };
  };

  const routes = [
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
          last_task: null,
          last_ingested_at: null,
          projects: [],
          rows: 0,
        };
        all.push(made);
        return made;
      },
    ],
    ['GET', /^\/integrations\/(\w+)$/, ([id]) => find(all, id, 'this integration')],
    [
      'PATCH',
      /^\/integrations\/(\w+)$/,
      ([id], _q, { secrets: _s, ...body }) => Object.assign(find(all, id, 'this integration'), body),
    ],
    [
      'DELETE',
      /^\/integrations\/(\w+)$/,
      ([id]) => {
        all.splice(all.indexOf(find(all, id, 'this integration')), 1);
        return null;
      },
    ],
    [
      'POST',
      /^\/integrations\/(\w+)\/sync$/,
      ([id]) => {
        const found = find(all, id, 'this integration');
        found.last_task = { ...task(40, 'running', 0.1, Date.now()), integration_id: id };
        return found.last_task;
      },
    ],
    [
      'POST',
      /^\/integrations\/(\w+)\/cancel$/,
      ([id]) => {
        const found = find(all, id, 'this integration');
        found.last_task = task(40, 'cancelled', 2, Date.now());
        return found.last_task;
      },
    ],
    [
      'GET',
      /^\/integrations\/(\w+)\/tasks$/,
      ([id]) => {
        const found = find(all, id, 'this integration');
        return page(
          found.last_task
            ? [
                found.last_task,
                task(29, 'succeeded', 64, now),
                task(28, 'failed', 124, now),
                task(27, 'succeeded', 184, now),
              ]
            : [],
        );
      },
    ],
    [
      'GET',
      /^\/integrations\/(\w+)\/monitoring$/,
      ([id]) => monitoring(now, id, find(all, id, 'this integration')),
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
            dimensions: ['repository'],
            needs: [],
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

  return (method, path, query, body) => {
    if (!signedIn && path !== '/session')
      throw new Refusal(401, 'unauthorized', 'a key is needed', 'sign in');
    for (const [verb, pattern, handle] of routes) {
      const match = verb === method ? pattern.exec(path) : null;
      if (match) return handle(match.slice(1), query, body);
    }
    throw missing(path);
  };
}
