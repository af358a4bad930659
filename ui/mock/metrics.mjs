/** The catalogue, and answers computed from the world's items. */
import { itemsOf } from './world.mjs';

const DAY = 86_400_000;
const stage = (name, title) => ({ name, title });
const col = (name, title, kind, unit) => ({ name, title, kind, ...(unit ? { unit } : {}) });
const STAGES = [
  stage('coding', 'Coding'),
  stage('pickup', 'Pickup'),
  stage('review', 'Review'),
  stage('merge', 'Merge'),
];
const AT = col('at', 'At', 'time');
const REPOSITORY = col('repository', 'Repository', 'text');
const DURATIONS = ['median', 'mean', 'p75', 'p90', 'p95'];

export const METRICS = {
  deployment_frequency: {
    title: 'Deployment frequency',
    unit: 'per_day',
    direction: 'up',
    aggregate: 'per_day',
    aggregates: ['per_day'],
    definition: 'Successful deployments to production, divided by the days of the period.',
    columns: [col('title', 'Deployment', 'text'), AT, REPOSITORY, col('environment', 'Environment', 'text')],
    bands: [
      ['elite', 'at least once a day'],
      ['high', 'at least once a week'],
      ['medium', 'at least once a month'],
      ['low', 'less often'],
    ],
    levels: [1, 1 / 7, 1 / 30],
    stages: [],
  },
  lead_time: {
    title: 'Lead time for changes',
    unit: 'hours',
    direction: 'down',
    aggregate: 'median',
    aggregates: DURATIONS,
    definition: 'From the first commit of a change to the first deployment to production that contains it.',
    columns: [
      col('title', 'Pull request', 'text'),
      AT,
      REPOSITORY,
      col('author', 'Author', 'text'),
      col('value', 'Lead time', 'hours'),
      ...STAGES.map((s) => col(s.name, s.title, 'hours')),
      col('deploy', 'Deploy', 'hours'),
    ],
    bands: [
      ['elite', 'under 1 day'],
      ['high', 'under 1 week'],
      ['medium', 'under 1 month'],
      ['low', '1 month or more'],
    ],
    levels: [24, 168, 730],
    stages: [...STAGES, stage('deploy', 'Deploy')],
  },
  change_failure_rate: {
    title: 'Change failure rate',
    unit: 'percent',
    direction: 'down',
    aggregate: 'rate',
    aggregates: ['rate'],
    definition: 'Share of the deployments to production that caused a failure.',
    columns: [col('title', 'Deployment', 'text'), AT, REPOSITORY, col('failed', 'Failed', 'bool')],
    bands: [
      ['elite', 'up to 5 %'],
      ['high', 'up to 10 %'],
      ['medium', 'up to 15 %'],
      ['low', 'over 15 %'],
    ],
    levels: [5, 10, 15],
    stages: [],
  },
  time_to_restore: {
    title: 'Time to restore',
    unit: 'hours',
    direction: 'down',
    aggregate: 'median',
    aggregates: DURATIONS,
    definition: 'From the beginning of a failure in production until service is restored.',
    columns: [col('title', 'Incident', 'text'), AT, REPOSITORY, col('value', 'Time to restore', 'hours')],
    bands: [
      ['elite', 'under 1 hour'],
      ['high', 'under 1 day'],
      ['medium', 'under 1 week'],
      ['low', '1 week or more'],
    ],
    levels: [1, 24, 168],
    stages: [],
  },
  pull_request_cycle_time: {
    title: 'Pull request cycle time',
    unit: 'hours',
    direction: 'down',
    aggregate: 'median',
    aggregates: DURATIONS,
    definition: 'From the first commit of a pull request to its merge.',
    columns: [
      col('title', 'Pull request', 'text'),
      AT,
      REPOSITORY,
      col('author', 'Author', 'text'),
      col('value', 'Cycle time', 'hours'),
      ...STAGES.map((s) => col(s.name, s.title, 'hours')),
    ],
    bands: null,
    levels: [],
    stages: STAGES,
  },
};

function quantile(values, p) {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * p;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

const median = (values) => quantile(values, 0.5);

function figure(info, items, days) {
  if (items.length === 0) return info.unit === 'per_day' ? 0 : null;
  if (info.unit === 'per_day') return items.length / days;
  if (info.unit === 'percent') return (items.filter((i) => i.failed).length / items.length) * 100;
  const values = items.map((i) => i.value);
  if (info.aggregate === 'mean') return values.reduce((a, b) => a + b, 0) / values.length;
  return quantile(values, info.aggregate === 'median' ? 0.5 : Number(info.aggregate.slice(1)) / 100);
}

function groupBy(list, key) {
  const groups = {};
  for (const each of list) {
    groups[key(each)] ??= [];
    groups[key(each)].push(each);
  }
  return groups;
}

const decimal = (n) => Math.round(n * 100) / 100;

function textOf(unit, value) {
  if (value === null) return 'no data';
  if (unit === 'per_day') return `${decimal(value)} per day (${decimal(value * 7)} per week)`;
  if (unit === 'percent') return `${decimal(value)} %`;
  const minutes = Math.round(value * 60);
  const pair = (big, one, small, other) =>
    small === 0 ? `${big} ${one}` : `${big} ${one} ${small} ${other}`;
  if (minutes < 1) return 'under 1 min';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 1440) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.floor((minutes + 30) / 60);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function gradeOf(info, value) {
  if (!info.bands || value === null) return null;
  const up = info.direction === 'up';
  const at = info.levels.findIndex((limit) => (up ? value >= limit : value < limit));
  const [level] = info.bands[at === -1 ? 3 : at];
  return {
    level,
    label: level[0].toUpperCase() + level.slice(1),
    bands: info.bands.map(([l, text]) => ({ level: l, text })),
  };
}

export function bucketStart(ms, bucket) {
  const date = new Date(ms);
  if (bucket === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const day = Math.floor(ms / DAY) * DAY;
  return bucket === 'week' ? day - ((date.getUTCDay() + 6) % 7) * DAY : day;
}

function nextBucket(ms, bucket) {
  if (bucket === 'month') {
    const date = new Date(ms);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  }
  return ms + (bucket === 'week' ? 7 : 1) * DAY;
}

const between = (items, from, to) => items.filter((i) => Date.parse(i.at) >= from && Date.parse(i.at) < to);
const counted = (items) => items.filter((i) => i.excluded_because === null);
const iso = (ms) => new Date(ms).toISOString().replace('.000Z', 'Z');

function seriesOf(info, items, from, to, bucket, now) {
  const points = [];
  for (let start = bucketStart(from, bucket); start < to; start = nextBucket(start, bucket)) {
    const end = nextBucket(start, bucket);
    const inside = counted(between(items, Math.max(start, from), Math.min(end, to)));
    if (start > now) break;
    points.push({
      start: iso(start),
      value: figure(info, inside, (end - start) / DAY),
      n: inside.length,
      partial: start < from || end > to || end > now,
    });
  }
  return points;
}

export const dimensionsOf = (id) =>
  id === 'deployment_frequency' ? ['repository', 'environment', 'author'] : ['repository', 'author'];

export function answer(world, id, { from, to, bucket = 'week', by, aggregate, empty }) {
  const { columns: _c, bands: _b, levels: _l, stages, ...info } = METRICS[id];
  const full = { ...METRICS[id], aggregate: aggregate ?? METRICS[id].aggregate };
  const all = empty ? [] : itemsOf(world, id);
  const inRange = between(all, from, to);
  const now = counted(inRange);
  const days = (to - from) / DAY;
  const before = counted(between(all, from - (to - from), from));
  const value = now.length === 0 ? null : figure(full, now, days);
  const previous = before.length === 0 ? null : figure(full, before, days);
  const reasons = groupBy(
    inRange.filter((i) => i.excluded_because),
    (i) => i.excluded_because,
  );
  const groups = by ? groupBy(now, (i) => i[by]) : {};
  return {
    metric: {
      id,
      ...info,
      aggregate: full.aggregate,
      dimensions: dimensionsOf(id),
      stages: stages.map((each) => each.title),
      needs: ['deployments'],
      source: 'https://dora.dev/guides/dora-metrics-four-keys/',
      version: 1,
    },
    project: 'checkout',
    from: iso(from),
    to: iso(to),
    value,
    text: textOf(full.unit, value),
    n: now.length,
    excluded: Object.entries(reasons).map(([reason, list]) => ({ reason, count: list.length })),
    grade: gradeOf(full, value),
    previous: { from: iso(from - (to - from)), to: iso(from), value: previous, n: before.length },
    change: value !== null && previous ? (value - previous) / previous : null,
    stages:
      now.length === 0
        ? []
        : stages.map((s) => ({ ...s, value: median(now.map((i) => i[s.name])), n: now.length })),
    series: seriesOf(full, all, from, to, bucket, world.now),
    breakdown: Object.entries(groups).map(([key, list]) => {
      const old = before.filter((i) => i[by] === key);
      return {
        key,
        value: figure(full, list, days),
        n: list.length,
        previous: old.length ? figure(full, old, days) : null,
        series: seriesOf(
          full,
          all.filter((i) => i[by] === key),
          from,
          to,
          bucket,
          world.now,
        ),
      };
    }),
    basis: [
      'Deployments: GitHub deployments to `production`',
      'Failures: issues labelled `incident`, reverting pull requests',
    ],
    notes: id === 'lead_time' ? ['2 contributors have accounts that may be the same person'] : [],
    missing: empty
      ? [
          {
            what: 'deployments',
            why: 'no deployments to production were found',
            supply: "connect GitHub deployments, or choose workflow runs in the project's settings",
          },
        ]
      : [],
    fresh_at: empty ? null : iso(world.now - 240_000),
  };
}

export function items(world, id, q) {
  const {
    from,
    to,
    bucket = 'week',
    bucket_start,
    key,
    by = 'repository',
    included = 'true',
    limit = 100,
    after,
  } = q;
  let found = between(itemsOf(world, id), from, to);
  if (bucket_start) {
    const start = Date.parse(bucket_start);
    found = between(found, start, nextBucket(start, bucket));
  }
  if (key !== undefined) found = found.filter((i) => i[by] === key);
  const good = counted(found);
  const left = found.filter((i) => i.excluded_because);
  const list = included === 'true' ? good : included === 'false' ? left : found;
  const at = Number(after ?? 0);
  const end = at + Number(limit);
  return {
    columns: [
      ...METRICS[id].columns,
      col('url', 'Page', 'link'),
      col('excluded_because', 'Left out because', 'text'),
    ],
    items: list.slice(at, end),
    total: found.length,
    included: good.length,
    excluded: left.length,
    next: end < list.length ? String(end) : null,
  };
}
