import { describe, expect, it, test } from 'vitest';
import * as time from './time';

const NOW = new Date('2026-11-24T18:39:00Z');

describe('ranges', () => {
  it('ends a preset with today', () => {
    expect(time.resolveRange({ period: '7d' }, NOW)).toEqual({ from: '2026-11-18', to: '2026-11-25' });
    expect(time.daysIn(time.resolveRange({}, NOW))).toBe(90);
  });

  it('prefers a custom range, and ignores one that ends before it begins', () => {
    const custom = { from: '2024-01-01', to: '2024-04-01' };
    expect(time.resolveRange({ ...custom, period: '7d' }, NOW)).toEqual(custom);
    expect(time.daysIn(time.resolveRange({ from: '2024-04-01', to: '2024-01-01' }, NOW))).toBe(90);
  });

  it('moves to the neighbour of the same length and back, across leap days', () => {
    const range = { from: '2024-02-15', to: '2024-03-16' };
    const before = time.shiftRange(range, -1);
    expect(before).toEqual({ from: '2024-01-16', to: '2024-02-15' });
    expect(time.shiftRange(before, 1)).toEqual(range);
  });

  test.each([
    [{ from: '2024-01-01', to: '2024-04-01' }, '1 Jan – 31 Mar 2024'],
    [{ from: '2023-12-15', to: '2024-01-15' }, '15 Dec 2023 – 14 Jan 2024'],
    [{ from: '2024-05-01', to: '2024-05-02' }, '1 May 2024'],
  ])('%o reads %s', (range, text) => {
    expect(time.formatRange(range)).toBe(text);
  });

  it('names a preset by its name and a custom range by its days', () => {
    expect(time.rangeLabel({ period: '30d' }, time.resolveRange({ period: '30d' }, NOW))).toBe(
      'Last 30 days',
    );
    const custom = { from: '2024-01-01', to: '2024-04-01' };
    expect(time.rangeLabel(custom, custom)).toBe('1 Jan – 31 Mar 2024');
  });
});

test.each([
  ['2024-01-01', '2024-01-31', 'day'],
  ['2024-01-01', '2024-04-01', 'week'],
  ['2024-01-01', '2025-01-01', 'month'],
])('%s to %s is shown per %s', (from, to, bucket) => {
  expect(time.bucketFor({ from, to })).toBe(bucket);
});

it('names buckets', () => {
  expect(time.bucketName('2024-03-04T00:00:00Z', 'week')).toBe('week of 4 Mar');
  expect(time.bucketName('2024-03-01T00:00:00Z', 'month')).toBe('Mar 2024');
  expect(time.bucketName('2024-03-04T00:00:00Z', 'day')).toBe('4 Mar');
});
