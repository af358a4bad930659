import { Button, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useAddProject, useMapIntegrations } from '~/api/mutations';
import { DialogEnd } from '~/ui/dialog-end';
import { Failure } from '~/ui/states';

type Props = {
  opened: boolean;
  close: () => void;
  /** Mapped to the new project at once; the page then stays where it is. */
  integration?: string;
};

/** Asks for the name of a new project and goes to it. */
export function CreateProject({ opened, close, integration }: Props) {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const add = useAddProject();
  const map = useMapIntegrations();
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(
      { name: name.trim(), description: description.trim() || undefined },
      {
        onSuccess: (project) => {
          close();
          if (integration) map.mutate({ project: project.id, integration_ids: [integration] });
          else navigate({ to: '/projects/$id/$tab', params: { id: project.id, tab: 'mapping' } });
        },
      },
    );
  };
  return (
    <Modal opened={opened} onClose={close} title="New project">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label="Name"
            description="What people call it, for example the product or the team"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            data-autofocus
          />
          <Textarea
            label="Description"
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
            autosize
            minRows={2}
          />
          {add.isError && <Failure error={add.error} what="Could not create the project" />}
          <DialogEnd close={close}>
            <Button type="submit" loading={add.isPending} disabled={name.trim() === ''}>
              Create project
            </Button>
          </DialogEnd>
        </Stack>
      </form>
    </Modal>
  );
}
