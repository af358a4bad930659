import { expect, it } from 'vitest';
import type { TableInfo } from '~/api/types';
import { inserted } from './insert';
import { withQuery } from './past-queries';
import { matching } from './reference';

it('puts a word where the cursor is, apart from its neighbours', () => {
  expect(inserted('', 'commits', 0, 0)).toEqual(['commits', 7]);
  expect(inserted('SELECT FROM x', 'sha', 6, 6)).toEqual(['SELECT sha FROM x', 10]);
  expect(inserted('SELECT count()', 'sha', 13, 13)).toEqual(['SELECT count(sha)', 16]);
  expect(inserted('SELECT old FROM x', 'new', 7, 10)).toEqual(['SELECT new FROM x', 10]);
  expect(inserted('SELECT a.', 'sha', 9, 9)).toEqual(['SELECT a.sha', 12]);
  expect(inserted('SELECT', 'sha', 6, 6)).toEqual(['SELECT sha', 10]);
});

it('remembers each query once, the newest first', () => {
  expect(withQuery(['a', 'b'], 'b')).toEqual(['b', 'a']);
  const many = Array.from({ length: 40 }, (_, at) => String(at));
  expect(withQuery(many, 'new')).toHaveLength(30);
});

it('finds tables by their names and by those of their columns', () => {
  const table = (name: string, columns: string[]) =>
    ({ name, columns: columns.map((each) => ({ name: each })) }) as TableInfo;
  const tables = [table('commits', ['id', 'sha']), table('branches', ['id', 'sha']), table('teams', ['id'])];
  const found = (word: string) =>
    matching(tables, word).map((each) => `${each.name} ${each.columns.map((column) => column.name)}`);
  expect(found(' COMM ')).toEqual(['commits id,sha']);
  expect(found('sha')).toEqual(['commits sha', 'branches sha']);
  expect(found('')).toHaveLength(3);
  expect(found('nothing')).toEqual([]);
});
