import type { MetricInfo, Widget } from '~/api/types';
import { words } from '~/lib/format';
import { CHARTS } from './charts';

/** How widgets are called where their charts cannot be seen: by title, or by metric, breakdown and chart. */
export function namer(metrics: MetricInfo[]): (widget: Widget) => string {
  return ({ title, metric, by, chart, text }) => {
    if (chart === 'note') return title || `Note: ${(text ?? '').slice(0, 30)}`;
    const own = title || metrics.find((each) => each.id === metric)?.title || words(metric ?? '');
    const shape = CHARTS[chart].label.toLowerCase();
    return by && !title ? `${own} by ${words(by)}, ${shape}` : `${own}, ${shape}`;
  };
}
