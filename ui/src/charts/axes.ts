import { type Bucket, bucketName } from '~/lib/time';

/** How a bucket is named under its point, where room is short. */
export const axisLabel = (start: string, bucket: Bucket) => bucketName(start, bucket).replace('week of ', '');

/** What every chart over time has the same. */
export const AXES = {
  dataKey: 'label',
  gridAxis: 'x',
  tickLine: 'none',
  strokeDasharray: '2 4',
  gridColor: 'var(--weir-line)',
  textColor: 'var(--mantine-color-dimmed)',
  style: { cursor: 'pointer' },
  xAxisProps: { minTickGap: 24 },
} as const;

export const Y_WIDTH = 62;
export const BAR_WIDTH = 28;

/** The click on a chart, as the start of the bucket under it. */
export function onBucket(starts: string[], open: (start: string) => void) {
  return (state: { activeTooltipIndex?: unknown }) => {
    const start = starts[Number(state?.activeTooltipIndex)];
    if (start !== undefined) open(start);
  };
}
