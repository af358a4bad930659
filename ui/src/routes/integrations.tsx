import { Box, Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { integrationsQuery } from '~/api/queries';
import { Catalogue } from '~/features/integrations/catalogue';
import { FirstRun } from '~/features/integrations/first-run';
import { IntegrationList } from '~/features/integrations/list';
import { ButtonLink } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';
import { TabList } from '~/ui/tab-list';

const route = getRouteApi('/integrations');

/** What is connected, and what could be. */
export function IntegrationsPage() {
  const tab = route.useSearch().tab ?? 'yours';
  const navigate = useNavigate();
  const query = useQuery(integrationsQuery());
  const count = query.data?.items.length;
  return (
    <Page
      title="Integrations"
      about="Connections to the tools that delivery happens in"
      actions={
        tab === 'yours' &&
        Boolean(count) && (
          <ButtonLink to="/integrations" search={{ tab: 'available' }} leftSection={<IconPlus size={16} />}>
            Add integration
          </ButtonLink>
        )
      }
    >
      <Tabs
        value={tab}
        onChange={(next) =>
          navigate({ to: '/integrations', search: { tab: next === 'available' ? 'available' : undefined } })
        }
        keepMounted={false}
      >
        <TabList>
          <Tabs.Tab value="yours">Your integrations{count ? ` (${count})` : ''}</Tabs.Tab>
          <Tabs.Tab value="available">Available</Tabs.Tab>
        </TabList>
        <Box pt="md">
          <Tabs.Panel value="yours">
            <Loaded query={query} what="the integrations">
              {({ items }) =>
                items.length === 0 ? <FirstRun embedded /> : <IntegrationList integrations={items} />
              }
            </Loaded>
          </Tabs.Panel>
          <Tabs.Panel value="available">
            <Catalogue />
          </Tabs.Panel>
        </Box>
      </Tabs>
    </Page>
  );
}
