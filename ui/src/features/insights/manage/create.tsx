import { Button, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { type InsightContent, templatesQuery, useCreateInsight } from '~/api/insights';
import type { InsightPage } from '~/api/types';
import { plural } from '~/lib/format';
import { DialogEnd } from '~/ui/dialog-end';
import { Failure } from '~/ui/states';
import { freeName } from './names';

type Props = {
  opened: boolean;
  close: () => void;
  project: string;
  all: InsightPage[];
  /** The Insight that a copy is made of. */
  source?: InsightPage;
};

const BLANK = 'blank';

/** Makes an Insight: without widgets, from a template, or as a copy of another; then opens it. */
export function CreateInsight({ opened, close, source, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={close} title={source ? `Clone ${source.name}` : 'New Insight'}>
      <Form close={close} source={source} {...rest} />
    </Modal>
  );
}

type Start = { value: string; label: string; about: string; content: InsightContent };

function useStarts(all: InsightPage[]): Start[] {
  const templates = useQuery(templatesQuery()).data?.items ?? [];
  return [
    { value: BLANK, label: 'Nothing', about: 'No widgets yet: you add them.', content: {} },
    ...templates.map((each) => ({
      value: `template ${each.id}`,
      label: `Template: ${each.name}`,
      about: each.about,
      content: each.content,
    })),
    ...all.map((each) => ({
      value: each.id,
      label: `Copy of ${each.name}`,
      about: each.description ?? '',
      content: each,
    })),
  ];
}

function Form({ close, project, all, source }: Omit<Props, 'opened'>) {
  const taken = all.map((each) => each.name);
  const [name, setName] = useState(source ? freeName(`Copy of ${source.name}`, taken) : '');
  const [from, setFrom] = useState(source?.id ?? BLANK);
  const starts = useStarts(all);
  const start = starts.find((each) => each.value === from);
  const create = useCreateInsight(project);
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { description, widgets } = start?.content ?? {};
    create.mutate(
      { name: name.trim(), description, widgets },
      {
        onSuccess: (made) => {
          close();
          navigate({
            to: '/projects/$id/insights/$insight/edit',
            params: { id: project, insight: made.id },
          });
        },
      },
    );
  };
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
        {!source && (
          <Select
            label="Start with"
            data={starts}
            value={from}
            onChange={(next) => next && setFrom(next)}
            allowDeselect={false}
          />
        )}
        <Text size="sm" c="dimmed">
          {start?.about} {plural(start?.content.widgets?.length ?? 0, 'widget')}.
        </Text>
        {create.isError && <Failure error={create.error} what="Could not make the Insight" />}
        <DialogEnd close={close}>
          <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
            {source ? 'Clone Insight' : 'Create Insight'}
          </Button>
        </DialogEnd>
      </Stack>
    </form>
  );
}
