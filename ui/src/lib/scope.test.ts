import { expect, it } from 'vitest';
import { listsOf, sameScope, scopeOf, scopeText } from './scope';

it('calls nothing chosen everything', () => {
  expect(scopeOf({ include: [], exclude: [' '] })).toBeNull();
  expect(scopeOf({ include: [' acme/* '], exclude: [] })).toEqual({ include: ['acme/*'], exclude: [] });
  expect(listsOf(null)).toEqual({ include: [], exclude: [] });
});

it('knows when nothing was changed', () => {
  expect(sameScope(null, { include: [] })).toBe(true);
  expect(sameScope({ include: ['a'] }, { include: ['a'], exclude: [] })).toBe(true);
  expect(sameScope({ include: ['a'] }, { exclude: ['a'] })).toBe(false);
});

it('says a scope in a line', () => {
  expect(scopeText(null)).toBe('everything');
  expect(scopeText({ include: ['acme/*', 'b/*', 'c/*'] })).toBe('acme/* and 2 more');
  expect(scopeText({ exclude: ['*/old-*'] })).toBe('everything, without */old-*');
});
