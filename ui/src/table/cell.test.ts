import { expect, test } from 'vitest';
import { cellText, compareItems } from './cell';

const column = (kind: string, unit?: string) => ({ name: 'c', title: 'C', kind, unit });

test.each([
  [column('time'), '2024-03-04T05:06:00Z', '4 Mar 2024, 05:06'],
  [column('hours'), 50, '2 d 2 h'],
  [column('number'), 1234.5, '1,235'],
  [column('number', 'percent'), 2, '2'],
  [{ ...column('number', 'percent'), name: 'value' }, 12.5, '12.5 %'],
  [column('bool'), false, 'no'],
  [column('text'), null, '–'],
  [column('text'), ['a', 'b'], 'a, b'],
])('%o shows %o as %s', (of, value, text) => {
  expect(cellText(of, value)).toBe(text);
});

test('what has no value comes last in both directions', () => {
  const sorted = (descending: boolean) => [2, null, 10].toSorted((a, b) => compareItems(a, b, descending));
  expect(sorted(false)).toEqual([2, 10, null]);
  expect(sorted(true)).toEqual([10, 2, null]);
  expect(['#10', '#9'].toSorted((a, b) => compareItems(a, b, false))).toEqual(['#9', '#10']);
});
