import { ActionIcon, Group, Menu, Stack, Table, Text } from '@mantine/core';
import { IconCopy, IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { categoriesQuery } from '~/api/insights';
import { profilesQuery } from '~/api/profiles';
import type { Profile } from '~/api/types';
import { placedOf } from '~/features/collections/trees';
import { ButtonLink, Link } from '~/ui/link';
import { FramedTable } from '~/ui/list-table';
import { Loaded } from '~/ui/loaded';
import { Empty } from '~/ui/states';
import { When } from '~/ui/time';
import { DeleteProfile } from './delete';
import { PROFILE_KINDS } from './kinds';

/** The profiles of a project: definitions for some of its collections. */
export default function ProfilesTab({ project }: { project: string }) {
  const add = (kind: 'dora' | 'velocity') => (
    <ButtonLink
      to="/projects/$id/profiles/$profile"
      params={{ id: project, profile: 'new' }}
      search={{ kind: kind === 'velocity' ? kind : undefined }}
      variant="default"
      leftSection={<IconPlus size={16} />}
    >
      New {PROFILE_KINDS[kind].label} profile
    </ButtonLink>
  );
  return (
    <Loaded query={useQuery(profilesQuery(project))} what="the profiles">
      {({ items }) => (
        <Stack gap="lg">
          <Group justify="space-between" align="flex-start">
            <Text c="dimmed" maw={600}>
              A profile says for some collections what counts, where they differ from the project. A
              collection has at most one DORA profile and one velocity profile, and goes by those of the
              collection above it when it has none.
            </Text>
            {items.length > 0 && (
              <Group gap="xs">
                {add('dora')}
                {add('velocity')}
              </Group>
            )}
          </Group>
          {items.length === 0 ? (
            <Empty
              title="There is no profile yet"
              action={
                <>
                  {add('dora')}
                  {add('velocity')}
                </>
              }
            >
              Every collection goes by the settings of the project, which need no setting to begin with. Make
              a profile for those that deploy or work in another way.
            </Empty>
          ) : (
            <List project={project} profiles={items} />
          )}
        </Stack>
      )}
    </Loaded>
  );
}

function List({ project, profiles }: { project: string; profiles: Profile[] }) {
  const [deleting, setDeleting] = useState<Profile | null>(null);
  const places = placedOf(useQuery(categoriesQuery(project)).data?.items ?? []);
  const names = (profile: Profile) =>
    places
      .filter(({ collection }) => profile.collections?.includes(collection.id))
      .map(({ collection }) => collection.name)
      .join(', ');
  return (
    <>
      <FramedTable
        label="Profiles"
        minWidth={620}
        verticalSpacing={7}
        highlightOnHover
        head={['Profile', 'Kind', 'Collections', 'Changed', { name: 'Actions', w: 70 }]}
      >
        {profiles.map((each) => (
          <Table.Tr key={each.id}>
            <Table.Td>
              <Link
                to="/projects/$id/profiles/$profile"
                params={{ id: project, profile: each.id }}
                search={{}}
                inherit
                fw={550}
              >
                {each.name}
              </Link>
              {each.description && (
                <Text size="xs" c="dimmed">
                  {each.description}
                </Text>
              )}
            </Table.Td>
            <Table.Td>{PROFILE_KINDS[each.kind ?? 'dora'].label}</Table.Td>
            <Table.Td>{names(each) || <Text c="dimmed">none yet</Text>}</Table.Td>
            <Table.Td>
              <When at={each.updated_at} />
            </Table.Td>
            <Table.Td>
              <Actions project={project} profile={each} remove={() => setDeleting(each)} />
            </Table.Td>
          </Table.Tr>
        ))}
      </FramedTable>
      {deleting && (
        <DeleteProfile profile={deleting} names={names(deleting)} close={() => setDeleting(null)} />
      )}
    </>
  );
}

type ActionProps = { project: string; profile: Profile; remove: () => void };

function Actions({ project, profile, remove }: ActionProps) {
  const navigate = useNavigate();
  const go = (to: string, copy?: string) =>
    navigate({
      to: '/projects/$id/profiles/$profile',
      params: { id: project, profile: to },
      search: { copy },
    });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`More about ${profile.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => go(profile.id)}>
          Edit
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => go('new', profile.id)}>
          Copy
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} c="var(--weir-bad)" onClick={remove}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
