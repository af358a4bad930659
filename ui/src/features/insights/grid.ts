import type { Widget } from '~/api/types';

export const COLUMNS = 12;

export const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

export const beside = (a: Widget, b: Widget) => a.x < b.x + b.w && b.x < a.x + a.w;

const inReadingOrder = (a: Widget, b: Widget) => a.y - b.y || a.x - b.x;

/**
 * Widgets inside the grid, in reading order, none over another and none lower than it has to be. Where two want the
 * same row, the one that was moved gets it.
 */
export function pack(widgets: Widget[], moved?: string): Widget[] {
  const placed: Widget[] = [];
  const order = (a: Widget, b: Widget) =>
    a.y - b.y || Number(b.id === moved) - Number(a.id === moved) || a.x - b.x;
  for (const each of widgets.toSorted(order)) {
    const w = clamp(each.w, 1, COLUMNS);
    const next = { ...each, w, h: Math.max(1, each.h), x: clamp(each.x, 0, COLUMNS - w) };
    const below = placed.filter((other) => beside(other, next)).map((other) => other.y + other.h);
    placed.push({ ...next, y: Math.max(0, ...below) });
  }
  return placed.toSorted(inReadingOrder);
}
