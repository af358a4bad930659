import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { Answer } from '~/api/types';
import type { Bucket } from '~/lib/time';
import { AXES, BAR_WIDTH, onBucket, Y_WIDTH } from './axes';
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
  const { rows, keys, starts } = stackedRows(answer, bucket);
  return (
    <BarChart
      {...AXES}
      h={230}
      data={rows}
      type="stacked"
      series={keys.map((key, index) => ({
        name: `k${index}`,
        label: name(key),
        color: `var(--weir-chart-${index + 1})`,
      }))}
      maxBarWidth={BAR_WIDTH}
      withLegend
      legendProps={{ verticalAlign: 'bottom' }}
      valueFormatter={(value) => plottedText(value, answer.metric)}
      yAxisProps={{ width: Y_WIDTH }}
      barChartProps={{ onClick: onBucket(starts, open), accessibilityLayer: false }}
    />
  );
}
