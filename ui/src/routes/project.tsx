import { Box, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { projectQuery } from '~/api/queries';
import { AttentionNotice } from '~/features/attention/attention';
import { DeleteProject } from '~/features/projects/delete';
import { Mapping } from '~/features/projects/mapping';
import { ProjectSettingsForm } from '~/features/projects/settings';
import { ButtonLink, Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';

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
            <Tabs.List>
              <Tabs.Tab value="mapping">Integration mapping</Tabs.Tab>
              <Tabs.Tab value="settings">Settings</Tabs.Tab>
            </Tabs.List>
            <Box pt="md">
              <Tabs.Panel value="mapping">
                <Mapping project={project} />
              </Tabs.Panel>
              <Tabs.Panel value="settings">
                <ProjectSettingsForm project={project} key={project.id} />
                <DeleteProject project={project} />
              </Tabs.Panel>
            </Box>
          </Tabs>
        </Page>
      )}
    </Loaded>
  );
}
