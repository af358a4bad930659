import { expect, it } from 'vitest';
import type { Answer, Connector, StreamReport, Task } from '~/api/types';
import type { ItemTab } from '~/lib/url';
import { byCategory } from './integrations/catalogue';
import { pieces } from './integrations/coverage';
import { streamShare, taskShare } from './integrations/progress';
import { skippedText } from './integrations/skipped';
import { busiestKeys } from './metrics/breakdown';
import { drillFrom } from './metrics/drill';
import { drillColumns } from './metrics/drill-columns';
import { emptyRule, listOf, withField } from './projects/rules';

const report = (patch: Partial<StreamReport>) =>
  ({ partitions_done: 0, partitions_total: 0, records: 0, ...patch }) as StreamReport;

it('knows how far a stream is only when something says so', () => {
  expect(streamShare(report({ finished: '2024-01-01T00:00:00Z' }))).toBe(1);
  expect(streamShare(report({ records: 30, estimate: 70 }))).toBe(0.3);
  expect(streamShare(report({ partitions_done: 1, partitions_total: 4 }))).toBe(0.25);
  expect(streamShare(report({}))).toBeNull();
  expect(taskShare({ streams: [] as StreamReport[] } as Task)).toBeNull();
});

it('places covered spans on the bar', () => {
  const day = (n: number) => new Date(Date.UTC(2024, 0, n)).toISOString();
  const [from, to] = [Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 11)];
  const found = pieces(
    [
      { from: day(1), to: day(3) },
      { from: day(6), to: day(30) },
    ],
    from,
    to,
  );
  expect(found.map(({ left, width }) => [left, width])).toEqual([
    [0, 0.2],
    [0.5, 0.5],
  ]);
  expect(pieces([], 5, 5)).toEqual([]);
});

it('says what was skipped', () => {
  expect(skippedText({})).toBe('none');
  expect(skippedText({ not_found: 12, too_large: 0 })).toBe('12 not found');
});

it('lists the busiest repository first', () => {
  const answer = (breakdown: { key: string; n: number }[]) => ({ breakdown }) as Answer;
  const answers = [
    answer([{ key: 'b', n: 2 }]),
    answer([
      { key: 'a', n: 3 },
      { key: 'b', n: 2 },
    ]),
  ];
  expect(busiestKeys(answers)).toEqual(['b', 'a']);
});

it('leads from a number to its rows under the same period', () => {
  const to = drillFrom({ period: '30d', compare: true }, '7')('lead_time', { key: 'acme/checkout' });
  expect(to).toMatchObject({
    params: { metric: 'lead_time' },
    search: { project: '7', period: '30d', compare: true, key: 'acme/checkout' },
  });
});

it('shows reasons where rows may be left out, and always a way to the source', () => {
  const at = { name: 'at', title: 'At', kind: 'time' };
  const items = [{ id: 'a', url: 'https://example.com' }];
  const text = (name: string, kind = 'text') => ({ name, title: name, kind });
  const columns = [
    at,
    text('title'),
    text('fix'),
    text('fix_url', 'link'),
    text('url', 'link'),
    text('excluded_because'),
  ];
  const names = (tab: ItemTab) =>
    drillColumns(columns, items, tab).map((column) => [column.name, column.href]);
  expect(names('included')).toEqual([
    ['title', 'url'],
    ['at', undefined],
    ['fix', 'fix_url'],
  ]);
  expect(names('all')[1]).toEqual(['excluded_because', undefined]);
  expect(drillColumns([at], items, 'included').map((column) => column.name)).toEqual(['at', 'url']);
});

it('groups the catalogue, unknown categories last', () => {
  const connector = (id: string, category: string) => ({ id, category }) as Connector;
  const groups = byCategory([connector('x', 'new_kind'), connector('github', 'source_control')]);
  expect(groups.map(([title]) => title)).toEqual(['Source control', 'new_kind']);
});

it('edits deployment rules without losing their kind', () => {
  const rule = withField(emptyRule('workflow_runs'), 'names', ['Deploy*']);
  expect(rule).toEqual({ kind: 'workflow_runs', names: ['Deploy*'] });
  expect(listOf(rule, 'names')).toEqual(['Deploy*']);
  expect(listOf(rule, 'branches')).toEqual([]);
});
