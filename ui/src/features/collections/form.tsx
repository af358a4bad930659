import { MultiSelect, Select, SimpleGrid, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type CollectionBody, useAddCollection, useEditCollection } from '~/api/collections';
import { insightsQuery } from '~/api/insights';
import type { Category, Definition } from '~/api/types';
import { SaveBar, useWhole } from '~/features/projects/whole';
import { Section } from '~/ui/page';
import { Failure } from '~/ui/states';
import { bodyOf, emptyBody } from './body';
import { DefinitionEditor } from './definition-editor';
import { DeleteCollection } from './delete';
import { LostNotice } from './lost';
import { ParentSelect } from './parent-select';
import { ProfileNotice } from './profile-notice';
import { definedBy, type Placed, placedOf } from './trees';

type Props = {
  project: string;
  categories: Category[];
  /** Where it stands; a new one stands nowhere yet. */
  place: Placed | undefined;
  category: string | undefined;
  parent: string | undefined;
};

/** Everything about one collection; it is saved as a whole. */
export function CollectionForm({ project, categories, place, category, parent }: Props) {
  const saved = place?.collection;
  const first = category ?? categories[0]?.id ?? '';
  const [deleting, setDeleting] = useState(false);
  const [emptied, setEmptied] = useState(false);
  const navigate = useNavigate();
  const add = useAddCollection(project);
  const edit = useEditCollection(saved?.id ?? '');
  const leave = () => navigate({ to: '/projects/$id/$tab', params: { id: project, tab: 'collections' } });
  const whole = useWhole({
    saved,
    bodyOf,
    start: emptyBody(first, parent),
    save: saved ? edit : add,
    created: leave,
  });
  const { body, patch, save } = whole;
  const above = placedOf(categories).find((each) => each.collection.id === body.parent);
  const definition = body.definition ?? null;
  const lost = lostOf(saved?.lost ?? [], definition);
  // Without any integration it would be the whole project, which nobody has asked for.
  const undecided = emptied && definition?.by === 'assets' && named(definition).length === 0;
  return (
    <Stack gap="xl">
      <LostNotice
        project={project}
        lost={lost}
        attention={saved?.attention ?? []}
        takeOut={(id) => {
          patch({ definition: without(definition, id) });
          setEmptied(true);
        }}
      />
      {undecided && (
        <Text size="sm" role="status" c="var(--weir-warn)">
          Choose an integration below, or define it in another way: without any it would be the whole project.
        </Text>
      )}
      <Identity
        project={project}
        body={body}
        patch={patch}
        own={saved?.id}
        categories={categories}
        fixed={(saved?.children.length ?? 0) > 0}
      />
      <Section title="What belongs to it">
        <DefinitionEditor
          project={project}
          value={definition}
          change={(next) => patch({ definition: next })}
          above={above ? definedBy(above) : null}
        />
      </Section>
      <ProfileNotice project={project} own={saved?.id} above={above} />
      {save.isError && <Failure error={save.error} what="Could not save the collection" />}
      <SaveBar
        whole={whole}
        noun="collection"
        undecided={undecided}
        effect="Its numbers are computed from the new definition."
        remove={() => setDeleting(true)}
      />
      {deleting && place && (
        <DeleteCollection project={project} place={place} close={() => setDeleting(false)} done={leave} />
      )}
    </Stack>
  );
}

const named = (definition: Definition | null) =>
  definition?.by === 'assets' ? Object.keys(definition.integrations ?? {}) : [];

/** Of what was lost when it was saved, what the definition still names. */
const lostOf = (lost: string[], definition: Definition | null) =>
  lost.filter((id) => named(definition).includes(id));

function without(definition: Definition | null, integration: string): Definition | null {
  if (definition?.by !== 'assets') return definition;
  const { [integration]: _, ...rest } = definition.integrations ?? {};
  return { ...definition, integrations: rest };
}

type IdentityProps = {
  project: string;
  body: CollectionBody;
  patch: (change: Partial<CollectionBody>) => void;
  own: string | undefined;
  categories: Category[];
  /** Whether others below it keep it in its category. */
  fixed: boolean;
};

function Identity({ project, body, patch, own, categories, fixed }: IdentityProps) {
  const insights = useQuery(insightsQuery(project)).data?.items ?? [];
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} maw={860}>
      <TextInput
        label="Name"
        value={body.name}
        onChange={(event) => patch({ name: event.currentTarget.value })}
        required
      />
      <TagsInput
        label="Tags"
        value={body.tags ?? []}
        onChange={(tags) => patch({ tags })}
        placeholder={body.tags?.length ? undefined : 'Words to find it by'}
      />
      <Select
        label="Category"
        data={categories.map((each) => ({ value: each.id, label: each.name }))}
        value={body.category}
        onChange={(next) => next && patch({ category: next, parent: null })}
        disabled={fixed}
        allowDeselect={false}
      />
      <ParentSelect
        category={categories.find((each) => each.id === body.category)}
        own={own}
        value={body.parent ?? null}
        change={(parent) => patch({ parent })}
      />
      <Textarea
        label="Description"
        value={body.description ?? ''}
        onChange={(event) => patch({ description: event.currentTarget.value })}
        autosize
        minRows={1}
      />
      <MultiSelect
        label="Insights"
        description="Shown for it and for the collections below it"
        data={insights.map((each) => ({ value: each.id, label: each.name }))}
        value={(body.insights ?? []).filter((id) => insights.some((each) => each.id === id))}
        onChange={(chosen) => patch({ insights: chosen })}
        clearable
        clearButtonProps={{ 'aria-label': 'No Insight in particular' }}
      />
    </SimpleGrid>
  );
}
