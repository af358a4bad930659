import type { Answer, Item } from '~/api/types';
import { aggregate, aggregatePhrase } from '~/lib/aggregate';
import { formatValue } from '~/lib/format';

/** Says what the rows on screen themselves add up to. Counts over time have no aggregate of their values. */
export function Verified({ answer, items }: { answer: Answer; items: Item[] }) {
  const { metric } = answer;
  const values = items.flatMap((item) => (typeof item.value === 'number' ? [item.value] : []));
  const value = aggregate(metric.aggregate, values);
  if (value === null) return null;
  return (
    <>
      , {aggregatePhrase(metric.aggregate, 'the rows shown')}: {formatValue(value, metric.unit)}
    </>
  );
}
