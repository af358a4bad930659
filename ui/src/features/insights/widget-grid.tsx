import type { CSSProperties, ReactNode } from 'react';
import type { Widget } from '~/api/types';
import { pack } from './grid';
import classes from './grid.module.css';

/** Where a widget stands among the columns and rows of the grid. */
export function placeOf({ x, y, w, h }: Widget): CSSProperties {
  return { '--column': `${x + 1} / span ${w}`, '--row': `${y + 1} / span ${h}` } as CSSProperties;
}

/** Twelve columns; one below another, in reading order, where there is no room for them. */
export function WidgetGrid({
  widgets,
  children,
}: {
  widgets: Widget[];
  children: (widget: Widget) => ReactNode;
}) {
  return (
    <div className={classes.grid}>
      {pack(widgets).map((widget) => (
        <div key={widget.id} className={classes.cell} style={placeOf(widget)}>
          {children(widget)}
        </div>
      ))}
    </div>
  );
}
