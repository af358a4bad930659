import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { Answer } from '~/api/types';
import type { Bucket } from '~/lib/time';
import { stackedRows } from './stacked-rows';
import { plottedText } from './summary';

type Props = {
  answer: Answer;
  bucket: Bucket;
  name: (key: string) => string;
  open: (start: string) => void;
};

/** The busiest keys of a breakdown over time, on top of each other; a click opens the bucket's rows. */
export default function Stacked({ answer, bucket, name, open }: Props) {
  const { rows, keys } = stackedRows(answer, bucket);
  const onClick = (state: { activeTooltipIndex?: unknown }) => {
    const start = rows[Number(state?.activeTooltipIndex)]?.start;
    if (typeof start === 'string') open(start);
  };
  return (
    <BarChart
      h={230}
      data={rows}
      dataKey="label"
      type="stacked"
      series={keys.map((key, index) => ({
        name: `k${index}`,
        label: name(key),
        color: `var(--weir-chart-${index + 1})`,
      }))}
      gridAxis="x"
      tickLine="none"
      strokeDasharray="2 4"
      gridColor="var(--weir-line)"
      textColor="var(--mantine-color-dimmed)"
      style={{ cursor: 'pointer' }}
      maxBarWidth={28}
      withLegend
      legendProps={{ verticalAlign: 'bottom' }}
      valueFormatter={(value) => plottedText(value, answer.metric)}
      yAxisProps={{ width: 62 }}
      xAxisProps={{ minTickGap: 24 }}
      barChartProps={{ onClick, accessibilityLayer: false }}
    />
  );
}
