/** How widgets are moved, resized, added and copied: every result is a packed grid. */
import type { Widget } from '~/api/types';
import { beside, COLUMNS, clamp, pack } from '../grid';

export type Direction = 'left' | 'right' | 'up' | 'down';
export type Place = Pick<Widget, 'x' | 'y' | 'w' | 'h'>;

const MOST_ROWS = 20;

const find = (widgets: Widget[], id: string) => widgets.find((each) => each.id === id);

/** The grid with one widget somewhere else; those in its way make room below it. */
export function place(widgets: Widget[], id: string, change: Partial<Place>): Widget[] {
  return pack(
    widgets.map((each) => (each.id === id ? { ...each, ...change } : each)),
    id,
  );
}

/** One step: a column to the side, or past the next widget above or below. */
export function move(widgets: Widget[], id: string, direction: Direction): Widget[] {
  const own = find(widgets, id);
  if (!own) return widgets;
  if (direction === 'left') return place(widgets, id, { x: Math.max(0, own.x - 1) });
  if (direction === 'right') return place(widgets, id, { x: Math.min(COLUMNS - own.w, own.x + 1) });
  const others = widgets.filter((each) => each.id !== id && beside(each, own));
  if (direction === 'up') {
    const above = others.filter((each) => each.y + each.h <= own.y);
    return above.length === 0 ? widgets : place(widgets, id, { y: Math.max(...above.map((each) => each.y)) });
  }
  const below = others.filter((each) => each.y >= own.y + own.h);
  return below.length === 0
    ? widgets
    : place(widgets, id, { y: Math.min(...below.map((each) => each.y)) + 1 });
}

/** One column or row more or less. */
export function resize(widgets: Widget[], id: string, direction: Direction): Widget[] {
  const own = find(widgets, id);
  if (!own) return widgets;
  const [dw, dh] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[direction] as [number, number];
  return sized(widgets, id, own.w + dw, own.h + dh);
}

/** As wide and as high as there is room for. */
export function sized(widgets: Widget[], id: string, w: number, h: number): Widget[] {
  const own = find(widgets, id);
  if (!own) return widgets;
  return place(widgets, id, { w: clamp(w, 1, COLUMNS - own.x), h: clamp(h, 1, MOST_ROWS) });
}

/** A short word that no widget of the page has: the name, or the name with a number. */
export function freeId(widgets: Widget[], name: string): string {
  const taken = new Set(widgets.map((each) => each.id));
  let id = name;
  for (let number = 2; taken.has(id); number += 1) id = `${name}_${number}`;
  return id;
}

const bottom = (widgets: Widget[]) => Math.max(0, ...widgets.map((each) => each.y + each.h));

/** The page with one more widget below all others, named after its metric. */
export function append(widgets: Widget[], widget: Widget): Widget[] {
  const id = freeId(widgets, widget.metric ?? 'note');
  return pack([...widgets, { ...widget, id, x: 0, y: bottom(widgets) }]);
}

/** The page with a copy of a widget: to its right where there is room, else below it. */
export function duplicate(widgets: Widget[], id: string): Widget[] {
  const own = find(widgets, id);
  if (!own) return widgets;
  const copy = { ...own, id: freeId(widgets, id.replace(/_\d+$/, '')) };
  const right = { ...copy, x: own.x + own.w };
  const over = (each: Widget) =>
    beside(each, right) && each.y < right.y + right.h && right.y < each.y + each.h;
  const fits = right.x + right.w <= COLUMNS && !widgets.some(over);
  return pack([...widgets, fits ? right : { ...copy, y: own.y + own.h }], copy.id);
}

export function remove(widgets: Widget[], id: string): Widget[] {
  return pack(widgets.filter((each) => each.id !== id));
}

/** Where a widget is, for those who cannot see it move. */
export function placeText({ x, y, w, h }: Place): string {
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
  return `column ${x + 1}, row ${y + 1}, ${count(w, 'column')} wide, ${count(h, 'row')} high`;
}
