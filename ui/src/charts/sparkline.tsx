import type { MetricInfo, Point } from '~/api/types';
import type { Bucket } from '~/lib/time';
import { plotted } from './plotted';
import { summarize } from './summary';

const WIDTH = 240;
const HEIGHT = 36;
const PAD = 3;

/** Runs of points that have a value: a gap in the data stays a gap in the line. */
export function runs(values: (number | null)[]): { index: number; value: number }[][] {
  const all: { index: number; value: number }[][] = [];
  let current: { index: number; value: number }[] = [];
  values.forEach((value, index) => {
    if (value !== null) current.push({ index, value });
    else if (current.length > 0) {
      all.push(current);
      current = [];
    }
  });
  if (current.length > 0) all.push(current);
  return all;
}

type Props = { points: Point[]; metric: MetricInfo; bucket: Bucket };

/** The course of a number in a few pixels, from zero. The incomplete last bucket is a hollow dot. */
export function Sparkline({ points, metric, bucket }: Props) {
  const values = points.map((point) => plotted(point, metric.unit));
  const top = Math.max(...values.map((value) => value ?? 0), 0);
  if (points.length < 2 || top === 0) return <div style={{ height: HEIGHT }} />;
  const x = (index: number) => PAD + (index * (WIDTH - 2 * PAD)) / (points.length - 1);
  const y = (value: number) => HEIGHT - PAD - (value / top) * (HEIGHT - 2 * PAD);
  const complete = values.map((value, index) => (points[index]?.partial && index > 0 ? null : value));
  const last = points.length - 1;
  const open = points[last]?.partial ? values[last] : null;
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width="100%"
      height={HEIGHT}
      preserveAspectRatio="none"
      role="img"
      aria-label={summarize(points, metric, bucket)}
    >
      <line
        x1={0}
        x2={WIDTH}
        y1={HEIGHT - 0.5}
        y2={HEIGHT - 0.5}
        stroke="var(--weir-line)"
        vectorEffect="non-scaling-stroke"
      />
      {runs(complete).map((run) => (
        <polyline
          key={run[0]?.index}
          // A single point between gaps is drawn as a short dash.
          points={
            run.length === 1
              ? run.map((p) => `${x(p.index) - 2},${y(p.value)} ${x(p.index) + 2},${y(p.value)}`).join(' ')
              : run.map((p) => `${x(p.index)},${y(p.value)}`).join(' ')
          }
          fill="none"
          stroke="var(--weir-chart-1)"
          strokeWidth={1.75}
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {open != null && complete[last - 1] != null && (
        <line
          x1={x(last - 1)}
          y1={y(complete[last - 1] ?? 0)}
          x2={x(last)}
          y2={y(open)}
          stroke="var(--weir-chart-1)"
          strokeWidth={1.5}
          strokeDasharray="3 3"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
