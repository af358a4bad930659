import type { CSSProperties, ReactNode, Ref } from 'react';
import type { Widget } from '~/api/types';
import classes from './grid.module.css';

/** Where a widget stands among the columns and rows of the grid. */
export function placeOf({ x, y, w, h }: Widget): CSSProperties {
  return { '--column': `${x + 1} / span ${w}`, '--row': `${y + 1} / span ${h}` } as CSSProperties;
}

/** Packed widgets on twelve columns; one below another, in their order, where there is no room for that. */
export function WidgetGrid({
  widgets,
  children,
  ref,
}: {
  widgets: Widget[];
  children: (widget: Widget) => ReactNode;
  ref?: Ref<HTMLDivElement>;
}) {
  return (
    <div className={classes.grid} ref={ref}>
      {widgets.map((widget) => (
        <div key={widget.id} className={classes.cell} style={placeOf(widget)}>
          {children(widget)}
        </div>
      ))}
    </div>
  );
}
