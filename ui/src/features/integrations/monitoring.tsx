import { Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { monitoringQuery } from '~/api/queries';
import { isRunning } from '~/api/status';
import type { Integration, Monitoring as MonitoringData, Quota } from '~/api/types';
import { formatCount, formatPercent, sentence, words } from '~/lib/format';
import { Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Meter } from '~/ui/meter';
import { Section } from '~/ui/page';
import { When } from '~/ui/time';
import { HealthNotice } from './health';
import { IngestionLog } from './ingestion-log';
import { Running } from './running';
import { StreamTable } from './stream-table';

/** How the feed is doing: status, the running sync, the log, each stream, the quota. */
export function Monitoring({ integration }: { integration: Integration }) {
  const query = useQuery(monitoringQuery(integration.id));
  return (
    <Loaded query={query} what="the monitoring">
      {(data) => (
        <Stack gap="lg">
          {!data.running && <Status data={data} integration={integration} />}
          {data.running && <Running task={data.running} />}
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
            <Quotas quotas={data.quota} />
            <Affected data={data} />
          </SimpleGrid>
          <Section title="Streams">
            <StreamTable streams={data.streams} />
          </Section>
          <Section title="Ingestion log">
            <IngestionLog id={integration.id} running={isRunning(integration)} />
          </Section>
        </Stack>
      )}
    </Loaded>
  );
}

function Status({ data, integration }: { data: MonitoringData; integration: Integration }) {
  if (data.status === 'failed') {
    return <HealthNotice status={data.status} reason={data.status_reason} task={integration.last_task} />;
  }
  return (
    <Group gap="xs">
      <Text size="sm">
        {data.status_reason ? `${sentence(data.status_reason)}` : 'All streams arrive'}, last ingested{' '}
        <When at={integration.last_ingested_at} none="never" />
      </Text>
    </Group>
  );
}

function Quotas({ quotas }: { quotas: Quota[] }) {
  return (
    <Paper p="md" style={{ borderColor: 'var(--weir-line)' }} component="section">
      <Text fw={600} component="h2" fz="md" mb="xs">
        Upstream quota
      </Text>
      {quotas.length === 0 && (
        <Text size="sm" c="dimmed">
          The upstream has not published a quota for these requests.
        </Text>
      )}
      <Stack gap="sm">
        {quotas.map((quota) => (
          <QuotaBar key={quota.bucket} quota={quota} />
        ))}
      </Stack>
    </Paper>
  );
}

function QuotaBar({ quota }: { quota: Quota }) {
  const { limit, remaining } = quota;
  const share = limit ? remaining / limit : null;
  const text = limit
    ? `${formatCount(remaining)} of ${formatCount(limit)} left (${formatPercent((share ?? 0) * 100)})`
    : `${formatCount(remaining)} left`;
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm">{sentence(words(quota.bucket))}</Text>
        <Text size="sm" c="dimmed">
          {text}
          {quota.reset_at && (
            <>
              , refills <When at={quota.reset_at} />
            </>
          )}
        </Text>
      </Group>
      <Meter
        value={remaining}
        max={limit ?? remaining}
        tone={share !== null && share < 0.2 ? 'warn' : 'accent'}
        label={`${words(quota.bucket)}: ${text}`}
      />
    </div>
  );
}

function Affected({ data }: { data: MonitoringData }) {
  return (
    <Paper p="md" style={{ borderColor: 'var(--weir-line)' }} component="section">
      <Text fw={600} component="h2" fz="md" mb="xs">
        Metrics that depend on it
      </Text>
      {data.affects.length === 0 && (
        <Text size="sm" c="dimmed">
          None: it is not mapped to a project.
        </Text>
      )}
      <Stack gap={6}>
        {data.affects.map((each) => (
          <Text size="sm" key={each.project_id}>
            <Text span fw={600} inherit>
              {each.project}:
            </Text>{' '}
            {each.metrics.map((metric, index) => (
              <Fragment key={metric}>
                {index > 0 && ', '}
                <Link
                  to="/insights/dora/$metric"
                  params={{ metric }}
                  search={{ project: each.project_id }}
                  inherit
                >
                  {words(metric)}
                </Link>
              </Fragment>
            ))}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}
