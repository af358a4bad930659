import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useDeleteProject } from '~/api/mutations';
import type { Project } from '~/api/types';
import { ConfirmByName } from '~/ui/confirm-by-name';

export function DeleteProject({ project }: { project: Project }) {
  const [opened, dialog] = useDisclosure(false);
  const remove = useDeleteProject();
  const navigate = useNavigate();
  return (
    <>
      <Button variant="default" c="var(--weir-bad)" mt="xl" onClick={dialog.open}>
        Delete project
      </Button>
      <ConfirmByName
        opened={opened}
        close={dialog.close}
        title="Delete project"
        name={project.name}
        action="Delete project"
        pending={remove.isPending}
        error={remove.error}
        confirm={() => remove.mutate(project.id, { onSuccess: () => navigate({ to: '/projects' }) })}
      >
        <Text size="sm">
          The project, its mapping and its settings are deleted. Integrations and their rows stay.
        </Text>
      </ConfirmByName>
    </>
  );
}
