import { expect, test } from 'vitest';
import { describeChange } from './change';

test.each([
  [0.25, 'up', '25 % higher', 'better'],
  [0.25, 'down', '25 % higher', 'worse'],
  [-0.072, 'down', '7.2 % lower', 'better'],
  [-0.5, 'up', '50 % lower', 'worse'],
  [0.001, 'up', 'no change', 'same'],
])('%f of a metric that should go %s is %s, %s', (change, direction, text, verdict) => {
  expect(describeChange(change, direction)).toMatchObject({ text, verdict });
});

test('nothing to compare with is no change of 0', () => {
  expect(describeChange(null, 'up')).toBeNull();
  expect(describeChange(Number.POSITIVE_INFINITY, 'up')).toBeNull();
});
