import type { Item, ItemColumn } from '~/api/types';
import { formatHours, formatNumber, formatTime, formatValue, NONE } from '~/lib/format';
import { ExternalLink } from '~/ui/external-link';

const isUrl = (value: unknown): value is string => typeof value === 'string' && /^https?:\/\//.test(value);

/** Numbers stand at the right, where their digits line up. */
export function isNumeric(column: ItemColumn): boolean {
  return column.kind === 'number' || column.kind === 'hours';
}

/** What a cell says, without its markup. */
export function cellText(column: ItemColumn, value: unknown): string {
  if (value === null || value === undefined || value === '') return NONE;
  if (column.kind === 'time') return formatTime(String(value), '');
  if (column.kind === 'hours') return typeof value === 'number' ? formatHours(value) : String(value);
  if (column.kind === 'bool') return value ? 'yes' : 'no';
  // Only the value itself is of the metric's unit; other numbers are counts.
  if (typeof value === 'number') {
    return column.unit && column.name === 'value' ? formatValue(value, column.unit) : formatNumber(value);
  }
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** A column, and the column that holds the address its cells lead to. */
export type LinkedColumn = ItemColumn & { href?: string };

/** The address that a cell leads to: its own, or that of the column beside it. */
function target(column: LinkedColumn, item: Item): string | null {
  const value = item[column.name];
  if (column.kind === 'link' && isUrl(value)) return value;
  const beside = column.href ? item[column.href] : null;
  return isUrl(beside) && cellText(column, value) !== NONE ? beside : null;
}

/** The end of an address says more than its host. */
function shortUrl(url: string): string {
  const { pathname, host } = new URL(url);
  return pathname.length > 1 ? decodeURIComponent(pathname.slice(1)) : host;
}

export function ItemCell({ column, item }: { column: LinkedColumn; item: Item }) {
  const value = item[column.name];
  const href = target(column, item);
  if (href)
    return (
      <ExternalLink href={href}>{isUrl(value) ? shortUrl(value) : cellText(column, value)}</ExternalLink>
    );
  return <>{cellText(column, value)}</>;
}

type Comparable = number | string;

function comparable(value: unknown): Comparable | null {
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return null;
}

/** Orders by a column; what has no value comes last in both directions. */
export function compareItems(a: unknown, b: unknown, descending: boolean): number {
  const [left, right] = [comparable(a), comparable(b)];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  const order =
    typeof left === 'number' && typeof right === 'number'
      ? left - right
      : String(left).localeCompare(String(right), 'en', { numeric: true });
  return descending ? -order : order;
}
