import { Group, Paper, Stack, Table, Text } from '@mantine/core';
import type { StreamReport, Task } from '~/api/types';
import { formatCount, formatPercent, formatSeconds, plural, sentence, words } from '~/lib/format';
import { ListTable, right } from '~/ui/list-table';
import { Meter } from '~/ui/meter';
import { useNow } from '~/ui/time';
import { streamShare, taskShare } from './progress';
import { TaskPill } from './status';

/** A sync while it runs: what each stream has brought, and how much is still to come. */
export function Running({ task }: { task: Task }) {
  const now = useNow(1_000);
  const seconds = Math.max(0, (now.getTime() - Date.parse(task.started_at)) / 1000);
  const share = taskShare(task);
  const left = share && share > 0.02 && share < 1 ? (seconds / share) * (1 - share) : null;
  return (
    <Paper p="md" style={{ borderColor: 'var(--weir-accent)' }} component="section" aria-label="Running sync">
      <Stack gap="sm">
        <Group justify="space-between">
          <Group gap="xs">
            <TaskPill status="running" />
            <Text size="sm">
              for {formatSeconds(Math.floor(seconds))}
              {left !== null && `, about ${formatSeconds(Math.ceil(left))} left`}
            </Text>
          </Group>
          <Text size="sm" c="dimmed">
            {[
              plural(task.rows, 'row'),
              plural(task.records, 'record'),
              plural(task.requests, 'request'),
              plural(task.points, 'point'),
              plural(task.retries, 'retry', 'retries'),
            ].join(' · ')}
          </Text>
        </Group>
        <Meter value={share ?? 0} max={1} label={`${formatPercent((share ?? 0) * 100)} of the sync done`} />
        <ListTable
          label="Progress by stream"
          minWidth={640}
          verticalSpacing={5}
          head={[
            'Stream',
            { name: 'Progress', w: 180 },
            right('Rows'),
            right('Records'),
            right('Requests'),
            right('Points'),
            right('Still to read'),
          ]}
        >
          {task.streams.map((report) => (
            <StreamProgress key={report.stream} report={report} />
          ))}
        </ListTable>
      </Stack>
    </Paper>
  );
}

function progressText(report: StreamReport, share: number | null): string {
  if (report.error) return 'failed';
  if (report.finished) return 'done';
  if (!report.started) return 'waiting';
  return share === null ? 'reading' : formatPercent(share * 100);
}

function StreamProgress({ report }: { report: StreamReport }) {
  const share = streamShare(report);
  const text = progressText(report, share);
  const partitions =
    report.partitions_total > 1 ? `, ${report.partitions_done} of ${report.partitions_total} parts` : '';
  return (
    <Table.Tr>
      <Table.Td>{sentence(words(report.stream))}</Table.Td>
      <Table.Td>
        <Meter
          value={share ?? 0}
          max={1}
          tone={report.error ? 'bad' : 'accent'}
          label={`${words(report.stream)}: ${text}`}
        />
        <Text size="xs" c="dimmed">
          {text}
          {partitions}
        </Text>
      </Table.Td>
      <Table.Td ta="right">{formatCount(report.rows)}</Table.Td>
      <Table.Td ta="right">{formatCount(report.records)}</Table.Td>
      <Table.Td ta="right">{formatCount(report.requests)}</Table.Td>
      <Table.Td ta="right">{formatCount(report.points)}</Table.Td>
      <Table.Td ta="right">
        {report.finished
          ? 'nothing'
          : report.estimate == null
            ? '–'
            : `about ${formatCount(report.estimate)}`}
      </Table.Td>
    </Table.Tr>
  );
}
