import { ActionIcon, Button, List, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useDeleteIntegration } from '~/api/mutations';
import type { Integration } from '~/api/types';
import { plural } from '~/lib/format';
import { ConfirmByName } from '~/ui/confirm-by-name';

/** Deletes an integration with everything it brought, after its name was typed. */
export function DeleteButton({
  integration,
  iconOnly = false,
}: {
  integration: Integration;
  iconOnly?: boolean;
}) {
  const [opened, dialog] = useDisclosure(false);
  const { name, rows, projects } = integration;
  const remove = useDeleteIntegration(name);
  const navigate = useNavigate();
  return (
    <>
      {iconOnly ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={`Delete ${name}`}
          onClick={dialog.open}
        >
          <IconTrash size={16} />
        </ActionIcon>
      ) : (
        <Button
          variant="default"
          c="var(--weir-bad)"
          leftSection={<IconTrash size={15} />}
          onClick={dialog.open}
        >
          Delete integration
        </Button>
      )}
      <ConfirmByName
        opened={opened}
        close={dialog.close}
        title="Delete integration"
        name={name}
        action="Delete integration"
        pending={remove.isPending}
        error={remove.error}
        confirm={() =>
          remove.mutate(integration.id, {
            onSuccess: () => {
              dialog.close();
              navigate({ to: '/integrations' });
            },
          })
        }
      >
        <Text size="sm">
          Its configuration, its secrets and {plural(rows, 'row')} are deleted. Nothing changes upstream.
        </Text>
        {projects.length > 0 && (
          <>
            <Text size="sm" mt="xs">
              The numbers of {projects.length === 1 ? 'this project' : 'these projects'} will change:
            </Text>
            <List size="sm" listStyleType="disc">
              {projects.map((project) => (
                <List.Item key={project.id}>{project.name}</List.Item>
              ))}
            </List>
          </>
        )}
      </ConfirmByName>
    </>
  );
}
