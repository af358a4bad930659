import { ActionIcon, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useDeleteIntegration } from '~/api/life';
import type { Integration } from '~/api/types';
import { ConfirmByName } from '~/ui/confirm-by-name';
import { Impact } from './impact';

/** Deletes an integration with everything it brought, after its name was typed. */
export function DeleteButton({
  integration,
  iconOnly = false,
}: {
  integration: Integration;
  iconOnly?: boolean;
}) {
  const [opened, dialog] = useDisclosure(false);
  const remove = useDeleteIntegration(integration.id);
  const navigate = useNavigate();
  const { id, name } = integration;
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
          remove.mutate(name, {
            onSuccess: () => {
              dialog.close();
              navigate({ to: '/integrations/$id/$tab', params: { id, tab: 'overview' }, search: {} });
            },
          })
        }
      >
        <Impact id={id} />
      </ConfirmByName>
    </>
  );
}
