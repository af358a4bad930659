import { describe, expect, it, test } from 'vitest';
import * as format from './format';

describe('durations', () => {
  test.each([
    [0, 'under 1 min'],
    [0.001, 'under 1 min'],
    [14 / 60, '14 min'],
    [1, '1 h'],
    [1.5, '1 h 30 min'],
    [23.999, '1 d'],
    [48, '2 d'],
    [50, '2 d 2 h'],
    [76, '3 d 4 h'],
    [47.99, '2 d'],
    [-5, '-5 h'],
  ])('%f hours read %s', (hours, text) => {
    expect(format.formatHours(hours)).toBe(text);
  });

  test.each([
    [0, '0 s'],
    [0.4, '< 1 s'],
    [12, '12 s'],
    [84, '1 min 24 s'],
    [3_600, '1 h'],
    [86_399, '1 d'],
  ])('%f seconds read %s', (seconds, text) => {
    expect(format.formatSeconds(seconds)).toBe(text);
  });
});

it('never shows a zero where there is no value', () => {
  for (const show of [
    format.formatCount,
    format.formatNumber,
    format.formatHours,
    format.formatSeconds,
    format.formatPercent,
    format.formatPerDay,
    format.formatBytes,
    format.formatTime,
  ]) {
    expect(show(null)).toBe(format.NONE);
    expect(show(undefined)).toBe(format.NONE);
  }
});

test.each([
  [2.4, 'per_day', '2.4 per day'],
  [3 / 7, 'per_day', '3 per week'],
  [0.05, 'per_day', '1.52 per month'],
  [0, 'per_day', '0 per day'],
  [1.85, 'per_week', '1.85 per week'],
  [33.333, 'percent', '33.33 %'],
  [25, 'percent', '25 %'],
  [50, 'hours', '2 d 2 h'],
  [1200, 'count', '1,200'],
  [3, 'points', '3 points'],
])('%f %s reads %s', (value, unit, text) => {
  expect(format.formatValue(value, unit)).toBe(text);
});

test.each([
  ['2026-11-24T18:39:00Z', 'just now'],
  ['2026-11-24T18:34:00Z', '5 min ago'],
  ['2026-11-24T15:39:00Z', '3 h ago'],
  ['2026-11-22T18:39:00Z', '2 d ago'],
  ['2026-08-01T00:00:00Z', '3 months ago'],
  ['2023-08-01T00:00:00Z', '3 years ago'],
  ['2026-11-24T20:00:00Z', 'in 1 h'],
  ['nonsense', format.NONE],
])('%s is %s', (time, text) => {
  expect(format.formatRelative(time, new Date('2026-11-24T18:39:05Z'))).toBe(text);
});

it('tells moments in UTC and sizes in decimal units', () => {
  expect(format.formatTime('2026-11-24T18:39:00Z')).toBe('24 Nov 2026, 18:39 UTC');
  expect(format.formatTime('2026-11-24T18:39:00Z', '')).toBe('24 Nov 2026, 18:39');
  expect(format.formatBytes(0)).toBe('0 B');
  expect(format.formatBytes(999)).toBe('999 B');
  expect(format.formatBytes(910_000)).toBe('910 kB');
  expect(format.formatBytes(2_340_000_000)).toBe('2.34 GB');
});

it('counts things in words', () => {
  expect(format.plural(1, 'row')).toBe('1 row');
  expect(format.plural(0, 'row')).toBe('0 rows');
  expect(format.plural(1200, 'repository', 'repositories')).toBe('1,200 repositories');
  expect(format.words('pull_request_cycle_time')).toBe('pull request cycle time');
  expect(format.sentence('the token is wrong')).toBe('The token is wrong');
});
