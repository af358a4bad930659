import type { Answer } from '~/api/types';
import type { Bucket } from '~/lib/time';
import { axisLabel } from './axes';
import { plotted } from './plotted';

/** As many as there are colours to tell them apart. */
const KEYS = 5;

/** Points of the keys with most items; `k0`, `k1`… because a key may be any text. */
export function stackedRows(answer: Answer, bucket: Bucket) {
  const keys = answer.breakdown.filter((slice) => (slice.series ?? []).length > 0).slice(0, KEYS);
  const starts = [...new Set(keys.flatMap((slice) => slice.series.map((point) => point.start)))].toSorted();
  const rows = starts.map((start) => {
    const row: Record<string, string | number | null> = {
      label: axisLabel(start, bucket),
    };
    for (const [index, slice] of keys.entries()) {
      const point = slice.series.find((each) => each.start === start);
      row[`k${index}`] = point ? plotted(point, answer.metric.unit) : null;
    }
    return row;
  });
  return { rows, starts, keys: keys.map((slice) => slice.key) };
}
