import { Table, Text } from '@mantine/core';
import type { Span, StreamDiagnostics } from '~/api/types';
import { formatCount, formatPercent, formatSeconds, plural, sentence, words } from '~/lib/format';
import { dayOf, formatDay } from '~/lib/time';
import { FramedTable, right } from '~/ui/list-table';
import meter from '~/ui/meter.module.css';
import { Pill } from '~/ui/pill';
import { When } from '~/ui/time';
import { stateFacts, stateTone } from '../health/states';
import { pieces, spanText } from '../integrations/coverage';
import { skippedText } from '../integrations/skipped';
import { TaskError } from '../integrations/task-error';

/** The stretch of time that the bars of all streams share. */
export function stretch(streams: StreamDiagnostics[], now: Date): { from: number; to: number } {
  const moments = streams
    .flatMap((stream) => [
      stream.wanted_from,
      stream.oldest,
      ...stream.coverage.flatMap((each) => [each.from, each.to]),
    ])
    .flatMap((time) => (time ? [Date.parse(time)] : []));
  const to = now.getTime();
  return { from: Math.min(...moments, to - 86_400_000), to: Math.max(...moments, to) };
}

/** Per stream: from when to when it is read, where the holes are, how fresh it is, what was left out. */
export function CoverageTable({ streams, now }: { streams: StreamDiagnostics[]; now: Date }) {
  const { from, to } = stretch(streams, now);
  return (
    <FramedTable
      label="Streams"
      minWidth={1000}
      verticalSpacing={7}
      head={[
        'Stream',
        'State',
        right('Rows'),
        { name: `Coverage ${formatDay(dayOf(new Date(from)))} – ${formatDay(dayOf(new Date(to)))}`, w: 260 },
        'Fresh',
        'Skipped',
        'Last error',
      ]}
    >
      {streams.map((stream) => (
        <Table.Tr key={stream.name}>
          <Table.Td>
            <span title={stream.doc}>{sentence(words(stream.name))}</span>
          </Table.Td>
          <Table.Td>
            <Pill tone={stateTone(stream.state)}>{stateFacts(stream.state).label}</Pill>
          </Table.Td>
          <Table.Td ta="right">
            {formatCount(stream.rows)}
            <Complete stream={stream} />
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
    </FramedTable>
  );
}

/** Stored beside what the upstream counts. */
function Complete({ stream }: { stream: StreamDiagnostics }) {
  const { completeness } = stream;
  if (!completeness) return null;
  const { stored, upstream } = completeness;
  const share = upstream > 0 ? Math.floor((stored / upstream) * 100) : 100;
  return (
    <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
      {formatCount(stored)} of {formatCount(upstream)} upstream ({formatPercent(share)})
    </Text>
  );
}

/** `1 hole: 1 Mar 2026 – 4 Apr 2026 (34 d)`. */
export function holesText(holes: Span[]): string {
  const length = (span: Span) => formatSeconds((Date.parse(span.to) - Date.parse(span.from)) / 1000);
  const shown = holes.slice(0, 3).map((span) => `${spanText(span)} (${length(span)})`);
  return `${plural(holes.length, 'hole')}: ${shown.join(', ')}${holes.length > 3 ? ', …' : ''}`;
}

function Coverage({ stream, from, to }: { stream: StreamDiagnostics; from: number; to: number }) {
  const parts = pieces(stream.coverage, from, to);
  const unread =
    stream.partitions_total > 1 && stream.partitions_done < stream.partitions_total
      ? `${stream.partitions_done} of ${stream.partitions_total} parts read`
      : null;
  if (parts.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {stream.fresh_at ? 'read as a whole' : 'nothing yet'}
        {unread && `, ${unread}`}
      </Text>
    );
  }
  const text = `${plural(parts.length, 'covered span')}: ${stream.coverage.map(spanText).join(', ')}`;
  return (
    <>
      <div className={meter.track} role="img" aria-label={text} title={text}>
        {parts.map((piece) => (
          <div
            key={piece.span.from}
            className={meter.span}
            style={{ left: `${piece.left * 100}%`, width: `${Math.max(0.5, piece.width * 100)}%` }}
          />
        ))}
        {pieces(stream.holes, from, to).map((piece) => (
          <div
            key={piece.span.from}
            className={meter.hole}
            style={{ left: `${piece.left * 100}%`, width: `${Math.max(0.5, piece.width * 100)}%` }}
          />
        ))}
      </div>
      <Text size="xs" c="dimmed" mt={2}>
        {stream.holes.length > 0
          ? holesText(stream.holes)
          : parts.map((each) => spanText(each.span)).join(', ')}
        {unread && `, ${unread}`}
      </Text>
    </>
  );
}
