import { Group, Paper, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { DeletionProgress, Integration } from '~/api/types';
import { closed, formatCount, formatPercent, words } from '~/lib/format';
import { Meter } from '~/ui/meter';
import { When } from '~/ui/time';

const STEPS: Record<DeletionProgress['step'], string> = {
  stop: 'Stopping its tasks',
  rows: 'Deleting its rows',
  mirrors: 'Deleting its git mirrors',
  forget: 'Forgetting its configuration, secrets and cursors',
};

/** What an integration looks like while it is being deleted. */
export function Deleting({ integration }: { integration: Integration }) {
  const progress = integration.deletion;
  return (
    <Stack gap="md">
      <Paper
        p="md"
        style={{ borderColor: 'var(--weir-warn)' }}
        component="section"
        aria-label="Progress of the deletion"
      >
        <Stack gap="sm">
          <Group gap="xs">
            <IconTrash size={18} color="var(--weir-warn)" aria-hidden />
            <Text fw={600}>{progress ? STEPS[progress.step] : 'The deletion begins'}</Text>
            {progress?.table && (
              <Text size="sm" c="dimmed">
                {words(progress.table)}
              </Text>
            )}
          </Group>
          {progress && <DeletionMeter progress={progress} />}
          {progress?.error && (
            <Text size="sm" c="var(--weir-bad)">
              {closed(progress.error)} It is tried again by itself.
            </Text>
          )}
        </Stack>
      </Paper>
      <Text c="dimmed">
        Its rows are no longer part of any number. The deletion goes on when this page is closed, and after a
        restart of the server.
      </Text>
    </Stack>
  );
}

export function DeletionMeter({ progress }: { progress: DeletionProgress }) {
  const text = `${formatPercent(progress.percent, 0)}, ${formatCount(progress.deleted_rows)} of ${formatCount(progress.total_rows)} rows`;
  return (
    <div>
      <Meter value={progress.percent} max={100} tone="warn" label={`Deleted: ${text}`} />
      <Group justify="space-between" mt={4}>
        <Text size="sm">{text}</Text>
        <Text size="sm" c="dimmed">
          began <When at={progress.started_at} />
        </Text>
      </Group>
    </div>
  );
}
