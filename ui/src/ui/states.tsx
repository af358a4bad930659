import { Button, Code, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { asApiError } from '~/api/errors';
import { closed, sentence } from '~/lib/format';
import { Prose } from './prose';

/** Grey shapes of the content's size, shown only when an answer takes longer than 200 ms. */
export function Loading({ height = 160, count = 1, label = 'Loading' }: LoadingProps) {
  return (
    <Stack gap="sm" className="weir-late" role="status" aria-label={label}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical shapes
        <Skeleton key={index} height={height} radius="md" />
      ))}
    </Stack>
  );
}

type LoadingProps = { height?: number; count?: number; label?: string };

/** What failed, why, what to do, and the id under which the server logged it. */
export function Failure({ error, what, retry }: { error: unknown; what: string; retry?: () => void }) {
  const problem = asApiError(error);
  return (
    <Paper p="md" role="alert" style={{ borderColor: 'var(--weir-bad)' }}>
      <Group align="flex-start" gap="sm" wrap="nowrap">
        <IconAlertTriangle size={20} color="var(--weir-bad)" aria-hidden style={{ flex: 'none' }} />
        <Stack gap={4} style={{ minWidth: 0 }}>
          <Text fw={600}>{what}</Text>
          <Text size="sm">
            <Prose text={closed(problem.message)} />
          </Text>
          {problem.hint && (
            <Text size="sm" c="dimmed">
              <Prose text={sentence(problem.hint)} />
            </Text>
          )}
          <Group gap="sm" mt={4}>
            {retry && (
              <Button size="xs" variant="default" leftSection={<IconRefresh size={14} />} onClick={retry}>
                Try again
              </Button>
            )}
            {problem.requestId && (
              <Text size="xs" c="dimmed">
                Request <Code fz="xs">{problem.requestId}</Code>
              </Text>
            )}
          </Group>
        </Stack>
      </Group>
    </Paper>
  );
}

type EmptyProps = { title: string; children?: ReactNode; action?: ReactNode; icon?: ReactNode };

/** Nothing to show, and what to do about it. */
export function Empty({ title, children, action, icon }: EmptyProps) {
  return (
    <Paper p="xl" ta="center">
      <Stack align="center" gap="xs" maw={520} mx="auto" py="md">
        {icon}
        <Title order={2}>{title}</Title>
        {children && (
          <Text c="dimmed" component="div">
            {children}
          </Text>
        )}
        {action && <Group mt="xs">{action}</Group>}
      </Stack>
    </Paper>
  );
}
