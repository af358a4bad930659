import { SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type ProfileBody, useAddProfile, useEditProfile } from '~/api/profiles';
import type { Profile, ProjectSettings } from '~/api/types';
import { Definitions } from '~/features/projects/definitions';
import { SaveBar, useWhole } from '~/features/projects/whole';
import { Section } from '~/ui/page';
import { Failure } from '~/ui/states';
import { Associations } from './associations';
import { DeleteProfile } from './delete';

type Props = {
  project: string;
  profiles: Profile[];
  saved: Profile | undefined;
  /** What a new one begins with. */
  start: ProfileBody;
};

function bodyOf({ name, description, kind, settings, collections }: Profile): ProfileBody {
  return { name, description, kind, settings, collections };
}

/** Everything about one profile; it is saved as a whole. */
export function ProfileForm({ project, profiles, saved, start }: Props) {
  const [deleting, setDeleting] = useState(false);
  const navigate = useNavigate();
  const add = useAddProfile(project);
  const edit = useEditProfile(saved?.id ?? '');
  const leave = () => navigate({ to: '/projects/$id/$tab', params: { id: project, tab: 'profiles' } });
  const whole = useWhole({ saved, bodyOf, start, save: saved ? edit : add, created: leave });
  const { body, patch, save } = whole;
  const kind = body.kind ?? 'dora';
  return (
    <Stack gap="xl" maw={860}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label="Name"
          value={body.name}
          onChange={(event) => patch({ name: event.currentTarget.value })}
          required
        />
        <Textarea
          label="Description"
          value={body.description ?? ''}
          onChange={(event) => patch({ description: event.currentTarget.value })}
          autosize
          minRows={1}
        />
      </SimpleGrid>
      <Section title="Collections">
        <Associations
          project={project}
          profiles={profiles}
          own={saved?.id}
          kind={kind}
          value={body.collections ?? []}
          change={(collections) => patch({ collections })}
        />
      </Section>
      {!saved && (
        <Text size="sm" c="dimmed">
          It begins with the settings of the {start.name ? 'profile it is a copy of' : 'project'}. What they
          assume, and what they matched in the last 30 days, is told beside each of them for the whole
          project.
        </Text>
      )}
      <Definitions
        project={project}
        kind={kind}
        settings={body.settings as ProjectSettings}
        change={(settings) => patch({ settings })}
      />
      {save.isError && <Failure error={save.error} what="Could not save the profile" />}
      <SaveBar
        whole={whole}
        noun="profile"
        effect="Numbers of its collections are computed anew."
        remove={() => setDeleting(true)}
      />
      {deleting && saved && (
        <DeleteProfile
          profile={saved}
          names={(saved.collections ?? []).length > 0 ? 'its collections' : ''}
          close={() => setDeleting(false)}
          done={leave}
        />
      )}
    </Stack>
  );
}
