import type { Widget } from '~/api/types';

const COLUMNS = 12;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

const beside = (a: Widget, b: Widget) => a.x < b.x + b.w && b.x < a.x + a.w;

const inReadingOrder = (a: Widget, b: Widget) => a.y - b.y || a.x - b.x;

/** Widgets inside the grid, in reading order, none over another and none lower than it has to be. */
export function pack(widgets: Widget[]): Widget[] {
  const placed: Widget[] = [];
  for (const each of widgets.toSorted(inReadingOrder)) {
    const w = clamp(each.w, 1, COLUMNS);
    const next = { ...each, w, h: Math.max(1, each.h), x: clamp(each.x, 0, COLUMNS - w) };
    const below = placed.filter((other) => beside(other, next)).map((other) => other.y + other.h);
    placed.push({ ...next, y: Math.max(0, ...below) });
  }
  return placed.toSorted(inReadingOrder);
}
