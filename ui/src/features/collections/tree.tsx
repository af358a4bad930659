import { ActionIcon, Group, Menu, Table, Text } from '@mantine/core';
import { IconDots, IconFolderPlus, IconFolderSymlink, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { profilesQuery } from '~/api/profiles';
import { integrationsQuery } from '~/api/queries';
import type { Category, Collection, Profile } from '~/api/types';
import { Link } from '~/ui/link';
import { FramedTable } from '~/ui/list-table';
import { definitionText } from './definition-text';
import { DeleteCollection } from './delete';
import { LostMark } from './lost';
import { MoveDialog } from './move';
import { definedBy, type Placed, placed } from './trees';

type Props = { project: string; category: Category; categories: Category[] };
type Open = { what: 'move' | 'delete'; place: Placed } | null;

/** The collections of a category in reading order, indented by how deep they lie. */
export function Tree({ project, category, categories }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const profiles = useQuery(profilesQuery(project)).data?.items ?? [];
  const places = placed(category.collections);
  const close = () => setOpen(null);
  return (
    <>
      <FramedTable
        label={`Collections of ${category.name}`}
        minWidth={620}
        verticalSpacing={7}
        highlightOnHover
        head={['Collection', 'What belongs to it', 'Profile', { name: 'Actions', w: 70 }]}
      >
        <Table.Tr>
          <Table.Td fw={550}>{category.root}</Table.Td>
          <Table.Td c="dimmed">the whole project</Table.Td>
          <Table.Td c="dimmed">settings of the project</Table.Td>
          <Table.Td />
        </Table.Tr>
        {places.map((place) => (
          <Row
            key={place.collection.id}
            project={project}
            place={place}
            profiles={profiles}
            open={(what) => setOpen({ what, place })}
          />
        ))}
      </FramedTable>
      {open?.what === 'move' && <MoveDialog place={open.place} categories={categories} close={close} />}
      {open?.what === 'delete' && <DeleteCollection project={project} place={open.place} close={close} />}
    </>
  );
}

type RowProps = {
  project: string;
  place: Placed;
  profiles: Profile[];
  open: (what: 'move' | 'delete') => void;
};

function Row({ project, place, profiles, open }: RowProps) {
  const { collection, depth } = place;
  return (
    <Table.Tr>
      <Table.Td pl={`calc(var(--mantine-spacing-md) * ${depth + 2})`}>
        <Link
          to="/projects/$id/collections/$collection"
          params={{ id: project, collection: collection.id }}
          search={{}}
          inherit
          fw={550}
        >
          {collection.name}
        </Link>{' '}
        <LostMark collection={collection} />
        {collection.description && (
          <Text size="xs" c="dimmed">
            {collection.description}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Belongs place={place} />
      </Table.Td>
      <Table.Td>
        <ProfileNames place={place} profiles={profiles} project={project} />
      </Table.Td>
      <Table.Td>
        <Actions project={project} collection={collection} open={open} />
      </Table.Td>
    </Table.Tr>
  );
}

function Belongs({ place }: { place: Placed }) {
  const integrations = useQuery(integrationsQuery()).data?.items ?? [];
  const by = definedBy(place);
  if (by?.definition && by.id === place.collection.id) return definitionText(by.definition, integrations);
  return (
    <Text c="dimmed" inherit>
      {by ? `as ${by.name}` : 'the whole project'}
    </Text>
  );
}

function ProfileNames({ place, profiles, project }: { place: Placed; profiles: Profile[]; project: string }) {
  const own = profiles.filter((each) => each.collections?.includes(place.collection.id));
  const above = place.above.some((at) => profiles.some((each) => each.collections?.includes(at.id)));
  if (own.length === 0) {
    return (
      <Text c="dimmed" inherit>
        {above ? 'as above it' : 'settings of the project'}
      </Text>
    );
  }
  return (
    <Group gap="xs">
      {own.map((each) => (
        <Link
          key={each.id}
          to="/projects/$id/profiles/$profile"
          params={{ id: project, profile: each.id }}
          search={{}}
          inherit
        >
          {each.name}
        </Link>
      ))}
    </Group>
  );
}

type ActionProps = { project: string; collection: Collection; open: (what: 'move' | 'delete') => void };

function Actions({ project, collection, open }: ActionProps) {
  const navigate = useNavigate();
  const go = (to: string, search: { category?: string; parent?: string }) =>
    navigate({
      to: '/projects/$id/collections/$collection',
      params: { id: project, collection: to },
      search,
    });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`More about ${collection.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => go(collection.id, {})}>
          Edit
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFolderPlus size={15} />}
          onClick={() => go('new', { category: collection.category, parent: collection.id })}
        >
          New collection below it
        </Menu.Item>
        <Menu.Item leftSection={<IconFolderSymlink size={15} />} onClick={() => open('move')}>
          Move
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} c="var(--weir-bad)" onClick={() => open('delete')}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
