/** A small company's deliveries, as the items behind each metric. */
import { random } from './random.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const REPOSITORIES = ['acme/checkout', 'acme/payments', 'acme/storefront', 'acme/search-service'];
const TITLES = ['Retry failed captures', 'Cache price lookups', 'Fix rounding in totals', 'Add gift cards'];
const PEOPLE = ['amara', 'bela', 'chen', 'dilek', 'esteban'];

const iso = (ms) => new Date(ms).toISOString().replace(/\.\d{3}Z/, 'Z');
const url = (repository, kind, number) => `https://github.example/${repository}/${kind}/${number}`;

function deployment(next, at, number) {
  const repository = REPOSITORIES[Math.floor(next() ** 1.6 * REPOSITORIES.length)];
  return {
    id: `1/deployment/${number}`,
    at,
    repository,
    number,
    failed: next() < 0.14,
    fix: 1 + next() * 30,
  };
}

function change(next, at, number, deployed) {
  const repository = REPOSITORIES[Math.floor(next() ** 1.6 * REPOSITORIES.length)];
  const stages = {
    coding: 2 + next() * 30,
    pickup: next() ** 2 * 24,
    review: next() * 20,
    merge: next() ** 3 * 9,
  };
  const bot = next() < 0.07;
  return {
    id: `1/pull_request/${number}`,
    at,
    repository,
    number,
    title: `${TITLES[Math.floor(next() * TITLES.length)]} (${number})`,
    author: bot ? 'dependabot' : PEOPLE[Math.floor(next() * PEOPLE.length)],
    bot,
    stages,
    deploy: next() ** 2 * 40,
    deployed,
  };
}

export function makeWorld(now = Date.now()) {
  const next = random(42);
  const deployments = [];
  const changes = [];
  for (let day = 400; day >= 0; day -= 1) {
    const start = Math.floor(now / DAY) * DAY - day * DAY;
    if ([0, 6].includes(new Date(start).getUTCDay())) continue;
    const count = Math.floor(next() * (day < 200 ? 4 : 3));
    for (let i = 0; i < count; i += 1) {
      const at = start + (9 + next() * 9) * HOUR;
      if (at <= now) deployments.push(deployment(next, at, 1000 + deployments.length));
    }
    for (let i = 0; i < 1 + next() * 3; i += 1) {
      const at = start + (8 + next() * 10) * HOUR;
      if (at <= now) changes.push(change(next, at, 200 + changes.length, day > 3));
    }
  }
  return { now, deployments, changes };
}

const sum = (stages) => Object.values(stages).reduce((a, b) => a + b, 0);

/** Items of a metric, newest first. */
export function itemsOf(world, metric) {
  const { deployments, changes } = world;
  const rows = {
    deployment_frequency: () =>
      deployments.map((d) => ({
        id: d.id,
        at: iso(d.at),
        value: 1,
        repository: d.repository,
        environment: 'production',
        title: `Deployment ${d.number}`,
        url: url(d.repository, 'deployments', d.number),
        excluded_because: null,
      })),
    change_failure_rate: () =>
      deployments.map((d) => ({
        id: d.id,
        at: iso(d.at),
        value: d.failed ? 100 : 0,
        failed: d.failed,
        repository: d.repository,
        title: `Deployment ${d.number}`,
        url: url(d.repository, 'deployments', d.number),
        excluded_because: null,
      })),
    time_to_restore: () =>
      deployments
        .filter((d) => d.failed)
        .map((d) => ({
          id: `1/issue/${d.number}`,
          at: iso(d.at),
          value: d.at + d.fix * HOUR > world.now ? null : d.fix,
          repository: d.repository,
          title: `Incident after #${d.number}`,
          url: url(d.repository, 'issues', d.number),
          excluded_because: d.at + d.fix * HOUR > world.now ? 'not restored yet' : null,
        })),
    lead_time: () =>
      changes.map((c) => ({
        id: c.id,
        at: iso(c.at),
        value: c.deployed ? sum(c.stages) + c.deploy : null,
        title: c.title,
        repository: c.repository,
        author: c.author,
        ...c.stages,
        deploy: c.deployed ? c.deploy : null,
        url: url(c.repository, 'pull', c.number),
        excluded_because: c.bot ? 'opened by a bot' : c.deployed ? null : 'not deployed yet',
      })),
    pull_request_cycle_time: () =>
      changes.map((c) => ({
        id: c.id,
        at: iso(c.at),
        value: sum(c.stages),
        title: c.title,
        repository: c.repository,
        author: c.author,
        ...c.stages,
        url: url(c.repository, 'pull', c.number),
        excluded_because: c.bot ? 'opened by a bot' : null,
      })),
  };
  return (rows[metric]?.() ?? []).toReversed();
}
