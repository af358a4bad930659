import { Box, Group, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { asApiError } from '~/api/errors';
import { integrationQuery } from '~/api/queries';
import type { Integration } from '~/api/types';
import { Deleting } from '~/features/deletion/deleting';
import { Gone } from '~/features/deletion/gone';
import { IntegrationPills } from '~/features/health/state-pill';
import { Overview } from '~/features/integrations/overview';
import { IntegrationSettings } from '~/features/integrations/settings';
import { RunMenu, SyncButton } from '~/features/integrations/sync-button';
import { MappingTab } from '~/features/mapping/mapping-tab';
import { CoverageTab } from '~/features/monitoring/coverage-tab';
import { Monitoring } from '~/features/monitoring/monitoring';
import { ScheduleTab } from '~/features/schedule/schedule-tab';
import { SpotCheckTab } from '~/features/spot-check/spot-check-tab';
import { WebhooksTab } from '~/features/webhooks/webhooks-tab';
import { Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';
import { TabList } from '~/ui/tab-list';

const route = getRouteApi('/integrations/$id/$tab');

const TABS = [
  { value: 'overview', label: 'Overview', Content: Overview },
  { value: 'monitoring', label: 'Monitoring', Content: Monitoring },
  { value: 'coverage', label: 'Coverage and quota', Content: CoverageTab },
  { value: 'schedule', label: 'Schedule', Content: ScheduleTab },
  { value: 'mapping', label: 'Mapping and scope', Content: MappingTab },
  { value: 'webhooks', label: 'Webhooks', Content: WebhooksTab },
  { value: 'spot-check', label: 'Spot check', Content: SpotCheckTab },
  { value: 'settings', label: 'Settings', Content: IntegrationSettings },
] as const;

/** One integration. */
export function IntegrationPage() {
  const { id, tab } = route.useParams();
  const query = useQuery(integrationQuery(id));
  if (query.isError && asApiError(query.error).status === 404) return <Gone id={id} />;
  return (
    <Loaded query={query} what="the integration">
      {(integration) => <Content integration={integration} tab={tab} />}
    </Loaded>
  );
}

function Content({ integration, tab }: { integration: Integration; tab: string }) {
  const { id } = integration;
  return (
    <Page
      title={integration.name}
      about={
        <Group gap="xs">
          <IntegrationPills integration={integration} />
          <Text c="dimmed">
            {integration.kind}
            {integration.description && `, ${integration.description}`}
          </Text>
        </Group>
      }
      above={
        <Link to="/integrations" size="sm">
          Integrations
        </Link>
      }
      actions={
        !integration.deleting && (
          <>
            <SyncButton integration={integration} />
            <RunMenu integration={integration} />
          </>
        )
      }
    >
      {integration.deleting ? (
        <Deleting integration={integration} />
      ) : (
        <IntegrationTabs id={id} tab={tab} integration={integration} />
      )}
    </Page>
  );
}

function IntegrationTabs({ id, tab, integration }: { id: string; tab: string; integration: Integration }) {
  const navigate = useNavigate();
  return (
    <Tabs
      value={tab}
      onChange={(next) =>
        navigate({ to: '/integrations/$id/$tab', params: { id, tab: next ?? 'overview' }, search: {} })
      }
      keepMounted={false}
    >
      <TabList>
        {TABS.map(({ value, label }) => (
          <Tabs.Tab key={value} value={value}>
            {label}
          </Tabs.Tab>
        ))}
      </TabList>
      <Box pt="md">
        {TABS.map(({ value, Content: Panel }) => (
          <Tabs.Panel key={value} value={value}>
            <Panel integration={integration} />
          </Tabs.Panel>
        ))}
      </Box>
    </Tabs>
  );
}
