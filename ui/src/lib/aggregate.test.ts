import { expect, it } from 'vitest';
import { aggregate } from './aggregate';

it('agrees with the worked values', () => {
  expect(aggregate('median', [3, 1, 2])).toBe(2);
  expect(aggregate('median', [4, 1, 3, 2])).toBe(2.5);
  expect(aggregate('mean', [1, 2, 6])).toBe(3);
  expect(aggregate('p90', [0, 10])).toBe(9);
  expect(aggregate('p75', [1, 2, 3, 4, 5])).toBe(4);
});

it('has nothing to say about nothing, or about what it does not know', () => {
  expect(aggregate('median', [])).toBeNull();
  expect(aggregate('share', [1, 2])).toBeNull();
});
