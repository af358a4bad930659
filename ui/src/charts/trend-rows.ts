import type { Answer, Point } from '~/api/types';
import { type Bucket, bucketName } from '~/lib/time';
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
    const next = answer.series[index + 1];
    const earlier = before?.[index];
    return {
      label: bucketName(point.start, bucket).replace('week of ', ''),
      point,
      value: point.partial ? null : value,
      // The dashed piece starts at the last complete point, or it would float.
      open: point.partial || (next?.partial && !isRate(unit)) ? value : null,
      before: earlier ? plotted(earlier, unit) : null,
    };
  });
}
