import type { Answer, Item } from '~/api/types';
import { aggregate } from '~/lib/aggregate';
import { formatValue, unitKind, words } from '~/lib/format';

/** Says what the rows on screen themselves add up to. Only durations have an aggregate of their values. */
export function Verified({ answer, items }: { answer: Answer; items: Item[] }) {
  const { metric } = answer;
  if (unitKind(metric.unit) !== 'hours') return null;
  const values = items.flatMap((item) => (typeof item.value === 'number' ? [item.value] : []));
  const value = aggregate(metric.aggregate, values);
  if (value === null) return null;
  return (
    <>
      , {words(metric.aggregate)} of the rows shown: {formatValue(value, metric.unit)}
    </>
  );
}
