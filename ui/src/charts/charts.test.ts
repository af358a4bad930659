import { describe, expect, it, test } from 'vitest';
import type { Answer, MetricInfo, Point } from '~/api/types';
import { runs } from './sparkline';
import { summarize, summarizeStages } from './summary';
import { niceTicks } from './ticks';
import { trendRows } from './trend-rows';

const metric = (unit: string): MetricInfo => ({
  id: 'lead_time',
  area: 'dora',
  title: 'Lead time for changes',
  unit,
  direction: 'down',
  definition: '',
  aggregate: 'median',
  aggregates: [],
  dimensions: [],
  stages: [],
  needs: [],
  version: 1,
});

const point = (start: string, value: number | null, n: number, partial = false): Point => ({
  start: `${start}T00:00:00Z`,
  value,
  n,
  partial,
});

const POINTS = [
  point('2024-03-04', 50, 3),
  point('2024-03-11', null, 0),
  point('2024-03-18', 76, 2),
  point('2024-03-25', 20, 1, true),
];

describe('summaries', () => {
  it('names the lowest, the highest and the last complete bucket, and the gaps', () => {
    expect(summarize(POINTS, metric('hours'), 'week')).toBe(
      'Lead time for changes per week: between 2 d 2 h (week of 4 Mar) and 3 d 4 h (week of 18 Mar), last 3 d 4 h (week of 18 Mar). 1 week without data.',
    );
  });

  it('counts instead of dividing when the metric is a rate', () => {
    expect(summarize(POINTS, metric('per_day'), 'week')).toContain('between 0 (week of 11 Mar) and 3');
  });

  it('says so when nothing is complete', () => {
    expect(summarize([point('2024-03-04', 1, 1, true)], metric('hours'), 'week')).toContain(
      'no complete week',
    );
  });

  it('names the longest stage', () => {
    const stages = [
      { name: 'coding', title: 'Coding', value: 30, n: 4 },
      { name: 'review', title: 'Review', value: 10, n: 4 },
    ];
    expect(summarizeStages(stages, 'hours')).toContain('coding with 1 d 6 h, 75 %');
    expect(summarizeStages([], 'hours')).toBe('No stage has data.');
  });
});

describe('series', () => {
  it('keeps gaps as gaps', () => {
    expect(runs([1, 2, null, 3, null])).toEqual([
      [
        { index: 0, value: 1 },
        { index: 1, value: 2 },
      ],
      [{ index: 3, value: 3 }],
    ]);
    expect(runs([])).toEqual([]);
  });

  it('hangs the incomplete end on the last complete bucket', () => {
    const rows = trendRows({ metric: metric('hours'), series: POINTS } as Answer, undefined, 'week');
    expect(rows.map((row) => [row.value, row.open])).toEqual([
      [50, null],
      [null, null],
      [76, 76],
      [null, 20],
    ]);
  });

  it('lays the period before over it, bucket by bucket', () => {
    const before = [point('2023-12-04', 10, 1)];
    const rows = trendRows({ metric: metric('hours'), series: POINTS } as Answer, before, 'week');
    expect(rows.map((row) => row.before)).toEqual([10, null, null, null]);
  });
});

test.each([
  [50, 'hours', [0, 24, 48, 72]],
  [3.1, 'hours', [0, 1, 2, 3, 4]],
  [12, 'per_day', [0, 5, 10, 15]],
  [55, 'percent', [0, 20, 40, 60]],
  [0, 'hours', [0, 1]],
])('an axis up to %f %s has round values', (highest, unit, ticks) => {
  expect(niceTicks(highest, unit)).toEqual(ticks);
});

it('an axis always covers its highest value, in even steps', () => {
  for (const unit of ['hours', 'percent', 'per_day']) {
    for (let highest = 0.01; highest < 10_000; highest *= 1.37) {
      const ticks = niceTicks(highest, unit);
      expect(ticks[0]).toBe(0);
      expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(highest * 0.999);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }
  }
});
