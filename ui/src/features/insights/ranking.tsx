import { Table, Text } from '@mantine/core';
import { Fragment } from 'react';
import type { Answer, Slice } from '~/api/types';
import { keyName } from '~/features/metrics/answers';
import type { DrillTo } from '~/features/metrics/drill';
import { formatCount, formatValue, plural, sentence, words } from '~/lib/format';
import { Link } from '~/ui/link';
import { ScrollTable } from '~/ui/scroll-table';
import classes from './grid.module.css';

const SHOWN = 10;

/** The keys of a breakdown by value, the largest first; those without a number are not drawn. */
export function ranked(breakdown: Slice[]): Slice[] {
  return breakdown
    .filter((slice) => slice.value != null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0) || a.key.localeCompare(b.key));
}

export function rankingSummary(answer: Answer, by: string): string {
  const [top, ...rest] = ranked(answer.breakdown);
  if (!top) return `Nothing to break down by ${words(by)} in this period.`;
  const of = rest.length > 0 ? `, the highest of ${plural(rest.length + 1, 'key')}` : '';
  return `${keyName(top.key, by)}: ${formatValue(top.value, answer.metric.unit)}${of}.`;
}

type Props = { answer: Answer; by: string; drill: DrillTo };

/** One bar for each key; its number leads to the rows of that key. */
export function Ranking({ answer, by, drill }: Props) {
  const slices = ranked(answer.breakdown);
  const most = Math.max(0, ...slices.map((slice) => slice.value ?? 0));
  return (
    <>
      <div className={classes.bars}>
        {slices.slice(0, SHOWN).map((slice) => (
          <Fragment key={slice.key}>
            <Text size="sm" className={classes.name} title={keyName(slice.key, by)}>
              {keyName(slice.key, by)}
            </Text>
            <div className={classes.track} aria-hidden="true">
              <div
                className={classes.fill}
                style={{ width: most > 0 ? `${((slice.value ?? 0) / most) * 100}%` : 0 }}
              />
            </div>
            <Link
              {...drill(answer.metric.id, { key: slice.key, by })}
              size="sm"
              ta="right"
              title={`n = ${slice.n}`}
            >
              {formatValue(slice.value, answer.metric.unit)}
            </Link>
          </Fragment>
        ))}
      </div>
      {slices.length > SHOWN && (
        <Text size="xs" c="dimmed" mt={6}>
          {formatCount(SHOWN)} of {formatCount(slices.length)}; the table has them all.
        </Text>
      )}
    </>
  );
}

/** Every key with its number, the one before and its items. */
export function SliceTable({ answer, by, drill }: Props) {
  return (
    <ScrollTable label={`${answer.metric.title} by ${words(by)}`} minWidth={320} mah={320}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{sentence(words(by))}</Table.Th>
            <Table.Th ta="right">Value</Table.Th>
            <Table.Th ta="right">Before</Table.Th>
            <Table.Th ta="right">n</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {answer.breakdown.map((slice) => (
            <Table.Tr key={slice.key}>
              <Table.Th scope="row" fw={450}>
                {keyName(slice.key, by)}
              </Table.Th>
              <Table.Td ta="right">
                <Link {...drill(answer.metric.id, { key: slice.key, by })} inherit>
                  {formatValue(slice.value, answer.metric.unit)}
                </Link>
              </Table.Td>
              <Table.Td ta="right">{formatValue(slice.previous, answer.metric.unit)}</Table.Td>
              <Table.Td ta="right">{formatCount(slice.n)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
