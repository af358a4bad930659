import { describe, expect, it } from 'vitest';
import type { MetricInfo, Widget } from '~/api/types';
import { lacking, withChart, withMetric } from './charts';
import { step } from './history';
import { append, duplicate, move, place, placeText, remove, resize } from './layout';

const widget = (id: string, x: number, y: number, w: number, h: number) =>
  ({ id, x, y, w, h, metric: 'lead_time', chart: 'number' }) as Widget;

const places = (widgets: Widget[]) =>
  widgets.map(({ id, x, y, w, h }) => [id, x, y, w, h].join(' ')).toSorted();

/** No two widgets lie on each other, and all are inside. */
function sound(widgets: Widget[]) {
  for (const a of widgets) {
    expect(a.x >= 0 && a.w >= 1 && a.x + a.w <= 12 && a.y >= 0 && a.h >= 1).toBe(true);
    for (const b of widgets) {
      const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
      expect(a.id === b.id || apart, `${a.id} lies on ${b.id}`).toBe(true);
    }
  }
}

describe('moving', () => {
  const grid = [widget('a', 0, 0, 6, 2), widget('b', 6, 0, 6, 4), widget('c', 0, 2, 6, 2)];

  it('goes past the next widget, and back', () => {
    const down = move(grid, 'a', 'down');
    expect(places(down)).toEqual(['a 0 2 6 2', 'b 6 0 6 4', 'c 0 0 6 2']);
    expect(places(move(down, 'a', 'up'))).toEqual(places(grid));
  });

  it('stops at the edges', () => {
    expect(move(grid, 'a', 'up')).toEqual(grid);
    expect(places(move(grid, 'a', 'left'))).toEqual(places(grid));
    expect(places(move(grid, 'b', 'right'))).toEqual(places(grid));
    expect(move(grid, 'c', 'down')).toEqual(grid);
  });

  it('makes room for what was moved', () => {
    expect(places(move(grid, 'a', 'right'))).toEqual(['a 1 0 6 2', 'b 6 2 6 4', 'c 0 2 6 2']);
    expect(places(place(grid, 'c', { x: 6, y: 0 }))).toEqual(['a 0 0 6 2', 'b 6 2 6 4', 'c 6 0 6 2']);
  });

  it('never lays one over another, whatever is done', () => {
    let now = grid;
    const steps = ['right', 'down', 'left', 'up'] as const;
    for (let at = 0; at < 200; at += 1) {
      const id = ['a', 'b', 'c'][(at * 7) % 3] ?? 'a';
      const direction = steps[(at * 5 + (at % 3)) % 4] ?? 'up';
      now = at % 4 === 0 ? resize(now, id, direction) : move(now, id, direction);
      sound(now);
    }
    expect(now).toHaveLength(3);
  });

  it('says where a widget is', () => {
    expect(placeText(widget('a', 6, 2, 1, 3))).toBe('column 7, row 3, 1 column wide, 3 rows high');
  });
});

describe('resizing, adding, copying', () => {
  const grid = [widget('a', 0, 0, 6, 2), widget('b', 6, 0, 6, 2)];

  it('keeps a widget inside the grid', () => {
    expect(places(resize(grid, 'b', 'right'))).toEqual(places(grid));
    expect(places(resize(grid, 'b', 'left'))).toEqual(['a 0 0 6 2', 'b 6 0 5 2']);
    expect(places(resize([widget('a', 0, 0, 1, 1)], 'a', 'left'))).toEqual(['a 0 0 1 1']);
  });

  it('gives copies names of their own', () => {
    const one = append(grid, widget('a', 5, 5, 3, 1));
    expect(places(one)).toEqual(['a 0 0 6 2', 'b 6 0 6 2', 'lead_time 0 2 3 1']);
    expect(append(one, widget('x', 0, 0, 3, 1)).map((each) => each.id)).toContain('lead_time_2');
    const small = [widget('a', 0, 0, 3, 2)];
    expect(places(duplicate(small, 'a'))).toEqual(['a 0 0 3 2', 'a_2 3 0 3 2']);
    expect(places(duplicate(duplicate(small, 'a'), 'a_2'))).toEqual([
      'a 0 0 3 2',
      'a_2 3 0 3 2',
      'a_3 6 0 3 2',
    ]);
    expect(places(duplicate(grid, 'b'))).toEqual(['a 0 0 6 2', 'b 6 0 6 2', 'b_2 6 2 6 2']);
  });

  it('closes the gap of what is removed', () => {
    expect(places(remove([widget('a', 0, 0, 12, 2), widget('b', 0, 2, 3, 2)], 'a'))).toEqual(['b 0 0 3 2']);
  });
});

it('goes back and forth through the versions', () => {
  const first = { past: [], now: 1, future: [] };
  const two = step(step(first, { type: 'change', to: 2 }), { type: 'change', to: 3 });
  const back = step(two, { type: 'undo' });
  expect(back).toEqual({ past: [1], now: 2, future: [3] });
  expect(step(back, { type: 'redo' })).toEqual(two);
  expect(step(back, { type: 'change', to: 9 })).toEqual({ past: [1, 2], now: 9, future: [] });
  expect(step(first, { type: 'undo' })).toBe(first);
  expect(step(first, { type: 'change', to: 1 })).toBe(first);
});

describe('a widget in the making', () => {
  const metric = (more: Partial<MetricInfo>) =>
    ({ id: 'm', aggregates: ['median'], dimensions: ['repository'], stages: [], ...more }) as MetricInfo;
  const full = {
    ...widget('a', 0, 0, 12, 3),
    chart: 'stages' as const,
    by: 'author',
    aggregate: 'p90',
    filters: [{ dimension: 'author', operator: 'is' as const, values: ['ann'] }],
  };

  it('keeps of another metric only what that one knows', () => {
    expect(withMetric(full, metric({}))).toMatchObject({
      metric: 'm',
      chart: 'number',
      by: null,
      aggregate: null,
      filters: [],
    });
    const kind = metric({ dimensions: ['author'], aggregates: ['median', 'p90'], stages: ['Coding'] });
    expect(withMetric(full, kind)).toEqual({ ...full, metric: 'm' });
  });

  it('takes the size of its chart unless it was given another', () => {
    expect(withChart(full, 'line', metric({}))).toMatchObject({ w: 6, h: 4 });
    expect(withChart({ ...full, w: 9 }, 'line', metric({}))).toMatchObject({ w: 9, h: 3 });
    expect(withChart({ ...full, by: null }, 'ranking', metric({}))).toMatchObject({ by: 'repository' });
  });

  it('says what it lacks', () => {
    expect(lacking({ ...full, chart: 'ranking', by: null })).toBe('This chart needs a breakdown.');
    expect(lacking({ ...full, metric: null })).toBe('Choose a metric.');
    const open = { dimension: 'base_branch', operator: 'is' as const, values: [] };
    expect(lacking({ ...full, filters: [open] })).toMatch('base branch');
    expect(lacking({ ...full, chart: 'note', text: ' ' })).toBe('Write the text of the note.');
    expect(lacking(full)).toBeUndefined();
  });
});
