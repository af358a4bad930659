import { Button, Group, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type ProfileBody, useAddProfile, useEditProfile } from '~/api/profiles';
import type { Profile, ProjectSettings } from '~/api/types';
import { Definitions } from '~/features/projects/definitions';
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
  const [body, setBody] = useState<ProfileBody>(saved ? bodyOf(saved) : start);
  const [deleting, setDeleting] = useState(false);
  const navigate = useNavigate();
  const add = useAddProfile(project);
  const edit = useEditProfile(saved?.id ?? '');
  const save = saved ? edit : add;
  const kind = body.kind ?? 'dora';
  const home = { to: '/projects/$id/$tab', params: { id: project, tab: 'profiles' } } as const;
  const patch = (change: Partial<ProfileBody>) => setBody({ ...body, ...change });
  const changed = !saved || JSON.stringify(body) !== JSON.stringify(bodyOf(saved));
  const submit = () =>
    save.mutate(
      { ...body, name: body.name.trim() },
      {
        onSuccess: (made) => {
          setBody(bodyOf(made));
          if (!saved) navigate(home);
        },
      },
    );
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
      <Group>
        <Button disabled={!changed || body.name.trim() === ''} loading={save.isPending} onClick={submit}>
          {saved ? 'Save profile' : 'Create profile'}
        </Button>
        {saved && changed && (
          <Button variant="default" onClick={() => setBody(bodyOf(saved))}>
            Undo changes
          </Button>
        )}
        {save.isSuccess && !changed && (
          <Text size="sm" role="status">
            Saved. Numbers of its collections are computed anew.
          </Text>
        )}
        {saved && (
          <Button variant="default" c="var(--weir-bad)" ml="auto" onClick={() => setDeleting(true)}>
            Delete profile
          </Button>
        )}
      </Group>
      {deleting && saved && (
        <DeleteProfile
          profile={saved}
          names={(saved.collections ?? []).length > 0 ? 'its collections' : ''}
          close={() => setDeleting(false)}
          done={() => navigate(home)}
        />
      )}
    </Stack>
  );
}
