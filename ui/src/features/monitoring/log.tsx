import { Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type LogFilter, logQuery } from '~/api/life';
import type { Integration, Task } from '~/api/types';
import { formatCount, formatTime, sentence, words } from '~/lib/format';
import type { IntegrationSearch } from '~/lib/url';
import { Link } from '~/ui/link';
import { FramedTable, right } from '~/ui/list-table';
import { loadedItems, Paged } from '~/ui/paged';
import { Empty } from '~/ui/states';
import { When } from '~/ui/time';
import { TaskPill } from '../integrations/status';
import { TaskError } from '../integrations/task-error';
import { useAddress } from '../integrations/use-address';
import { kindTitle, laneTitle, tookText } from './kinds';
import { LogFilters } from './log-filters';
import { TaskDrawer } from './task-drawer';

export function filterOf({ status, kind, class: error, q, from, to }: IntegrationSearch): LogFilter {
  return { status, kind, class: error, q, from, to };
}

/** Every task: when, how long, how many retries, what it brought, what went wrong and what to do about it. */
export function IngestionLog({ integration, running }: { integration: Integration; running: boolean }) {
  const { search, change } = useAddress();
  const filter = filterOf(search);
  const query = useInfiniteQuery(logQuery(integration.id, filter, running));
  const tasks = loadedItems(query);
  const seen = tasks.flatMap((task) => (task.error ? [task.error.class] : []));
  const filtered = Object.values(filter).some(Boolean);
  return (
    <Stack gap="sm">
      {(tasks.length > 0 || filtered) && (
        <LogFilters filter={filter} seen={seen} change={change as (patch: LogFilter) => void} />
      )}
      <Paged
        query={query}
        items={tasks}
        what="the ingestion log"
        nouns={['task', 'tasks']}
        empty={<Nothing filtered={filtered} />}
      >
        <LogTable tasks={tasks} />
      </Paged>
      <TaskDrawer task={search.task} close={() => change({ task: undefined })} />
    </Stack>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  if (!filtered)
    return <Empty title="Nothing was ingested yet">The first sync appears here when it starts.</Empty>;
  return <Empty title="No task matches these filters">Clear a filter to see more of the log.</Empty>;
}

function LogTable({ tasks }: { tasks: Task[] }) {
  return (
    <FramedTable
      label="Ingestion log"
      minWidth={940}
      verticalSpacing={7}
      highlightOnHover
      head={[
        'Start',
        'Task',
        'Status',
        right('Duration'),
        right('Retries'),
        right('Rows'),
        right('Requests'),
        'Error and what to do',
      ]}
    >
      {tasks.map((task) => (
        <TaskRow key={task.id} task={task} />
      ))}
    </FramedTable>
  );
}

function TaskRow({ task }: { task: Task }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Link
          from="/integrations/$id/$tab"
          to="."
          search={(old) => ({ ...old, task: task.id })}
          resetScroll={false}
          inherit
          fw={550}
        >
          <When at={task.started_at} />
          <span className="visually-hidden">: details of the {kindTitle(task.kind)}</span>
        </Link>
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {formatTime(task.started_at)}
        </Text>
      </Table.Td>
      <Table.Td>
        {sentence(kindTitle(task.kind))}
        <Text size="xs" c="dimmed">
          {laneTitle(task.lane)}
          {task.attempt > 1 && `, attempt ${task.attempt}`}
        </Text>
      </Table.Td>
      <Table.Td>
        <TaskPill status={task.status} />
      </Table.Td>
      <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
        {tookText(task.duration_ms)}
      </Table.Td>
      <Table.Td ta="right">{formatCount(task.retries)}</Table.Td>
      <Table.Td ta="right">{formatCount(task.rows)}</Table.Td>
      <Table.Td ta="right">{formatCount(task.requests)}</Table.Td>
      <Table.Td maw={360}>
        {task.error ? (
          <>
            <Text size="xs" c="dimmed">
              {sentence(words(task.error.class))}
            </Text>
            <TaskError error={task.error} />
          </>
        ) : (
          'none'
        )}
      </Table.Td>
    </Table.Tr>
  );
}
