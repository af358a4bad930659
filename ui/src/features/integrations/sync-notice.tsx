import { Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { integrationsQuery } from '~/api/queries';
import { isRunning } from '~/api/status';
import type { Integration } from '~/api/types';
import { formatPercent, plural, words } from '~/lib/format';
import { Link } from '~/ui/link';
import { Meter } from '~/ui/meter';
import { currentStream, taskShare } from './progress';

/** While something still syncs the numbers are partial: says so, and draws them again as rows arrive. */
export function SyncNotice({ integrations }: { integrations: string[] }) {
  const { data } = useQuery(integrationsQuery());
  const running = data?.items.filter((each) => integrations.includes(each.id) && isRunning(each)) ?? [];
  const rows = running.reduce((sum, each) => sum + (each.last_task?.rows ?? 0), 0);
  useRefreshAnswers(running.length > 0, rows);
  if (running.length === 0) return null;
  return (
    <Paper p="sm" style={{ borderColor: 'var(--weir-accent)' }} role="status">
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          Still syncing: the numbers cover what has arrived so far
        </Text>
        {running.map((each) => (
          <Running key={each.id} integration={each} />
        ))}
      </Stack>
    </Paper>
  );
}

function Running({ integration }: { integration: Integration }) {
  const task = integration.last_task;
  if (!task) return null;
  const share = taskShare(task);
  const stream = currentStream(task);
  return (
    <Group gap="md">
      <Link
        to="/integrations/$id/$tab"
        params={{ id: integration.id, tab: 'monitoring' }}
        size="sm"
        miw={120}
      >
        {integration.name}
      </Link>
      <div style={{ flex: 1, minWidth: 120, maxWidth: 320 }}>
        <Meter
          value={share ?? 0}
          max={1}
          label={share === null ? 'Amount not known yet' : `${formatPercent(share * 100)} done`}
        />
      </div>
      <Text size="sm" c="dimmed">
        {plural(task.rows, 'row')}, {plural(task.requests, 'request')}
        {stream && `, reading ${words(stream.stream)}`}
      </Text>
    </Group>
  );
}

/** New rows make answers stale: ask again at most every five seconds, and once when the sync ends. */
function useRefreshAnswers(running: boolean, rows: number) {
  const cache = useQueryClient();
  const seen = useRef({ running, rows, at: 0 });
  useEffect(() => {
    const before = seen.current;
    const ended = before.running && !running;
    const grown = running && rows !== before.rows && performance.now() - before.at > 5_000;
    if (ended || grown) {
      cache.invalidateQueries({ queryKey: ['answers'] });
      seen.current = { running, rows, at: performance.now() };
    } else {
      seen.current = { ...before, running };
    }
  }, [running, rows, cache]);
}
