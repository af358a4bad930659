import { describe, expect, it } from 'vitest';
import * as url from './url';

describe('search parameters', () => {
  it('go to the address and back unchanged', () => {
    const search = {
      project: '1',
      from: '2024-01-01',
      to: '2024-04-01',
      compare: true,
      tab: 'left-out' as const,
      key: 'acme/checkout & more',
      sort: '-value',
    };
    const text = url.stringifySearch(search);
    expect(text).toMatch(/^\?project=1&/);
    expect(url.drillSearch(url.parseSearch(text))).toMatchObject(search);
  });

  it('leaves out what is not set', () => {
    expect(url.stringifySearch({ project: undefined, compare: null })).toBe('');
  });

  it('keeps the empty key: it is that of items which have none', () => {
    expect(url.drillSearch(url.parseSearch(url.stringifySearch({ key: '' }))).key).toBe('');
  });

  it('drops what makes no sense', () => {
    const raw = {
      period: 'forever',
      from: '2024-13-45',
      to: 'x',
      compare: 'maybe',
      bucket: 'year',
      tab: 'some',
    };
    expect(Object.values(url.drillSearch(raw)).every((value) => value === undefined)).toBe(true);
    const reversed = url.insightSearch({ from: '2024-04-01', to: '2024-01-01', period: '30d' });
    expect(reversed).toMatchObject({ from: undefined, to: undefined, period: '30d' });
  });

  it('a custom range replaces the preset', () => {
    const search = url.insightSearch({ from: '2024-01-01', to: '2024-02-01', period: '30d' });
    expect(search.period).toBeUndefined();
  });
});

it('reads and writes sorting', () => {
  expect(url.parseSort('-value')).toEqual({ column: 'value', descending: true });
  expect(url.parseSort(undefined)).toBeNull();
  expect(url.formatSort({ column: 'at', descending: false })).toBe('at');
  expect(url.formatSort(null)).toBeUndefined();
});
