import { useRef } from 'react';
import type { Widget } from '~/api/types';
import type { Insight } from '~/features/metrics/use-insight';
import { WidgetView } from '../widget';
import { WidgetGrid } from '../widget-grid';
import { Frame } from './frame';
import { type Direction, duplicate, move, remove, resize } from './layout';
import { useDrag } from './use-drag';

type Props = {
  widgets: Widget[];
  /** How a widget is called. */
  name: (widget: Widget) => string;
  insight: Insight;
  project: string;
  page: string;
  change: (widgets: Widget[], said: string) => void;
  edit: (widget: Widget) => void;
  copyTo: (widget: Widget) => void;
  /** What a step has done with a widget. */
  placed: (widgets: Widget[], id: string) => string;
};

/** The grid while it is edited: what is drawn is what will be saved. */
export function EditGrid({ widgets, name, insight, project, page, change, edit, copyTo, placed }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const drag = useDrag(grid, widgets, (next) => change(next, 'The grid has changed'));
  // A node that changes its place among its siblings loses the pointer that drags it.
  const shown = widgets.flatMap((each) => drag.shown.find(({ id }) => id === each.id) ?? []);
  const step = (next: Widget[], id: string) => change(next, placed(next, id));
  return (
    <WidgetGrid ref={grid} widgets={shown}>
      {(widget) => (
        <Frame
          name={name(widget)}
          held={drag.held === widget.id}
          moving={drag.handle('move', widget)}
          resizing={drag.handle('resize', widget)}
          cancel={drag.cancel}
          move={(to: Direction) => step(move(widgets, widget.id, to), widget.id)}
          resize={(to: Direction) => step(resize(widgets, widget.id, to), widget.id)}
          edit={() => edit(widget)}
          copy={() => change(duplicate(widgets, widget.id), `${name(widget)} is copied`)}
          copyTo={() => copyTo(widget)}
          remove={() => change(remove(widgets, widget.id), `${name(widget)} is removed`)}
        >
          <WidgetView widget={widget} insight={insight} project={project} page={page} />
        </Frame>
      )}
    </WidgetGrid>
  );
}
