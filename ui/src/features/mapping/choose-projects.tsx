import { Button, Checkbox, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { projectsQuery } from '~/api/queries';
import { Loaded } from '~/ui/loaded';
import { NewProjects } from './new-projects';

/** Projects by id, and the names of those to be made. */
export type ProjectPick = { ids: string[]; names: string[] };

/** Which projects a new integration counts in: existing ones, new ones. */
export function ChooseProjects({
  value,
  change,
}: {
  value: ProjectPick;
  change: (value: ProjectPick) => void;
}) {
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        Its rows count in the projects chosen here. That can be changed and narrowed later.
      </Text>
      <Loaded query={useQuery(projectsQuery())} what="the projects">
        {({ items }) =>
          items.length > 0 && (
            <Checkbox.Group
              value={value.ids}
              onChange={(ids) => change({ ...value, ids })}
              aria-label="Projects of the integration"
            >
              <Stack gap="xs">
                {items.map((project) => (
                  <Checkbox
                    key={project.id}
                    value={project.id}
                    label={project.name}
                    description={project.description}
                  />
                ))}
              </Stack>
            </Checkbox.Group>
          )
        }
      </Loaded>
      <NewProjects names={value.names} change={(names) => change({ ...value, names })} />
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => change({ ...value, names: [...value.names, ''] })}
        >
          New project
        </Button>
      </div>
    </Stack>
  );
}
