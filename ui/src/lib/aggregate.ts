import { sentence } from './format';

/** The aggregates of the catalogue, over values that are on screen: a check of the number, not its source. */

/** The value below which the share `p` of the values lies, interpolated between neighbours. */
export function percentile(values: number[], p: number): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * p;
  const below = sorted[Math.floor(position)] ?? 0;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

export function aggregate(name: string, values: number[]): number | null {
  if (values.length === 0) return null;
  if (name === 'median') return percentile(values, 0.5);
  // A rate is the mean of values that are 0 or 100.
  if (name === 'mean' || name === 'rate')
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  const p = /^p(\d{2})$/.exec(name)?.[1];
  return p ? percentile(values, Number(p) / 100) : null;
}

const COUNTED = {
  per_day: ', divided by the days of the period',
  per_week: ', divided by the weeks of the period',
  count: '',
};

/** What was done with the items: `median of 5 items`, `share of 24 items`. */
export function aggregatePhrase(name: string, items: string): string {
  if (name in COUNTED) return `${items}${COUNTED[name as keyof typeof COUNTED]}`;
  if (name === 'rate') return `share of ${items}`;
  const p = /^p(\d{2})$/.exec(name)?.[1];
  return p ? `${p}th percentile of ${items}` : `${name} of ${items}`;
}

const NAMES: Record<string, string> = {
  per_day: 'Per day',
  per_week: 'Per week',
  rate: 'Share',
  count: 'Count',
};

/** The name of an aggregate on its own: `Median`, `90th percentile`. */
export function aggregateName(name: string): string {
  const p = /^p(\d{2})$/.exec(name)?.[1];
  return NAMES[name] ?? (p ? `${p}th percentile` : sentence(name));
}
