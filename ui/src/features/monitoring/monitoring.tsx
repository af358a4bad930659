import { Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { diagnosticsQuery } from '~/api/life';
import { isRunning } from '~/api/status';
import type { Diagnostics, Integration } from '~/api/types';
import { Loaded } from '~/ui/loaded';
import { Section } from '~/ui/page';
import { AffectedMetrics } from '../health/affected';
import { DiagnosticsPanel } from '../health/diagnostics';
import { Running } from '../integrations/running';
import { useFreeShare } from './free';
import { IngestionLog } from './log';
import { QuotaPanel } from './quota';

/** How the feed is doing: its state and why, the running sync, the quota, what depends on it, the log. */
export function Monitoring({ integration }: { integration: Integration }) {
  const running = isRunning(integration);
  const query = useQuery(diagnosticsQuery(integration.id, running));
  const task = running ? integration.last_task : null;
  const free = useFreeShare(integration);
  return (
    <Loaded query={query} what="the diagnostics">
      {(data) => (
        <Stack gap="lg">
          <DiagnosticsPanel data={data} integration={integration} />
          {task && <Running task={task} />}
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
            <QuotaPanel quotas={data.quota} hosts={data.hosts} free={free} />
            <Depends data={data} />
          </SimpleGrid>
          <Section title="Ingestion log">
            <IngestionLog integration={integration} running={running} />
          </Section>
        </Stack>
      )}
    </Loaded>
  );
}

function Depends({ data }: { data: Diagnostics }) {
  return (
    <Paper p="md" style={{ borderColor: 'var(--weir-line)' }} component="section">
      <Text fw={600} component="h2" fz="md" mb="xs">
        Metrics that depend on it
      </Text>
      {data.affects.length === 0 ? (
        <Text size="sm" c="dimmed">
          None: it is not mapped to a project.
        </Text>
      ) : (
        <Stack gap={6}>
          <AffectedMetrics affects={data.affects} />
        </Stack>
      )}
    </Paper>
  );
}
