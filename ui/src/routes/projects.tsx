import { Button, Group, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { projectsQuery } from '~/api/queries';
import type { Project } from '~/api/types';
import { AttentionMark } from '~/features/attention/attention';
import { StatusPill } from '~/features/integrations/status';
import { CreateProject } from '~/features/projects/create';
import { plural } from '~/lib/format';
import { Link } from '~/ui/link';
import { FramedTable } from '~/ui/list-table';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';
import { Empty } from '~/ui/states';

/** All projects. */
export function ProjectsPage() {
  const query = useQuery(projectsQuery());
  const [creating, dialog] = useDisclosure(false);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
      New project
    </Button>
  );
  return (
    <Page
      title="Projects"
      about="A project says which integrations belong together and what counts as a deployment and a failure."
      actions={query.data && query.data.items.length > 0 ? add : undefined}
    >
      <Loaded query={query} what="the projects">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="There is no project yet" action={add}>
              Create one, map integrations to it, and its DORA metrics appear.
            </Empty>
          ) : (
            <ProjectTable projects={items} />
          )
        }
      </Loaded>
      <CreateProject opened={creating} close={dialog.close} />
    </Page>
  );
}

function ProjectTable({ projects }: { projects: Project[] }) {
  return (
    <FramedTable
      label="Projects"
      minWidth={560}
      verticalSpacing={9}
      highlightOnHover
      head={['Project', 'Integrations', 'Deployments', 'Insight']}
    >
      {projects.map((project) => (
        <Table.Tr key={project.id}>
          <Table.Td>
            <Link to="/projects/$id/$tab" params={{ id: project.id, tab: 'mapping' }} inherit fw={550}>
              {project.name}
            </Link>{' '}
            <AttentionMark attention={project.attention} />
            {project.description && (
              <Text size="xs" c="dimmed">
                {project.description}
              </Text>
            )}
          </Table.Td>
          <Table.Td>
            <Group gap="sm">
              {project.integrations.length === 0 && <Text size="sm">none mapped</Text>}
              {project.integrations.map((each) => (
                <Group key={each.id} gap={6} wrap="nowrap">
                  <Link to="/integrations/$id/$tab" params={{ id: each.id, tab: 'overview' }} inherit>
                    {each.name}
                  </Link>
                  <StatusPill status={each.status} />
                </Group>
              ))}
            </Group>
          </Table.Td>
          <Table.Td>{rules(project)}</Table.Td>
          <Table.Td>
            <Link to="/insights/dora" search={{ project: project.id }} inherit>
              DORA metrics
            </Link>
          </Table.Td>
        </Table.Tr>
      ))}
    </FramedTable>
  );
}

function rules(project: Project): string {
  const count = project.settings.deployments?.length ?? 0;
  return count === 0 ? 'detected' : plural(count, 'rule');
}
