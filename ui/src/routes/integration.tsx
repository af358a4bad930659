import { Box, Group, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { integrationQuery } from '~/api/queries';
import { isRunning } from '~/api/status';
import type { Integration } from '~/api/types';
import { IntegrationMapping } from '~/features/integrations/mapping';
import { Monitoring } from '~/features/integrations/monitoring';
import { Overview } from '~/features/integrations/overview';
import { IntegrationSettings } from '~/features/integrations/settings';
import { StatusPill, TaskPill } from '~/features/integrations/status';
import { SyncButton } from '~/features/integrations/sync-button';
import { Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';

const route = getRouteApi('/integrations/$id/$tab');

const TABS = [
  { value: 'overview', label: 'Overview', Content: Overview },
  { value: 'monitoring', label: 'Monitoring', Content: Monitoring },
  { value: 'mapping', label: 'Mapping', Content: IntegrationMapping },
  { value: 'settings', label: 'Settings', Content: IntegrationSettings },
] as const;

/** One integration. */
export function IntegrationPage() {
  const { id, tab } = route.useParams();
  return (
    <Loaded query={useQuery(integrationQuery(id))} what="the integration">
      {(integration) => <Content integration={integration} tab={tab} />}
    </Loaded>
  );
}

function Content({ integration, tab }: { integration: Integration; tab: string }) {
  const navigate = useNavigate();
  const { id } = integration;
  return (
    <Page
      title={integration.name}
      about={
        <Group gap="xs">
          <StatusPill status={integration.status} />
          {isRunning(integration) && <TaskPill status="running" />}
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
      actions={<SyncButton integration={integration} />}
    >
      <Tabs
        value={tab}
        onChange={(next) =>
          navigate({ to: '/integrations/$id/$tab', params: { id, tab: next ?? 'overview' }, search: {} })
        }
        keepMounted={false}
      >
        <Tabs.List>
          {TABS.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Box pt="md">
          {TABS.map(({ value, Content: Panel }) => (
            <Tabs.Panel key={value} value={value}>
              <Panel integration={integration} />
            </Tabs.Panel>
          ))}
        </Box>
      </Tabs>
    </Page>
  );
}
