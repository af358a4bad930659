import { Alert, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ErrorReport, Task } from '~/api/types';
import { sentence, words } from '~/lib/format';
import { Prose } from '~/ui/prose';

/** What went wrong in a task and what to do about it. */
export function TaskError({ error }: { error: ErrorReport }) {
  const where = [error.stream && words(error.stream), error.partition].filter(Boolean).join(' of ');
  return (
    <div>
      <Text size="sm">
        {where && (
          <Text span fw={600} inherit>
            {sentence(where)}:{' '}
          </Text>
        )}
        <Prose text={error.message} />
      </Text>
      {error.hint && (
        <Text size="sm" c="dimmed">
          <Prose text={sentence(error.hint)} />
        </Text>
      )}
    </div>
  );
}

type Props = { status: string; reason?: string | null; task?: Task | null };

/** Shown when an integration is not healthy: the reason and the fix. */
export function HealthNotice({ status, reason, task }: Props) {
  if (status.toLowerCase() !== 'failed') return null;
  const errors = task?.streams.flatMap((report) => (report.error ? [report] : [])) ?? [];
  return (
    <Alert
      color="red"
      variant="outline"
      icon={<IconAlertTriangle size={18} />}
      title={sentence(reason ?? 'the last sync failed')}
      styles={{ title: { color: 'var(--weir-bad)' }, icon: { color: 'var(--weir-bad)' } }}
      bg="var(--mantine-color-body)"
    >
      {task?.error && <TaskError error={task.error} />}
      {errors.length > 0 && !task?.error && (
        <List size="sm" spacing={4}>
          {errors.map((report) => (
            <List.Item key={report.stream}>
              {report.error && <TaskError error={{ stream: report.stream, ...report.error }} />}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
