import { Button, Modal, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAddCategory, useEditCategory } from '~/api/collections';
import type { Category } from '~/api/types';
import { DialogEnd } from '~/ui/dialog-end';
import { Failure } from '~/ui/states';

type Props = { project: string; category?: Category; opened: boolean; close: () => void };

/** Makes a category, or changes one. */
export function CategoryDialog({ project, category, opened, close }: Props) {
  return (
    <Modal opened={opened} onClose={close} title={category ? `Edit ${category.name}` : 'New category'}>
      {opened && <Form project={project} category={category} close={close} />}
    </Modal>
  );
}

function Form({ project, category, close }: Omit<Props, 'opened'>) {
  const [name, setName] = useState(category?.name ?? '');
  const [root, setRoot] = useState(category?.root ?? '');
  const [description, setDescription] = useState(category?.description ?? '');
  const [enabled, setEnabled] = useState(category?.enabled ?? true);
  const add = useAddCategory(project);
  const edit = useEditCategory(category?.id ?? '');
  const save = category ? edit : add;
  const suggested = name.trim() === '' ? 'All' : `All ${name.trim().toLowerCase()}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { name: name.trim(), root: root.trim() || suggested, description: description.trim(), enabled },
      { onSuccess: close },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Name"
          description="What its collections are: regions, products, squads"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          data-autofocus
        />
        <TextInput
          label="Name of its root"
          description="Stands for the whole project"
          placeholder={suggested}
          value={root}
          onChange={(event) => setRoot(event.currentTarget.value)}
        />
        <Textarea
          label="Description"
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          autosize
          minRows={2}
        />
        <Switch
          label="Offered where numbers are looked at"
          description="Switched off, it is only seen here."
          checked={enabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
        {save.isError && <Failure error={save.error} what="Could not save the category" />}
        <DialogEnd close={close}>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {category ? 'Save category' : 'Create category'}
          </Button>
        </DialogEnd>
      </Stack>
    </form>
  );
}
