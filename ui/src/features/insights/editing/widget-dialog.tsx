import { Button, Group, Modal, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { metricsQuery } from '~/api/queries';
import type { Widget } from '~/api/types';
import type { Insight } from '~/features/metrics/use-insight';
import { Loaded } from '~/ui/loaded';
import { rangeOf } from '../question';
import { WidgetView } from '../widget';
import { lacking } from './charts';
import classes from './editing.module.css';
import { SizeFields, WidgetForm } from './widget-form';

type Props = {
  /** The widget as it is on the page, or a new one. */
  widget: Widget;
  isNew: boolean;
  insight: Insight;
  project: string;
  page: string;
  close: () => void;
  apply: (widget: Widget) => void;
};

const TYPING = 350;

/** A widget with all its settings beside what they give. */
export function WidgetDialog({ widget, isNew, insight, project, page, close, apply }: Props) {
  const [draft, setDraft] = useState(widget);
  const [settled] = useDebouncedValue(draft, TYPING);
  const metrics = useQuery(metricsQuery());
  const note = draft.chart === 'note';
  const what = note ? 'note' : 'widget';
  const lacks = lacking(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!lacks) apply(draft);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={isNew ? `Add a ${what}` : `Edit the ${what}`}
      size={note ? 'md' : '68rem'}
    >
      <form onSubmit={submit}>
        <Stack>
          {note ? (
            <NoteForm widget={draft} change={setDraft} />
          ) : (
            <Loaded query={metrics} what="the metrics">
              {({ items }) => (
                <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
                  <WidgetForm
                    project={project}
                    metrics={items}
                    range={rangeOf(draft, insight.range)}
                    widget={draft}
                    change={setDraft}
                  />
                  <section className={classes.preview} aria-label="Preview">
                    {lacking(settled) ? (
                      <Text c="dimmed">{lacking(settled)}</Text>
                    ) : (
                      <div inert>
                        <WidgetView widget={settled} insight={insight} project={project} page={page} />
                      </div>
                    )}
                  </section>
                </SimpleGrid>
              )}
            </Loaded>
          )}
          <Group justify="flex-end">
            {lacks && (
              <Text size="sm" c="dimmed" role="status" mr="auto">
                {lacks}
              </Text>
            )}
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" disabled={lacks !== undefined}>
              {isNew ? `Add ${what}` : 'Apply'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function NoteForm({ widget, change }: { widget: Widget; change: (widget: Widget) => void }) {
  const set = (part: Partial<Widget>) => change({ ...widget, ...part });
  return (
    <>
      <TextInput
        label="Title"
        value={widget.title ?? ''}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Textarea
        label="Text"
        description="What stands between `backticks` is written as a name"
        value={widget.text ?? ''}
        onChange={(event) => set({ text: event.currentTarget.value })}
        autosize
        minRows={4}
        data-autofocus
      />
      <SizeFields widget={widget} set={set} />
    </>
  );
}
