import { Box, Button, Drawer, Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { taskQuery, useRetry } from '~/api/life';
import type { Task } from '~/api/types';
import { formatCount, formatTime, sentence, words } from '~/lib/format';
import { ListTable, right } from '~/ui/list-table';
import { Loaded } from '~/ui/loaded';
import { Facts } from '../integrations/facts';
import { refused } from '../integrations/refused';
import { skippedText } from '../integrations/skipped';
import { TaskPill } from '../integrations/status';
import { TaskError } from '../integrations/task-error';
import { plannedText, planText } from '../plan/plan';
import { kindTitle, tookText } from './kinds';

/** One task with its attempts and streams; the address has its id. */
export function TaskDrawer({ task, close }: { task?: string; close: () => void }) {
  return (
    <Drawer opened={task !== undefined} onClose={close} position="right" size="xl" title="Task">
      {task !== undefined && <Content id={task} />}
    </Drawer>
  );
}

function Content({ id }: { id: string }) {
  return (
    <Loaded query={useQuery(taskQuery(id))} what="the task">
      {(task) => (
        <Stack gap="lg">
          <Group justify="space-between">
            <Group gap="xs">
              <TaskPill status={task.status} />
              <Text size="sm">
                {sentence(kindTitle(task.kind))}, {formatTime(task.started_at)}
              </Text>
            </Group>
            {(task.status === 'failed' || task.status === 'cancelled' || task.status === 'throttled') && (
              <Retry task={task} />
            )}
          </Group>
          {task.error && (
            <Box
              p="sm"
              style={{ border: '1px solid var(--weir-bad)', borderRadius: 'var(--mantine-radius-md)' }}
            >
              <TaskError error={task.error} />
            </Box>
          )}
          <Facts
            facts={[
              {
                label: 'Took',
                value: tookText(task.duration_ms),
              },
              { label: 'Rows', value: formatCount(task.rows) },
              { label: 'Requests', value: formatCount(task.requests) },
              { label: 'Points', value: formatCount(task.points) },
              { label: 'Requests repeated', value: formatCount(task.retries) },
            ]}
          />
          {task.plan && (
            <Text size="sm" c="dimmed">
              Planned: {planText(task.plan)}
            </Text>
          )}
          {task.attempts.length > 0 && <Attempts task={task} />}
          <TaskStreams task={task} />
        </Stack>
      )}
    </Loaded>
  );
}

function Retry({ task }: { task: Task }) {
  const retry = useRetry();
  return (
    <Button
      size="xs"
      leftSection={<IconRefresh size={14} />}
      loading={retry.isPending}
      onClick={() => retry.mutate(task.id, { onError: refused('Could not try the task again') })}
    >
      Try again
    </Button>
  );
}

function Attempts({ task }: { task: Task }) {
  return (
    <section>
      <Title order={3} mb={4}>
        Attempts
      </Title>
      <ListTable
        label="Attempts of this task"
        minWidth={460}
        verticalSpacing={5}
        head={['Attempt', 'Start', 'Status', 'Error']}
      >
        {task.attempts.map((attempt) => (
          <Table.Tr key={attempt.number}>
            <Table.Td>{attempt.number}</Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatTime(attempt.started_at)}</Table.Td>
            <Table.Td>
              <TaskPill status={attempt.status as Task['status']} />
            </Table.Td>
            <Table.Td>{attempt.error_message ? sentence(attempt.error_message) : 'none'}</Table.Td>
          </Table.Tr>
        ))}
      </ListTable>
    </section>
  );
}

function TaskStreams({ task }: { task: Task }) {
  if (task.streams.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {task.status === 'running' ? 'No stream was read yet.' : 'The task ended before a stream was read.'}
      </Text>
    );
  }
  return (
    <section>
      <Title order={3} mb={4}>
        Streams
      </Title>
      <ListTable
        label="Streams of this task"
        minWidth={700}
        verticalSpacing={5}
        head={[
          'Stream',
          right('Rows'),
          right('Records'),
          right('Requests'),
          right('Planned'),
          right('Repeated'),
          'Skipped',
          'Unknown values',
          'Error',
        ]}
      >
        {task.streams.map((report) => (
          <Table.Tr key={report.stream}>
            <Table.Td>{sentence(words(report.stream))}</Table.Td>
            <Table.Td ta="right">{formatCount(report.rows)}</Table.Td>
            <Table.Td ta="right">{formatCount(report.records)}</Table.Td>
            <Table.Td ta="right">{formatCount(report.requests)}</Table.Td>
            <Table.Td ta="right">{plannedText(task, report.stream)}</Table.Td>
            <Table.Td ta="right">{formatCount(report.retries)}</Table.Td>
            <Table.Td>{skippedText(report.skipped)}</Table.Td>
            <Table.Td>{skippedText(report.drift)}</Table.Td>
            <Table.Td miw={160}>{report.error ? <TaskError error={report.error} /> : 'none'}</Table.Td>
          </Table.Tr>
        ))}
      </ListTable>
    </section>
  );
}
