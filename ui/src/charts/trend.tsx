import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import { Paper, Text } from '@mantine/core';
import type { Answer, Point } from '~/api/types';
import { plural } from '~/lib/format';
import { type Bucket, bucketName } from '~/lib/time';
import { isRate, plotted } from './plotted';
import { plottedText } from './summary';

type Row = {
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
};

/** A number over time. Counts are bars, everything else is a line; a click opens the bucket's rows. */
export default function Trend({ answer, before, bucket, open }: Props) {
  const rows = trendRows(answer, before, bucket);
  const rate = isRate(answer.metric.unit);
  const names = { value: 'This period', open: 'Not complete', before: 'Period before' };
  const onClick = (state: { activeTooltipIndex?: unknown }) => {
    const row = rows[Number(state?.activeTooltipIndex)];
    if (row) open(row.point.start);
  };
  const shared = {
    h: 210,
    data: rows,
    dataKey: 'label',
    gridAxis: 'y' as const,
    tickLine: 'none' as const,
    strokeDasharray: '2 4',
    gridColor: 'var(--weir-line)',
    textColor: 'var(--mantine-color-dimmed)',
    style: { cursor: 'pointer' },
    valueFormatter: (value: number) => plottedText(value, answer.metric),
    yAxisProps: { width: 62, allowDecimals: !rate, domain: [0, 'auto'] as [number, 'auto'] },
    xAxisProps: { minTickGap: 24 },
    tooltipProps: {
      content: ({ payload }: { payload?: readonly { payload?: Row }[] }) => (
        <TrendTooltip row={payload?.[0]?.payload} answer={answer} bucket={bucket} />
      ),
    },
  };
  if (rate) {
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
        maxBarWidth={28}
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
