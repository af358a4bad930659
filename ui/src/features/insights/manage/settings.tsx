import { Button, Modal, MultiSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { categoriesQuery, useInsightSettings } from '~/api/insights';
import type { Category, InsightPage } from '~/api/types';
import { DialogEnd } from '~/ui/dialog-end';
import { Loaded } from '~/ui/loaded';
import { Failure } from '~/ui/states';
import { collectionsOf, rebound } from '../shown-for';
import { flatten } from '../use-collections';

type Props = { opened: boolean; close: () => void; project: string; insight: InsightPage };

/** Name and description of an Insight, and the collections that show it. */
export function InsightSettings({ opened, close, project, insight }: Props) {
  const query = useQuery({ ...categoriesQuery(project), enabled: opened });
  return (
    <Modal opened={opened} onClose={close} title={`Settings of ${insight.name}`}>
      <Loaded query={query} what="the collections">
        {({ items }) => <Form close={close} project={project} insight={insight} categories={items} />}
      </Loaded>
    </Modal>
  );
}

function Form({ close, project, insight, categories }: Omit<Props, 'opened'> & { categories: Category[] }) {
  const [name, setName] = useState(insight.name);
  const [description, setDescription] = useState(insight.description ?? '');
  const [shown, setShown] = useState(collectionsOf(categories, insight.id).map((each) => each.id));
  const save = useInsightSettings(project);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const collections = rebound(categories, insight.id, shown);
    save.mutate(
      { insight, name: name.trim(), description: description.trim(), collections },
      { onSuccess: close },
    );
  };
  const trees = categories
    .map((each) => ({
      group: each.name,
      items: flatten(each.collections).map(({ value, label }) => ({ value, label })),
    }))
    .filter((each) => each.items.length > 0);
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Name"
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
        <MultiSelect
          label="Collections"
          description={
            trees.length === 0
              ? 'The project has no collections yet: everybody sees this Insight.'
              : 'Where it is offered, and in the collections below them. With none, it is offered everywhere.'
          }
          data={trees}
          value={shown}
          onChange={setShown}
          disabled={trees.length === 0}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Offer it everywhere' }}
        />
        {save.isError && <Failure error={save.error} what="Could not save the settings" />}
        <DialogEnd close={close}>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            Save settings
          </Button>
        </DialogEnd>
      </Stack>
    </form>
  );
}
