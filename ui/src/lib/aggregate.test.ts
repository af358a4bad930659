import { expect, it } from 'vitest';
import { aggregate, aggregateName, aggregatePhrase } from './aggregate';

it('agrees with the worked values', () => {
  expect(aggregate('median', [3, 1, 2])).toBe(2);
  expect(aggregate('median', [4, 1, 3, 2])).toBe(2.5);
  expect(aggregate('mean', [1, 2, 6])).toBe(3);
  expect(aggregate('rate', [0, 100, 0, 100])).toBe(50);
  expect(aggregate('p90', [0, 10])).toBe(9);
  expect(aggregate('p75', [1, 2, 3, 4, 5])).toBe(4);
});

it('has nothing to say about nothing, or about what it does not know', () => {
  expect(aggregate('median', [])).toBeNull();
  expect(aggregate('per_day', [1, 2])).toBeNull();
});

it('says what was done with the items', () => {
  expect(aggregatePhrase('median', '5 items')).toBe('median of 5 items');
  expect(aggregatePhrase('rate', '24 items')).toBe('share of 24 items');
  expect(['median', 'p95', 'per_week'].map(aggregateName)).toEqual(['Median', '95th percentile', 'Per week']);
  expect(aggregatePhrase('p90', '5 items')).toBe('90th percentile of 5 items');
  expect(aggregatePhrase('per_day', '24 items')).toBe('24 items, divided by the days of the period');
});
