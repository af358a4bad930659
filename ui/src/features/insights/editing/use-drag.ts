import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import type { Widget } from '~/api/types';
import { COLUMNS } from '../grid';
import { place, sized } from './layout';

type Kind = 'move' | 'resize';
type Drag = {
  kind: Kind;
  widget: Widget;
  x: number;
  y: number;
  edges: { columns: number[]; rows: number[] };
};

/** Where the tracks of the grid begin, in pixels from its corner; a row more for each that does not exist yet. */
function edgesOf(grid: HTMLElement): Drag['edges'] {
  const style = getComputedStyle(grid);
  const starts = (tracks: string, gap: string) => {
    let at = 0;
    return tracks.split(' ').map((size) => {
      const start = at;
      at += Number.parseFloat(size) + Number.parseFloat(gap);
      return start;
    });
  };
  return {
    columns: starts(style.gridTemplateColumns, style.columnGap),
    rows: starts(style.gridTemplateRows, style.rowGap),
  };
}

/** The track whose beginning is nearest. */
function nearest(edges: number[], position: number): number {
  const last = edges.at(-1) ?? 0;
  const step = edges.length > 1 ? last / (edges.length - 1) : 72;
  if (position > last + step / 2) return edges.length - 1 + Math.round((position - last) / step);
  let best = 0;
  edges.forEach((edge, at) => {
    if (Math.abs(edge - position) < Math.abs((edges[best] ?? 0) - position)) best = at;
  });
  return best;
}

function dropped(widgets: Widget[], drag: Drag, event: PointerEvent): Widget[] {
  const { kind, widget, edges } = drag;
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  const at = (list: number[], index: number) => list[index] ?? list.at(-1) ?? 0;
  if (kind === 'move') {
    const x = nearest(edges.columns, at(edges.columns, widget.x) + dx);
    const y = nearest(edges.rows, at(edges.rows, widget.y) + dy);
    return place(widgets, widget.id, { x: Math.min(x, COLUMNS - widget.w), y });
  }
  const right = nearest(edges.columns, at(edges.columns, widget.x + widget.w - 1) + dx) + 1;
  const low = nearest(edges.rows, at(edges.rows, widget.y + widget.h - 1) + dy) + 1;
  return sized(widgets, widget.id, right - widget.x, low - widget.y);
}

/** Moving and resizing with a pointer: `shown` is the grid as it would be if the pointer were let go. */
export function useDrag(
  grid: RefObject<HTMLElement | null>,
  widgets: Widget[],
  change: (next: Widget[]) => void,
) {
  const drag = useRef<Drag | null>(null);
  const [shown, setShown] = useState<Widget[] | null>(null);
  const [held, setHeld] = useState<string | null>(null);
  const end = () => {
    drag.current = null;
    setShown(null);
    setHeld(null);
  };
  const handle = (kind: Kind, widget: Widget) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || !grid.current) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { kind, widget, x: event.clientX, y: event.clientY, edges: edgesOf(grid.current) };
      setHeld(widget.id);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (drag.current) setShown(dropped(widgets, drag.current, event));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      if (drag.current && shown) change(dropped(widgets, drag.current, event));
      end();
    },
    onPointerCancel: end,
    onLostPointerCapture: end,
  });
  return { shown: shown ?? widgets, held, handle, cancel: end };
}
