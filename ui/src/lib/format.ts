/** The one place where numbers, durations and moments become text. */

/** What is shown where there is no value: never a zero. */
export const NONE = '–';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export function formatCount(value: number | null | undefined): string {
  return value == null ? NONE : whole.format(value);
}

/** Up to three significant digits, thousands grouped. */
export function formatNumber(value: number | null | undefined): string {
  if (value == null || Number.isNaN(value)) return NONE;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(value);
}

const STEPS = [
  { unit: 'd', seconds: 86_400 },
  { unit: 'h', seconds: 3_600 },
  { unit: 'min', seconds: 60 },
  { unit: 's', seconds: 1 },
] as const;

/** `3 d 4 h`, `4 h 12 min`, `35 min`, `12 s`: the two largest units that matter. */
export function formatSeconds(seconds: number | null | undefined): string {
  if (seconds == null || Number.isNaN(seconds)) return NONE;
  if (seconds < 0) return `-${formatSeconds(-seconds)}`;
  if (seconds > 0 && seconds < 1) return '< 1 s';
  const first = STEPS.findIndex((step) => seconds >= step.seconds);
  const major = STEPS[first];
  const minor = STEPS[first + 1];
  if (!major) return '0 s';
  if (!minor) return `${Math.round(seconds)} s`;
  // Round in the smaller unit first, so that 59.9 min reads `1 h`, not `60 min`.
  const rounded = Math.round(seconds / minor.seconds) * minor.seconds;
  const up = STEPS[first - 1];
  if (up && rounded >= up.seconds) return `1 ${up.unit}`;
  const count = Math.floor(rounded / major.seconds);
  const rest = Math.round((rounded - count * major.seconds) / minor.seconds);
  return rest === 0 ? `${count} ${major.unit}` : `${count} ${major.unit} ${rest} ${minor.unit}`;
}

export function formatHours(hours: number | null | undefined): string {
  if (hours == null) return NONE;
  // The API rounds to minutes first, then to hours: both must say the same.
  const minutes = Math.round(hours * 60);
  return minutes < 1 && minutes > -1 ? 'under 1 min' : formatSeconds(minutes * 60);
}

/** `7.4 %`, `25 %`; metric values keep two digits, as the API writes them. */
export function formatPercent(percent: number | null | undefined, precision?: number): string {
  if (percent == null) return NONE;
  const digits = precision ?? (Math.abs(percent) >= 10 ? 0 : 1);
  return `${new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(percent)} %`;
}

/** A rate per day in the largest unit that makes it at least one: `2.4 per day`, `3 per week`, `1.5 per month`. */
export function formatPerDay(rate: number | null | undefined): string {
  if (rate == null) return NONE;
  if (rate === 0) return '0 per day';
  if (rate >= 1) return `${formatNumber(rate)} per day`;
  if (rate * 7 >= 1) return `${formatNumber(rate * 7)} per week`;
  return `${formatNumber(rate * (365.25 / 12))} per month`;
}

export type UnitKind = 'hours' | 'percent' | 'per_day' | 'per_week' | 'number';

/** How a unit of the API is written. */
export function unitKind(unit: string): UnitKind {
  if (unit === 'hours') return 'hours';
  if (unit === 'percent' || unit === '%') return 'percent';
  if (/per[ _]day/.test(unit)) return 'per_day';
  return /per[ _]week/.test(unit) ? 'per_week' : 'number';
}

export function formatValue(value: number | null | undefined, unit: string): string {
  const kind = unitKind(unit);
  if (kind === 'hours') return formatHours(value);
  if (kind === 'percent') return formatPercent(value, 2);
  if (kind === 'per_day') return formatPerDay(value);
  if (kind === 'per_week') return formatPerDay(value == null ? value : value / 7);
  if (value == null) return NONE;
  return unit === 'count' ? formatNumber(value) : `${formatNumber(value)} ${unit}`.trim();
}

export function formatBytes(bytes: number | null | undefined): string {
  if (bytes == null) return NONE;
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${formatNumber(bytes / 1000 ** step)} ${units[step]}`;
}

/** `1 row`, `2 rows`, `1,200 rows`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** `5 min ago`, `in 3 h`, `just now`. */
export function formatRelative(time: string, now: Date): string {
  const seconds = (now.getTime() - Date.parse(time)) / 1000;
  if (Number.isNaN(seconds)) return NONE;
  const size = Math.abs(seconds);
  if (size < 10) return 'just now';
  const step = STEPS.find((each) => size >= each.seconds) ?? STEPS[3];
  const months = size / (86_400 * 30.44);
  const text =
    months >= 24
      ? `${Math.floor(months / 12)} years`
      : months >= 2
        ? `${Math.floor(months)} months`
        : `${Math.floor(size / step.seconds)} ${step.unit}`;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

/** `24 Nov 2026, 18:39 UTC`; in a column whose title says UTC, without it. */
export function formatTime(time: string | null | undefined, zone = ' UTC'): string {
  if (!time) return NONE;
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  const options = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  return `${new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(date)}${zone}`;
}

/** What an identifier of the API is called in a sentence: `pull_requests` is `pull requests`. */
export function words(name: string): string {
  return name
    .replaceAll('_', ' ')
    .replace(/\bgraphql\b/, 'GraphQL')
    .replace(/\brest\b/, 'REST');
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A sentence with its full stop, however the API ended it. */
export function closed(text: string): string {
  return /[.?!]$/.test(text) ? sentence(text) : `${sentence(text)}.`;
}

/** Enough of a long text for a line. */
export function firstSentence(text: string): string {
  const end = text.indexOf('. ');
  return end < 0 ? text : text.slice(0, end + 1);
}
