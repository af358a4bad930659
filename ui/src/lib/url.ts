/** The typed state that lives in the URL. Values that make no sense are dropped, never an error page. */
import { type Bucket, isDay, type PeriodSearch, PRESETS, type PresetId } from './time';

type Raw = Record<string, unknown>;

export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null) params.set(name, String(value));
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

function text(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function oneOf<T extends string>(raw: Raw, name: string, allowed: readonly T[]): T | undefined {
  const value = text(raw, name);
  return allowed.find((each) => each === value);
}

const flag = (raw: Raw, name: string): true | undefined =>
  raw[name] === 'true' || raw[name] === true ? true : undefined;

export type InsightSearch = PeriodSearch & {
  project?: string;
  compare?: boolean;
  bucket?: Bucket;
  /** What the breakdown is by, and what a `key` is of; repositories when absent. */
  by?: string;
};

const PRESET_IDS = PRESETS.map((preset) => preset.id) as PresetId[];

export function insightSearch(raw: Raw): InsightSearch {
  const from = text(raw, 'from');
  const to = text(raw, 'to');
  const custom = from && to && isDay(from) && isDay(to) && from < to;
  return {
    project: text(raw, 'project'),
    period: custom ? undefined : oneOf(raw, 'period', PRESET_IDS),
    from: custom ? from : undefined,
    to: custom ? to : undefined,
    compare: flag(raw, 'compare'),
    bucket: oneOf(raw, 'bucket', ['day', 'week', 'month'] as const),
    by: text(raw, 'by'),
  };
}

export type ItemTab = 'included' | 'left-out' | 'all';
export type DrillSearch = InsightSearch & {
  tab?: ItemTab;
  bucket_start?: string;
  key?: string;
  sort?: string;
  /** How the values become one number; the metric's own way when absent. */
  aggregate?: string;
  /** The collection whose items count; those of the whole project when absent. */
  collection?: string;
  /** Conditions that items must meet, as the API reads them: a JSON list. */
  filters?: string;
  /** The Insight that the number stands in. */
  insight?: string;
};

export type PageSearch = InsightSearch & { collection?: string };

/** What the pages of a project keep in the address; which project it is says their path. */
export function pageSearch(raw: Raw): PageSearch {
  return { ...insightSearch(raw), project: undefined, by: undefined, collection: text(raw, 'collection') };
}

export function drillSearch(raw: Raw): DrillSearch {
  return {
    ...insightSearch(raw),
    tab: oneOf(raw, 'tab', ['included', 'left-out', 'all'] as const),
    bucket_start: text(raw, 'bucket_start'),
    // The empty key is a key: that of items which have none.
    key: typeof raw.key === 'string' ? raw.key : undefined,
    sort: text(raw, 'sort'),
    aggregate: text(raw, 'aggregate'),
    collection: text(raw, 'collection'),
    filters: text(raw, 'filters'),
    insight: text(raw, 'insight'),
  };
}

export type Sort = { column: string; descending: boolean };

/** `-value` is descending by value. */
export function parseSort(text: string | undefined): Sort | null {
  if (!text) return null;
  return text.startsWith('-')
    ? { column: text.slice(1), descending: true }
    : { column: text, descending: false };
}

export function formatSort(sort: Sort | null): string | undefined {
  return sort ? `${sort.descending ? '-' : ''}${sort.column}` : undefined;
}

export const TASK_STATES = ['succeeded', 'failed', 'throttled', 'cancelled', 'running'] as const;
export const TASK_KINDS = ['sync', 'full', 'replay'] as const;
export const DELIVERY_STATES = ['pending', 'done', 'ignored', 'failed'] as const;

/** What the tabs of an integration keep in the address. */
export type IntegrationSearch = {
  /** It was just saved. */
  added?: true;
  /** The dialog that asks for new credentials is open. */
  reauthenticate?: true;
  /** How an upstream has just sent a person back who was to agree there. */
  authorized?: 'done' | 'declined' | 'failed';
  /** Filters of the ingestion log. */
  status?: (typeof TASK_STATES)[number];
  kind?: (typeof TASK_KINDS)[number];
  class?: string;
  q?: string;
  from?: string;
  to?: string;
  /** The task whose details are open. */
  task?: string;
  /** What the spot check looks for. */
  key?: string;
  /** Filters of the webhook deliveries. */
  delivery?: (typeof DELIVERY_STATES)[number];
  event?: string;
};

export function integrationSearch(raw: Raw): IntegrationSearch {
  const day = (name: string) => {
    const value = text(raw, name);
    return value && isDay(value) ? value : undefined;
  };
  return {
    added: flag(raw, 'added'),
    reauthenticate: flag(raw, 'reauthenticate'),
    authorized: oneOf(raw, 'authorized', ['done', 'declined', 'failed'] as const),
    status: oneOf(raw, 'status', TASK_STATES),
    kind: oneOf(raw, 'kind', TASK_KINDS),
    class: text(raw, 'class'),
    q: text(raw, 'q'),
    from: day('from'),
    to: day('to'),
    task: text(raw, 'task'),
    key: text(raw, 'key'),
    delivery: oneOf(raw, 'delivery', DELIVERY_STATES),
    event: text(raw, 'event'),
  };
}

export const CONTRIBUTOR_TABS = ['suggestions', 'import', 'versions'] as const;
export const CONTRIBUTORS_SHOWN = ['people', 'bots', 'undecided', 'alone'] as const;

/** What the pages of contributors keep in the address. */
export type ContributorsSearch = {
  tab?: (typeof CONTRIBUTOR_TABS)[number];
  q?: string;
  show?: (typeof CONTRIBUTORS_SHOWN)[number];
  /** The version whose file the import begins with. */
  version?: string;
};

export function contributorsSearch(raw: Raw): ContributorsSearch {
  return {
    tab: oneOf(raw, 'tab', CONTRIBUTOR_TABS),
    q: text(raw, 'q'),
    show: oneOf(raw, 'show', CONTRIBUTORS_SHOWN),
    version: text(raw, 'version'),
  };
}
