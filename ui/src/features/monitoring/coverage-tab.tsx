import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { diagnosticsQuery } from '~/api/life';
import { isRunning } from '~/api/status';
import type { Integration } from '~/api/types';
import { Loaded } from '~/ui/loaded';
import { Section } from '~/ui/page';
import { Empty } from '~/ui/states';
import { useNow } from '~/ui/time';
import { CoverageTable } from './coverage-table';
import { useFreeShare } from './free';
import { QuotaPanel } from './quota';

/** What is here of each stream, and what the upstream still grants. */
export function CoverageTab({ integration }: { integration: Integration }) {
  const query = useQuery(diagnosticsQuery(integration.id, isRunning(integration)));
  const now = useNow();
  const free = useFreeShare(integration);
  return (
    <Loaded query={query} what="the coverage">
      {(data) => (
        <Stack gap="lg">
          <Section title="Streams">
            {data.streams.length === 0 ? (
              <Empty title="It has no streams" />
            ) : (
              <CoverageTable streams={data.streams} now={now} />
            )}
          </Section>
          <QuotaPanel quotas={data.quota} hosts={data.hosts} free={free} />
        </Stack>
      )}
    </Loaded>
  );
}
