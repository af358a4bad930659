import { Button, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useEditCollection } from '~/api/collections';
import type { Category } from '~/api/types';
import { DialogEnd } from '~/ui/dialog-end';
import { Failure } from '~/ui/states';
import { bodyOf } from './body';
import { ParentSelect } from './parent-select';
import type { Placed } from './trees';

type Props = { place: Placed; categories: Category[]; close: () => void };

/** Puts a collection, with all that is below it, under another one. */
export function MoveDialog({ place: { collection }, categories, close }: Props) {
  const [category, setCategory] = useState(collection.category);
  const [parent, setParent] = useState(collection.parent ?? null);
  const save = useEditCollection(collection.id);
  const changed = category !== collection.category || parent !== (collection.parent ?? null);
  // Those below stay in their category: only what has none below it can leave it.
  const stays = collection.children.length > 0;
  return (
    <Modal opened onClose={close} title={`Move ${collection.name}`}>
      <Stack>
        <Select
          label="Category"
          data={categories.map((each) => ({ value: each.id, label: each.name }))}
          value={category}
          onChange={(next) => {
            if (!next) return;
            setCategory(next);
            setParent(null);
          }}
          disabled={stays}
          description={stays ? 'Others are below it: it can only be moved within its category.' : undefined}
          allowDeselect={false}
        />
        <ParentSelect
          category={categories.find((each) => each.id === category)}
          own={collection.id}
          value={parent}
          change={setParent}
        />
        {!collection.definition && (
          <Text size="sm" c="dimmed">
            It has no definition of its own: it goes by that of the one above it.
          </Text>
        )}
        {save.isError && <Failure error={save.error} what="Could not move the collection" />}
        <DialogEnd close={close}>
          <Button
            disabled={!changed}
            loading={save.isPending}
            onClick={() =>
              save.mutate({ ...bodyOf(collection), category, parent }, { onSuccess: () => close() })
            }
          >
            Move collection
          </Button>
        </DialogEnd>
      </Stack>
    </Modal>
  );
}
