import { Box, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { projectQuery } from '~/api/queries';
import { AttentionNotice } from '~/features/attention/attention';
import { DeleteProject } from '~/features/projects/delete';
import { Mapping } from '~/features/projects/mapping';
import { ButtonLink, Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';
import { Loading } from '~/ui/states';
import { TabList } from '~/ui/tab-list';

const ProjectSettingsForm = lazy(() => import('~/features/projects/settings'));
const CollectionsTab = lazy(() => import('~/features/collections/tab'));
const ProfilesTab = lazy(() => import('~/features/profiles/tab'));

const TITLES: { [tab: string]: string } = {
  collections: 'Collections',
  profiles: 'Profiles',
  settings: 'Settings',
};

const route = getRouteApi('/projects/$id/$tab');

/** One project: what feeds it and what counts in it. */
export function ProjectPage() {
  const { id, tab } = route.useParams();
  const navigate = useNavigate();
  return (
    <Loaded query={useQuery(projectQuery(id))} what="the project">
      {(project) => (
        <Page
          title={project.name}
          tab={TITLES[tab] ? `${TITLES[tab]} of ${project.name}` : undefined}
          about={project.description}
          above={
            <Link to="/projects" size="sm">
              Projects
            </Link>
          }
          actions={
            <>
              <ButtonLink to="/projects/$id/insights" params={{ id }} variant="default">
                Insights
              </ButtonLink>
              <ButtonLink to="/insights/dora" search={{ project: id }} variant="default">
                DORA metrics
              </ButtonLink>
            </>
          }
        >
          <AttentionNotice attention={project.attention} />
          <Tabs
            value={tab}
            onChange={(next) =>
              navigate({ to: '/projects/$id/$tab', params: { id, tab: next ?? 'mapping' } })
            }
            keepMounted={false}
          >
            <TabList>
              <Tabs.Tab value="mapping">Integration mapping</Tabs.Tab>
              <Tabs.Tab value="collections">Collections</Tabs.Tab>
              <Tabs.Tab value="profiles">Profiles</Tabs.Tab>
              <Tabs.Tab value="settings">Settings</Tabs.Tab>
            </TabList>
            <Box pt="md">
              <Suspense fallback={<Loading />}>
                <Tabs.Panel value="mapping">
                  <Mapping project={project} />
                </Tabs.Panel>
                <Tabs.Panel value="collections">
                  <CollectionsTab project={project.id} />
                </Tabs.Panel>
                <Tabs.Panel value="profiles">
                  <ProfilesTab project={project.id} />
                </Tabs.Panel>
                <Tabs.Panel value="settings">
                  <ProjectSettingsForm project={project} key={project.id} />
                  <DeleteProject project={project} />
                </Tabs.Panel>
              </Suspense>
            </Box>
          </Tabs>
        </Page>
      )}
    </Loaded>
  );
}
