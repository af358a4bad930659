import type { MetricInfo, Point, Stage } from '~/api/types';
import { formatCount, formatPercent, formatValue, plural } from '~/lib/format';
import { type Bucket, bucketName } from '~/lib/time';
import { isRate, plotted } from './plotted';

/** A plotted value as text. */
export function plottedText(value: number | null, metric: MetricInfo): string {
  return isRate(metric.unit) ? formatCount(value) : formatValue(value, metric.unit);
}

/** One sentence that says what a trend chart shows. */
export function summarize(points: Point[], metric: MetricInfo, bucket: Bucket): string {
  const title = metric.title;
  const known = points
    .filter((point) => !point.partial)
    .flatMap((point) => {
      const value = plotted(point, metric.unit);
      return value === null ? [] : [{ start: point.start, value }];
    });
  const first = known[0];
  if (!first) return `${title}: no complete ${bucket} with data.`;
  const high = known.reduce((best, each) => (each.value > best.value ? each : best), first);
  const low = known.reduce((best, each) => (each.value < best.value ? each : best), first);
  const last = known[known.length - 1] ?? first;
  const name = (each: { start: string; value: number }) =>
    `${plottedText(each.value, metric)} (${bucketName(each.start, bucket)})`;
  const gaps = points.filter((point) => plotted(point, metric.unit) === null).length;
  const missing = gaps > 0 ? ` ${plural(gaps, bucket)} without data.` : '';
  return `${title} per ${bucket}: between ${name(low)} and ${name(high)}, last ${name(last)}.${missing}`;
}

/** One sentence for the parts of a duration. */
export function summarizeStages(stages: Stage[], unit: string): string {
  const total = stages.reduce((sum, stage) => sum + (stage.value ?? 0), 0);
  const longest = stages.reduce<Stage | null>(
    (best, stage) => ((stage.value ?? 0) > (best?.value ?? 0) ? stage : best),
    null,
  );
  if (!longest || total === 0) return 'No stage has data.';
  const share = formatPercent(((longest.value ?? 0) / total) * 100);
  return `The longest stage is ${longest.title.toLowerCase()} with ${formatValue(longest.value, unit)}, ${share} of the sum of the stages.`;
}
