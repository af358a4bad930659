import { Box, Tabs } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { fileAddress, suggestionsQuery } from '~/api/contributors';
import { Everybody } from '~/features/contributors/everybody';
import { ImportTab } from '~/features/contributors/import-tab';
import { Suggestions } from '~/features/contributors/suggestions';
import { Versions } from '~/features/contributors/versions';
import { FileButtonLink } from '~/ui/file-link';
import { Page } from '~/ui/page';
import { TabList } from '~/ui/tab-list';

const route = getRouteApi('/contributors');

/** People and bots, joined from the accounts of every integration. */
export function ContributorsPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const waiting = useQuery(suggestionsQuery()).data?.total ?? 0;
  return (
    <Page
      title="Contributors"
      about="Whose work it is: accounts of every integration, joined to people. They get no access by being here."
      actions={
        <FileButtonLink href={fileAddress()} name="contributors.csv" leftSection={<IconDownload size={16} />}>
          Export CSV
        </FileButtonLink>
      }
    >
      <Tabs
        value={search.tab ?? 'everybody'}
        onChange={(next) =>
          navigate({
            to: '/contributors',
            search: { tab: next === 'everybody' ? undefined : (next as typeof search.tab) },
          })
        }
        keepMounted={false}
      >
        <TabList>
          <Tabs.Tab value="everybody">Everybody</Tabs.Tab>
          <Tabs.Tab value="suggestions">Suggestions{waiting > 0 && ` (${waiting})`}</Tabs.Tab>
          <Tabs.Tab value="import">Import</Tabs.Tab>
          <Tabs.Tab value="versions">Versions</Tabs.Tab>
        </TabList>
        <Box pt="md">
          <Tabs.Panel value="everybody">
            <Everybody q={search.q ?? ''} show={search.show} />
          </Tabs.Panel>
          <Tabs.Panel value="suggestions">
            <Suggestions />
          </Tabs.Panel>
          <Tabs.Panel value="import">
            <ImportTab version={search.version} />
          </Tabs.Panel>
          <Tabs.Panel value="versions">
            <Versions />
          </Tabs.Panel>
        </Box>
      </Tabs>
    </Page>
  );
}
