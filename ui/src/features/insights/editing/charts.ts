import type { MetricInfo, Widget } from '~/api/types';

export type Chart = Widget['chart'];

/** What the charts are called, and how large they are at first. */
export const CHARTS: Record<
  Exclude<Chart, 'note'>,
  { label: string; about: string; w: number; h: number }
> = {
  number: { label: 'Number', about: 'the number, its grade and its change', w: 3, h: 2 },
  line: { label: 'Line', about: 'the number over time', w: 6, h: 4 },
  bars: { label: 'Bars', about: 'the number over time, as bars', w: 6, h: 4 },
  stacked: { label: 'Stacked bars', about: 'the keys of the breakdown over time', w: 6, h: 4 },
  ranking: { label: 'Ranking', about: 'the keys of the breakdown, one bar each', w: 6, h: 4 },
  stages: { label: 'Stages', about: 'the parts of the number, one after the other', w: 12, h: 3 },
  table: { label: 'Table', about: 'the rows behind the number, or the keys of the breakdown', w: 12, h: 5 },
};

const NEED_KEYS: Chart[] = ['stacked', 'ranking'];

export const needsBreakdown = (chart: Chart) => NEED_KEYS.includes(chart);

/** A widget that can be drawn at once, for the first metric chosen. */
export const newWidget = (metric: MetricInfo): Widget => ({
  id: metric.id,
  metric: metric.id,
  chart: 'number',
  x: 0,
  y: 0,
  w: CHARTS.number.w,
  h: CHARTS.number.h,
});

export const newNote = (): Widget => ({ id: 'note', chart: 'note', text: '', x: 0, y: 0, w: 12, h: 1 });

/** The widget with another metric: what the new one does not know is dropped. */
export function withMetric(widget: Widget, metric: MetricInfo): Widget {
  const known = (name: string | null | undefined) => name != null && metric.dimensions.includes(name);
  const chart = widget.chart === 'stages' && metric.stages.length === 0 ? 'number' : widget.chart;
  return {
    ...widget,
    metric: metric.id,
    chart,
    by: known(widget.by) ? widget.by : null,
    aggregate: metric.aggregates.includes(widget.aggregate ?? '') ? widget.aggregate : null,
    filters: widget.filters?.filter((each) => known(each.dimension)),
  };
}

/** The widget drawn otherwise: in the size that suits the chart, unless it was given another than usual. */
export function withChart(widget: Widget, chart: Exclude<Chart, 'note'>, metric: MetricInfo): Widget {
  const usual = widget.chart === 'note' ? undefined : CHARTS[widget.chart];
  const resized = usual && (usual.w !== widget.w || usual.h !== widget.h);
  const { w, h } = resized ? widget : CHARTS[chart];
  const by = widget.by ?? (needsBreakdown(chart) ? (metric.dimensions[0] ?? null) : widget.by);
  return { ...widget, chart, by, w, h, x: Math.min(widget.x, 12 - w) };
}

/** Why the widget cannot be drawn yet; nothing when it can. */
export function lacking(widget: Widget): string | undefined {
  if (widget.chart === 'note') return widget.text?.trim() ? undefined : 'Write the text of the note.';
  if (!widget.metric) return 'Choose a metric.';
  if (needsBreakdown(widget.chart) && !widget.by) return 'This chart needs a breakdown.';
  const open = widget.filters?.find((each) => each.values.length === 0);
  return open && `Choose values for ${open.dimension.replaceAll('_', ' ')}, or remove the filter.`;
}
