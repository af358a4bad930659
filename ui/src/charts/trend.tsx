import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import { Paper, Text } from '@mantine/core';
import type { Answer, Point } from '~/api/types';
import { plural } from '~/lib/format';
import { type Bucket, bucketName } from '~/lib/time';
import { AXES, BAR_WIDTH, onBucket, Y_WIDTH } from './axes';
import { isRate, plotted } from './plotted';
import { plottedText } from './summary';
import { niceTicks } from './ticks';
import { type Row, trendRows } from './trend-rows';

type TooltipProps = { row: Row | undefined; answer: Answer; bucket: Bucket };

function TrendTooltip({ row, answer, bucket }: TooltipProps) {
  if (!row) return null;
  const value = plotted(row.point, answer.metric.unit);
  return (
    <Paper p="xs" shadow="md">
      <Text size="xs" c="dimmed">
        {bucketName(row.point.start, bucket)}
        {row.point.partial && ', not complete'}
      </Text>
      <Text fw={600}>{value === null ? 'No data' : plottedText(value, answer.metric)}</Text>
      <Text size="xs" c="dimmed">
        {plural(row.point.n, 'item')}
        {row.before !== null && `, ${plottedText(row.before, answer.metric)} in the period before`}
      </Text>
    </Paper>
  );
}

type Props = {
  answer: Answer;
  before?: Point[];
  bucket: Bucket;
  open: (start: string) => void;
  /** Rates are bars and the rest a line, unless somebody chose. */
  shape?: 'line' | 'bars';
};

/** A number over time. Counts are bars, everything else is a line; a click opens the bucket's rows. */
export default function Trend({ answer, before, bucket, open, shape }: Props) {
  const rows = trendRows(answer, before, bucket);
  const rate = isRate(answer.metric.unit);
  const highest = Math.max(0, ...rows.flatMap((row) => [row.value ?? 0, row.open ?? 0, row.before ?? 0]));
  const ticks = niceTicks(highest, answer.metric.unit, rate);
  const names = { value: 'This period', open: 'Not complete', before: 'Period before' };
  const onClick = onBucket(
    rows.map((row) => row.point.start),
    open,
  );
  const shared = {
    ...AXES,
    h: 210,
    data: rows,
    valueFormatter: (value: number) => (value === 0 ? '0' : plottedText(value, answer.metric)),
    withLegend: before !== undefined,
    legendProps: { verticalAlign: 'bottom' as const, height: 28 },
    yAxisProps: { width: Y_WIDTH, ticks, domain: [0, ticks[ticks.length - 1] ?? 1] as [number, number] },
    tooltipProps: {
      content: ({ payload }: { payload?: readonly { payload?: Row }[] }) => (
        <TrendTooltip row={payload?.[0]?.payload} answer={answer} bucket={bucket} />
      ),
    },
  };
  if (shape ? shape === 'bars' : rate) {
    const series = [
      { name: 'value', label: names.value, color: 'var(--weir-chart-1)', stackId: 'now' },
      { name: 'open', label: names.open, color: 'var(--weir-chart-faint)', stackId: 'now' },
      ...(before
        ? [{ name: 'before', label: names.before, color: 'var(--weir-chart-2)', stackId: 'before' }]
        : []),
    ];
    return (
      <BarChart
        {...shared}
        series={series}
        maxBarWidth={BAR_WIDTH}
        barChartProps={{ onClick, accessibilityLayer: false }}
      />
    );
  }
  return (
    <LineChart
      {...shared}
      curveType="linear"
      connectNulls={false}
      withDots
      dotProps={{ r: 2.5, strokeWidth: 0 }}
      activeDotProps={{ r: 4 }}
      lineChartProps={{ onClick, accessibilityLayer: false }}
      series={[
        ...(before
          ? [{ name: 'before', label: names.before, color: 'var(--weir-chart-2)', strokeDasharray: '6 3' }]
          : []),
        { name: 'open', label: names.open, color: 'var(--weir-chart-1)', strokeDasharray: '3 3' },
        { name: 'value', label: names.value, color: 'var(--weir-chart-1)' },
      ]}
    />
  );
}
