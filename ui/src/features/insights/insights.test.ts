import { describe, expect, it } from 'vitest';
import type { Answer, Category, Widget } from '~/api/types';
import { stackedRows } from '~/charts/stacked-rows';
import { filtersText } from './filters';
import { pack } from './grid';
import { questionOf, widgetDrill } from './question';
import { ranked } from './ranking';
import { offered } from './use-collections';

const widget = (id: string, x: number, y: number, w: number, h: number, more: Partial<Widget> = {}) =>
  ({ id, x, y, w, h, metric: 'lead_time', chart: 'number', ...more }) as Widget;

const places = (widgets: Widget[]) => widgets.map(({ id, x, y, w, h }) => [id, x, y, w, h].join(' '));

describe('the grid', () => {
  const row = [widget('a', 0, 0, 6, 2), widget('b', 6, 0, 6, 4), widget('c', 0, 2, 6, 2)];

  it('keeps what fits as it is', () => {
    expect(places(pack(row))).toEqual(places(row));
  });

  it('never lays one widget over another, and leaves no hole above one', () => {
    const wild = [widget('a', 0, 3, 8, 2), widget('b', 4, 3, 6, 2), widget('c', 10, 9, 9, 0)];
    expect(places(pack(wild))).toEqual(['a 0 0 8 2', 'b 4 2 6 2', 'c 3 4 9 1']);
  });
});

describe('the question of a widget', () => {
  const filters = [{ dimension: 'author', operator: 'is_not' as const, values: ['ann'] }];
  const full = widget('a', 0, 0, 3, 2, { by: 'repository', aggregate: 'p90', bucket: 'month', filters });
  const range = { from: '2024-01-01', to: '2024-01-15' };

  it('is that of the API', () => {
    expect(questionOf(full, range, { collection: '7' })).toEqual({
      ...range,
      by: 'repository',
      aggregate: 'p90',
      bucket: 'month',
      collection: '7',
      filters: JSON.stringify(filters),
    });
    expect(questionOf(widget('b', 0, 0, 3, 2), range, {})).toEqual({ ...range, bucket: 'day' });
    expect(questionOf(full, range, { bucket: 'week' }).bucket).toBe('week');
  });

  it('leads to the rows under the same conditions', () => {
    const to = widgetDrill(
      full,
      { ...range, collection: '7' },
      range,
      '1',
      '5',
    )('lead_time', { key: 'x', by: 'repository' });
    expect(to.search).toMatchObject({
      project: '1',
      key: 'x',
      by: 'repository',
      aggregate: 'p90',
      collection: '7',
      filters: JSON.stringify(filters),
      insight: '5',
    });
  });

  it('says its conditions in words', () => {
    expect(filtersText(JSON.stringify(filters))).toBe('author is not ann');
    expect(filtersText('{broken')).toBe('{broken');
  });
});

it('ranks keys that have a number', () => {
  const slices = [
    { key: 'a', n: 1, value: 2, series: [] },
    { key: 'b', n: 0, value: null, series: [] },
    { key: 'c', n: 1, value: 5, series: [] },
  ];
  expect(ranked(slices).map((each) => each.key)).toEqual(['c', 'a']);
});

it('draws keys over time with gaps as gaps', () => {
  const point = (start: string, n: number) => ({ start, n, value: n, partial: false });
  const answer = {
    metric: { unit: 'count' },
    breakdown: [
      {
        key: 'x',
        n: 3,
        value: 3,
        series: [point('2024-01-01T00:00:00Z', 1), point('2024-01-02T00:00:00Z', 2)],
      },
      { key: 'y', n: 1, value: 1, series: [point('2024-01-02T00:00:00Z', 1)] },
    ],
  } as Answer;
  const { rows, keys } = stackedRows(answer, 'day');
  expect(keys).toEqual(['x', 'y']);
  expect(rows.map((row) => [row.k0, row.k1])).toEqual([
    [1, null],
    [2, 1],
  ]);
});

it('offers trees in reading order, without those that are switched off', () => {
  const node = (id: string, children: unknown[] = []) => ({ id, name: id, children });
  const categories = [
    { name: 'Teams', enabled: true, collections: [node('a', [node('b')]), node('c')] },
    { name: 'Old', enabled: false, collections: [node('d')] },
    { name: 'Sprints', collections: [] },
  ] as unknown as Category[];
  expect(offered(categories).map((tree) => tree.places.map((each) => each.value + each.depth))).toEqual([
    ['a0', 'b1', 'c0'],
  ]);
});
