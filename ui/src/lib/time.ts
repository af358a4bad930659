/** Calendar arithmetic in UTC: the API's buckets are UTC, so are the dates on screen. */

export const PRESETS = [
  { id: '7d', days: 7, label: 'Last 7 days' },
  { id: '30d', days: 30, label: 'Last 30 days' },
  { id: '90d', days: 90, label: 'Last 90 days' },
  { id: '180d', days: 180, label: 'Last 180 days' },
  { id: '365d', days: 365, label: 'Last 365 days' },
] as const;

export type PresetId = (typeof PRESETS)[number]['id'];
export const DEFAULT_PRESET: PresetId = '90d';

/** Days as `YYYY-MM-DD`; `to` is the first day that no longer belongs to the range. */
export type Range = { from: string; to: string };
export type PeriodSearch = { period?: PresetId; from?: string; to?: string };
export type Bucket = 'day' | 'week' | 'month';

const DAY = 86_400_000;

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

export function dayOf(time: Date | string): string {
  return (typeof time === 'string' ? new Date(time) : time).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY));
}

export function daysIn(range: Range): number {
  return Math.round((Date.parse(range.to) - Date.parse(range.from)) / DAY);
}

/** The days a search stands for. A custom range wins over a preset; nothing means the default preset. */
export function resolveRange(search: PeriodSearch, now: Date): Range {
  if (search.from && search.to && search.from < search.to) return { from: search.from, to: search.to };
  const preset = PRESETS.find((each) => each.id === (search.period ?? DEFAULT_PRESET));
  const to = addDays(dayOf(now), 1);
  return { from: addDays(to, -(preset?.days ?? 90)), to };
}

/** The neighbour of the same length: -1 before, 1 after. */
export function shiftRange(range: Range, direction: -1 | 1): Range {
  const days = daysIn(range) * direction;
  return { from: addDays(range.from, days), to: addDays(range.to, days) };
}

/** Days up to a month, weeks up to half a year, months beyond. */
export function bucketFor(range: Range): Bucket {
  const days = daysIn(range);
  if (days <= 31) return 'day';
  return days <= 190 ? 'week' : 'month';
}

const SHORT: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone: 'UTC' };
const shortDay = new Intl.DateTimeFormat('en-GB', SHORT);
const longDay = new Intl.DateTimeFormat('en-GB', { ...SHORT, year: 'numeric' });

export function formatDay(day: string, withYear = true): string {
  return (withYear ? longDay : shortDay).format(new Date(day.length === 10 ? `${day}T00:00:00Z` : day));
}

/** `1 Jan – 31 Mar 2024`: both days inclusive, as people read them. */
export function formatRange(range: Range): string {
  const last = addDays(range.to, -1);
  if (range.from === last) return formatDay(range.from);
  const sameYear = range.from.slice(0, 4) === last.slice(0, 4);
  return `${formatDay(range.from, !sameYear)} – ${formatDay(last)}`;
}

export function rangeLabel(search: PeriodSearch, range: Range): string {
  if (search.from && search.to) return formatRange(range);
  return PRESETS.find((each) => each.id === (search.period ?? DEFAULT_PRESET))?.label ?? formatRange(range);
}

const BUCKET_MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** How one bucket is named: `3 Mar`, `week of 3 Mar`, `Mar 2024`. */
export function bucketName(start: string, bucket: Bucket): string {
  if (bucket === 'month') return BUCKET_MONTH.format(new Date(start));
  return bucket === 'week' ? `week of ${formatDay(start, false)}` : formatDay(start, false);
}
