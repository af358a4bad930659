import { Paper, Table, Text } from '@mantine/core';
import type { StreamHealth } from '~/api/types';
import { formatCount, plural, sentence, words } from '~/lib/format';
import { dayOf, formatDay, formatRange } from '~/lib/time';
import meter from '~/ui/meter.module.css';
import { ScrollTable } from '~/ui/scroll-table';
import { When } from '~/ui/time';
import { pieces } from './coverage';
import { TaskError } from './health';
import { skippedText } from './skipped';

/** Per stream: how much there is, from when to when, how fresh, with which gaps. */
export function StreamTable({ streams }: { streams: StreamHealth[] }) {
  const moments = streams
    .flatMap((stream) => [
      stream.oldest,
      stream.newest,
      ...stream.coverage.flatMap((each) => [each.from, each.to]),
    ])
    .flatMap((time) => (time ? [Date.parse(time)] : []));
  const from = Math.min(...moments);
  const to = Math.max(...moments);
  return (
    <Paper style={{ borderColor: 'var(--weir-line)' }}>
      <ScrollTable label="Streams" minWidth={860}>
        <Table verticalSpacing={7}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Stream</Table.Th>
              <Table.Th ta="right">Rows</Table.Th>
              <Table.Th>Oldest – newest</Table.Th>
              <Table.Th w={200}>Coverage</Table.Th>
              <Table.Th>Fresh</Table.Th>
              <Table.Th>Skipped</Table.Th>
              <Table.Th>Last error</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {streams.map((stream) => (
              <Table.Tr key={stream.name}>
                <Table.Td>
                  <span title={stream.doc}>{sentence(words(stream.name))}</span>
                  {!stream.enabled && (
                    <Text size="xs" c="dimmed">
                      switched off
                    </Text>
                  )}
                </Table.Td>
                <Table.Td ta="right">{formatCount(stream.rows)}</Table.Td>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>
                  {stream.oldest && stream.newest
                    ? `${formatDay(dayOf(stream.oldest))} – ${formatDay(dayOf(stream.newest))}`
                    : '–'}
                </Table.Td>
                <Table.Td>
                  <Coverage stream={stream} from={from} to={to} />
                </Table.Td>
                <Table.Td>
                  <When at={stream.fresh_at} none="never" />
                </Table.Td>
                <Table.Td>{skippedText(stream.skipped)}</Table.Td>
                <Table.Td maw={300}>
                  {stream.last_error ? <TaskError error={stream.last_error} /> : <Text size="sm">none</Text>}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
    </Paper>
  );
}

function Coverage({ stream, from, to }: { stream: StreamHealth; from: number; to: number }) {
  const parts = pieces(stream.coverage, from, to);
  if (parts.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {stream.fresh_at ? 'read as a whole' : 'nothing yet'}
      </Text>
    );
  }
  const spans = stream.coverage.map((each) => formatRange({ from: dayOf(each.from), to: dayOf(each.to) }));
  const text = `${plural(parts.length, 'covered span')}: ${spans.join(', ')}`;
  return (
    <div className={meter.track} role="img" aria-label={text} title={text}>
      {parts.map((piece) => (
        <div
          key={piece.span.from}
          className={meter.span}
          style={{ left: `${piece.left * 100}%`, width: `${Math.max(0.5, piece.width * 100)}%` }}
        />
      ))}
    </div>
  );
}
