import type { Answer, Point } from '~/api/types';
import type { Bucket } from '~/lib/time';
import { axisLabel } from './axes';
import { isRate, plotted } from './plotted';

export type Row = {
  label: string;
  point: Point;
  value: number | null;
  open: number | null;
  before: number | null;
};

/** The rows of the chart: complete buckets, the open end, and the period before laid over it. */
export function trendRows(answer: Answer, before: Point[] | undefined, bucket: Bucket): Row[] {
  const { unit } = answer.metric;
  return answer.series.map((point, index) => {
    const value = plotted(point, unit);
    const neighbours = [answer.series[index - 1], answer.series[index + 1]];
    const earlier = before?.[index];
    return {
      label: axisLabel(point.start, bucket),
      point,
      value: point.partial ? null : value,
      // A dashed piece hangs on the complete point beside it, or it would float.
      open: point.partial || (!isRate(unit) && neighbours.some((each) => each?.partial)) ? value : null,
      before: earlier ? plotted(earlier, unit) : null,
    };
  });
}
