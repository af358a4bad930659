import type { Widget } from '~/api/types';

export const COLUMNS = 12;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

const beside = (a: Widget, b: Widget) => a.x < b.x + b.w && b.x < a.x + a.w;
const level = (a: Widget, b: Widget) => a.y < b.y + b.h && b.y < a.y + a.h;

/** Widgets inside the grid, in reading order, none over another and none lower than it has to be. */
export function pack(widgets: Widget[], first?: string): Widget[] {
  const rank = (each: Widget) => (each.id === first ? 0 : 1);
  const order = widgets.toSorted((a, b) => a.y - b.y || rank(a) - rank(b) || a.x - b.x);
  const placed: Widget[] = [];
  for (const each of order) {
    const w = clamp(each.w, 1, COLUMNS);
    const next = { ...each, w, h: Math.max(1, each.h), x: clamp(each.x, 0, COLUMNS - w) };
    const below = placed.filter((other) => beside(other, next)).map((other) => other.y + other.h);
    placed.push({ ...next, y: Math.max(0, ...below) });
  }
  return placed.toSorted((a, b) => a.y - b.y || a.x - b.x);
}

export type Direction = 'up' | 'down' | 'left' | 'right';

const change = (widgets: Widget[], id: string, patch: Partial<Widget>) =>
  widgets.map((each) => (each.id === id ? { ...each, ...patch } : each));

/** Takes the place of the neighbour in that direction; sideways a column when there is none. */
export function move(widgets: Widget[], id: string, direction: Direction): Widget[] {
  const it = widgets.find((each) => each.id === id);
  if (!it) return widgets;
  const others = widgets.filter((each) => each.id !== id);
  if (direction === 'up') {
    const above = others.filter((each) => beside(each, it) && each.y < it.y).toSorted((a, b) => b.y - a.y)[0];
    return above ? pack(change(widgets, id, { y: above.y }), id) : widgets;
  }
  if (direction === 'down') {
    const below = others.filter((each) => beside(each, it) && each.y > it.y).toSorted((a, b) => a.y - b.y)[0];
    return below ? pack(change(widgets, below.id, { y: it.y }), below.id) : widgets;
  }
  const left = direction === 'left';
  const next = others.find(
    (each) => level(each, it) && (left ? each.x + each.w === it.x : it.x + it.w === each.x),
  );
  if (!next) return pack(change(widgets, id, { x: it.x + (left ? -1 : 1) }), id);
  const from = left ? next.x : it.x;
  const [one, two] = left ? [it, next] : [next, it];
  return pack(change(change(widgets, one.id, { x: from }), two.id, { x: from + one.w }), id);
}

export function resize(widgets: Widget[], id: string, w: number, h: number): Widget[] {
  return pack(
    widgets.map((each) =>
      each.id === id ? { ...each, w: clamp(each.w + w, 1, COLUMNS), h: clamp(each.h + h, 1, 24) } : each,
    ),
    id,
  );
}

export function freshId(widgets: Widget[], wanted: string): string {
  const taken = new Set(widgets.map((each) => each.id));
  let id = wanted;
  for (let n = 2; taken.has(id); n += 1) id = `${wanted}_${n}`;
  return id;
}

/** A new widget stands below all others. */
export function add(widgets: Widget[], widget: Widget): Widget[] {
  const y = Math.max(0, ...widgets.map((each) => each.y + each.h));
  return pack([...widgets, { ...widget, id: freshId(widgets, widget.id), x: 0, y }]);
}

/** A copy takes the place right below its original. */
export function copy(widgets: Widget[], id: string): Widget[] {
  const it = widgets.find((each) => each.id === id);
  if (!it) return widgets;
  const twin = { ...it, id: freshId(widgets, id), y: it.y + it.h };
  return pack([...widgets, twin], twin.id);
}

export function remove(widgets: Widget[], id: string): Widget[] {
  return pack(widgets.filter((each) => each.id !== id));
}
