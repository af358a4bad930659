import { List } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useDeleteCollection } from '~/api/collections';
import { insightsQuery } from '~/api/insights';
import { profilesQuery } from '~/api/profiles';
import { Confirm } from '~/ui/confirm';
import type { Placed } from './trees';

type Props = { project: string; place: Placed; close: () => void; done?: () => void };

/** Asks before a collection goes, naming whatever uses it. */
export function DeleteCollection({ project, place: { collection, above }, close, done }: Props) {
  const remove = useDeleteCollection();
  const profiles = useQuery(profilesQuery(project)).data?.items ?? [];
  const insights = useQuery(insightsQuery(project)).data?.items ?? [];
  const used = profiles.filter((each) => each.collections?.includes(collection.id));
  const shown = insights.filter((each) => collection.insights?.includes(each.id));
  const below = collection.children;
  const parent = above.at(-1)?.name;
  return (
    <Confirm
      opened
      close={close}
      title={`Delete ${collection.name}`}
      action="Delete collection"
      possible={below.length === 0}
      pending={remove.isPending}
      error={remove.error}
      confirm={() =>
        remove.mutate(collection.id, {
          onSuccess: () => {
            close();
            done?.();
          },
        })
      }
    >
      {below.length > 0 ? (
        <>
          {below.map((each) => each.name).join(', ')} {below.length === 1 ? 'is' : 'are'} below it: move or
          delete {below.length === 1 ? 'it' : 'them'} first.
        </>
      ) : (
        <>
          Rows and numbers of the project stay. What is affected:
          <List size="sm" mt={6} listStyleType="disc">
            {used.map((each) => (
              <List.Item key={each.id}>The profile {each.name} no longer counts for it</List.Item>
            ))}
            {shown.map((each) => (
              <List.Item key={each.id}>The Insight {each.name} is no longer associated with it</List.Item>
            ))}
            {parent && <List.Item>Its part of {parent} is no longer told apart</List.Item>}
            <List.Item>Links to its numbers lead nowhere</List.Item>
          </List>
        </>
      )}
    </Confirm>
  );
}
