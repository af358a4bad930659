import { Button, Modal, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useChange } from '~/api/change';
import { ask, client, of } from '~/api/client';
import { contentOf, insightsQuery, saveInsight } from '~/api/insights';
import type { Widget } from '~/api/types';
import { DialogEnd } from '~/ui/dialog-end';
import { Loaded } from '~/ui/loaded';
import { Failure } from '~/ui/states';
import { append } from './layout';

type Props = { widget: Widget; name: string; project: string; page: string; close: () => void };

/** Puts a copy of a widget below those of another Insight, which is saved at once. */
export function CopyTo({ widget, name, project, page, close }: Props) {
  const query = useQuery(insightsQuery(project));
  const [target, setTarget] = useState<string | null>(null);
  const copy = useChange(
    async (id: string) => {
      const other = await ask(client.GET('/insights/{id}', of(id)));
      const widgets = append(other.widgets ?? [], widget);
      return saveInsight({
        ...contentOf(other),
        id,
        name: other.name,
        updated_at: other.updated_at,
        widgets,
      });
    },
    [['insights', project]],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!target) return;
    copy.mutate(target, {
      onSuccess: (changed) => {
        close();
        notifications.show({
          message: `${name} is copied to ${changed.name}.`,
        });
      },
    });
  };
  return (
    <Modal opened onClose={close} title={`Copy ${name}`}>
      <form onSubmit={submit}>
        <Stack>
          <Loaded query={query} what="the Insights">
            {({ items }) => {
              const others = items.filter((each) => each.id !== page);
              if (others.length === 0) return <Text>The project has no other Insight.</Text>;
              return (
                <Select
                  label="To the Insight"
                  description="It is saved at once, with the copy below its other widgets."
                  data={others.map((each) => ({ value: each.id, label: each.name }))}
                  value={target}
                  onChange={setTarget}
                  data-autofocus
                />
              );
            }}
          </Loaded>
          {copy.isError && <Failure error={copy.error} what="Could not copy the widget" />}
          <DialogEnd close={close}>
            <Button type="submit" disabled={!target} loading={copy.isPending}>
              Copy widget
            </Button>
          </DialogEnd>
        </Stack>
      </form>
    </Modal>
  );
}
