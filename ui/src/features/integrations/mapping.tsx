import { Alert, Button, Checkbox, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCircleCheck, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMapIntegrations } from '~/api/mutations';
import { projectsQuery } from '~/api/queries';
import type { Integration, Project } from '~/api/types';
import { CreateProject } from '~/features/projects/create';
import { Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Empty, Failure } from '~/ui/states';

/** Which projects use this integration. */
export function IntegrationMapping({ integration }: { integration: Integration }) {
  const query = useQuery(projectsQuery());
  const { added } = useSearch({ from: '/integrations/$id/$tab' });
  const [creating, dialog] = useDisclosure(false);
  return (
    <Stack maw={720}>
      {added && (
        <Alert
          color="river"
          variant="outline"
          icon={<IconCircleCheck size={18} />}
          title={`${integration.name} is saved and its first sync begins`}
          bg="var(--mantine-color-body)"
        >
          Map it to a project now, so that its rows count there. Progress is on the{' '}
          <Link
            to="/integrations/$id/$tab"
            params={{ id: integration.id, tab: 'monitoring' }}
            search={{}}
            inherit
            underline="always"
          >
            Monitoring tab
          </Link>
          .
        </Alert>
      )}
      <Text c="dimmed">Metrics of a project are computed from the integrations mapped to it.</Text>
      <Loaded query={query} what="the projects">
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title="There is no project yet"
              action={<Button onClick={dialog.open}>New project</Button>}
            >
              Create one and map this integration to it.
            </Empty>
          ) : (
            <>
              {items.map((project) => (
                <ProjectLine key={project.id} project={project} integration={integration} />
              ))}
              <div>
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconPlus size={14} />}
                  onClick={dialog.open}
                >
                  New project
                </Button>
              </div>
            </>
          )
        }
      </Loaded>
      <CreateProject opened={creating} close={dialog.close} integration={integration.id} />
    </Stack>
  );
}

function ProjectLine({ project, integration }: { project: Project; integration: Integration }) {
  const map = useMapIntegrations();
  const ids = project.integrations.map((each) => each.id);
  // What was just chosen shows at once; a refusal takes it back.
  const shown = map.isPending ? map.variables.integration_ids : ids;
  const mapped = shown.includes(integration.id);
  return (
    <Paper p="sm" style={{ borderColor: 'var(--weir-line)' }}>
      <Group justify="space-between">
        <Checkbox
          label={project.name}
          description={project.description}
          checked={mapped}
          onChange={(event) =>
            map.mutate({
              project: project.id,
              integration_ids: event.currentTarget.checked
                ? [...ids, integration.id]
                : ids.filter((id) => id !== integration.id),
            })
          }
        />
        {mapped && (
          <Link to="/insights/dora" search={{ project: project.id }} size="sm">
            DORA metrics
          </Link>
        )}
      </Group>
      {map.isError && <Failure error={map.error} what="Could not save the mapping" />}
    </Paper>
  );
}
