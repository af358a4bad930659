import { ActionIcon, Box, Paper, Table, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { tasksQuery } from '~/api/queries';
import type { Task } from '~/api/types';
import { formatCount, formatSeconds, formatTime, sentence, words } from '~/lib/format';
import { Loaded } from '~/ui/loaded';
import { ScrollTable } from '~/ui/scroll-table';
import { Empty } from '~/ui/states';
import { When } from '~/ui/time';
import { TaskError } from './health';
import { skippedText } from './skipped';
import { TaskPill } from './status';

/** Every sync: when, how long, how many retries, what it brought, why it failed. */
export function IngestionLog({ id, running }: { id: string; running: boolean }) {
  return (
    <Loaded query={useQuery(tasksQuery(id, running))} what="the ingestion log">
      {({ items }) =>
        items.length === 0 ? (
          <Empty title="Nothing was ingested yet">The first sync appears here when it starts.</Empty>
        ) : (
          <Paper style={{ borderColor: 'var(--weir-line)' }}>
            <ScrollTable label="Ingestion log" minWidth={900}>
              <Table verticalSpacing={7}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th w={40} aria-label="Details" />
                    <Table.Th>Start</Table.Th>
                    <Table.Th>Status</Table.Th>
                    <Table.Th ta="right">Duration</Table.Th>
                    <Table.Th ta="right">Retries</Table.Th>
                    <Table.Th ta="right">Rows</Table.Th>
                    <Table.Th ta="right">Requests</Table.Th>
                    <Table.Th>Error and what to do</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((task) => (
                    <TaskRow key={task.id} task={task} />
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollTable>
          </Paper>
        )
      }
    </Loaded>
  );
}

function TaskRow({ task }: { task: Task }) {
  const [open, setOpen] = useState(false);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  const started = formatTime(task.started_at);
  return (
    <Fragment>
      <Table.Tr>
        <Table.Td>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-expanded={open}
            aria-label={`Streams of the ${words(task.kind)} started ${started}`}
            onClick={() => setOpen(!open)}
          >
            <Chevron size={16} />
          </ActionIcon>
        </Table.Td>
        <Table.Td>
          <When at={task.started_at} />
          <Text size="xs" c="dimmed">
            {started}
          </Text>
        </Table.Td>
        <Table.Td>
          <TaskPill status={task.status} />
        </Table.Td>
        <Table.Td ta="right">
          {task.duration_ms == null ? '–' : formatSeconds(task.duration_ms / 1000)}
        </Table.Td>
        <Table.Td ta="right">{formatCount(task.retries)}</Table.Td>
        <Table.Td ta="right">{formatCount(task.rows)}</Table.Td>
        <Table.Td ta="right">{formatCount(task.requests)}</Table.Td>
        <Table.Td maw={360}>{task.error ? <TaskError error={task.error} /> : 'none'}</Table.Td>
      </Table.Tr>
      {open && (
        <Table.Tr>
          <Table.Td colSpan={8} p={0}>
            <TaskStreams task={task} />
          </Table.Td>
        </Table.Tr>
      )}
    </Fragment>
  );
}

function TaskStreams({ task }: { task: Task }) {
  if (task.streams.length === 0) {
    return (
      <Text size="sm" p="sm" c="dimmed">
        The task ended before a stream was read.
      </Text>
    );
  }
  return (
    <Box bg="var(--weir-ground)" p="sm">
      <Table verticalSpacing={4} aria-label="Streams of this task">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Stream</Table.Th>
            <Table.Th ta="right">Rows</Table.Th>
            <Table.Th ta="right">Records</Table.Th>
            <Table.Th ta="right">Requests</Table.Th>
            <Table.Th ta="right">Retries</Table.Th>
            <Table.Th>Skipped</Table.Th>
            <Table.Th>Unknown values</Table.Th>
            <Table.Th>Error</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {task.streams.map((report) => (
            <Table.Tr key={report.stream}>
              <Table.Td>{sentence(words(report.stream))}</Table.Td>
              <Table.Td ta="right">{formatCount(report.rows)}</Table.Td>
              <Table.Td ta="right">{formatCount(report.records)}</Table.Td>
              <Table.Td ta="right">{formatCount(report.requests)}</Table.Td>
              <Table.Td ta="right">{formatCount(report.retries)}</Table.Td>
              <Table.Td>{skippedText(report.skipped)}</Table.Td>
              <Table.Td>{skippedText(report.drift)}</Table.Td>
              <Table.Td>{report.error ? <TaskError error={report.error} /> : 'none'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
