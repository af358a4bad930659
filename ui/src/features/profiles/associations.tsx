import { Checkbox, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { categoriesQuery } from '~/api/insights';
import type { Category, Profile, ProfileKind } from '~/api/types';
import { placed } from '~/features/collections/trees';
import { Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { PROFILE_KINDS } from './kinds';

type Props = {
  project: string;
  profiles: Profile[];
  own: string | undefined;
  kind: ProfileKind;
  value: string[];
  change: (collections: string[]) => void;
};

/** Which collections go by the profile; one that has another of its kind says which. */
export function Associations({ project, profiles, own, kind, value, change }: Props) {
  const others = profiles.filter((each) => each.id !== own && (each.kind ?? 'dora') === kind);
  return (
    <Loaded query={useQuery(categoriesQuery(project))} what="the collections">
      {({ items }) => {
        const filled = items.filter((each) => each.collections.length > 0);
        if (filled.length === 0) {
          return (
            <Text c="dimmed">
              There is no collection yet.{' '}
              <Link
                to="/projects/$id/$tab"
                params={{ id: project, tab: 'collections' }}
                inherit
                underline="always"
              >
                Make one
              </Link>{' '}
              to give it a profile.
            </Text>
          );
        }
        return (
          <Checkbox.Group value={value} onChange={change} aria-label="Collections of the profile">
            <Stack gap="sm">
              {filled.map((each) => (
                <Tree key={each.id} category={each} others={others} kind={kind} value={value} />
              ))}
            </Stack>
          </Checkbox.Group>
        );
      }}
    </Loaded>
  );
}

type TreeProps = { category: Category; others: Profile[]; kind: ProfileKind; value: string[] };

function Tree({ category, others, kind, value }: TreeProps) {
  return (
    <Stack gap={6}>
      <Text size="sm" fw={550}>
        {category.name}
      </Text>
      {placed(category.collections).map(({ collection, depth, above }) => {
        const other = others.find((each) => each.collections?.includes(collection.id));
        const inherits = above.some((each) => value.includes(each.id));
        return (
          <Checkbox
            key={collection.id}
            ml={depth * 24}
            value={collection.id}
            label={collection.name}
            disabled={Boolean(other) && !value.includes(collection.id)}
            description={
              other
                ? `It has the ${PROFILE_KINDS[kind].label} profile ${other.name}: take it away there first.`
                : inherits && !value.includes(collection.id)
                  ? 'It goes by this one as well, as the one above it does.'
                  : undefined
            }
          />
        );
      })}
    </Stack>
  );
}
