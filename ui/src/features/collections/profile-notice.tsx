import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { profilesQuery } from '~/api/profiles';
import type { Profile, ProfileKind } from '~/api/types';
import { Link } from '~/ui/link';
import { Section } from '~/ui/page';
import { PROFILE_KINDS } from '../profiles/kinds';
import type { Placed } from './trees';

type Props = { project: string; own: string | undefined; above: Placed | undefined };

/** Under which definitions its numbers are made. */
export function ProfileNotice({ project, own, above }: Props) {
  const profiles = useQuery(profilesQuery(project)).data?.items;
  if (!profiles) return null;
  const lineage = [
    ...(own ? [{ id: own, name: '' }] : []),
    ...(above ? [above.collection, ...above.above.toReversed()] : []),
  ];
  const nearest = (kind: ProfileKind) => {
    for (const at of lineage) {
      const found = profiles.find((each) => each.kind === kind && each.collections?.includes(at.id));
      if (found) return { profile: found, from: at.name };
    }
    return null;
  };
  return (
    <Section title="How its numbers are made">
      {(['dora', 'velocity'] as const).map((kind) => (
        <Line key={kind} project={project} kind={kind} found={nearest(kind)} />
      ))}
      <Link to="/projects/$id/$tab" params={{ id: project, tab: 'profiles' }} size="sm">
        Choose collections in a profile
      </Link>
    </Section>
  );
}

type Found = { profile: Profile; from: string } | null;

function Line({ project, kind, found }: { project: string; kind: ProfileKind; found: Found }) {
  return (
    <Text size="sm">
      {PROFILE_KINDS[kind].makes}:{' '}
      {found ? (
        <>
          <Link
            to="/projects/$id/profiles/$profile"
            params={{ id: project, profile: found.profile.id }}
            search={{}}
            inherit
            underline="always"
          >
            {found.profile.name}
          </Link>
          {found.from && `, as for ${found.from}`}
        </>
      ) : kind === 'dora' ? (
        'the settings of the project'
      ) : (
        'as the DORA metrics'
      )}
    </Text>
  );
}
