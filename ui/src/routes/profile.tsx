import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { profilesQuery } from '~/api/profiles';
import { projectQuery } from '~/api/queries';
import { ProfileForm } from '~/features/profiles/form';
import { PROFILE_KINDS } from '~/features/profiles/kinds';
import { ButtonLink, Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';
import { Empty } from '~/ui/states';

const route = getRouteApi('/projects/$id/profiles/$profile');

/** One profile, a new one, or the copy of one. */
export function ProfilePage() {
  const { id, profile } = route.useParams();
  const { kind, copy } = route.useSearch();
  const project = useQuery(projectQuery(id));
  const profiles = useQuery(profilesQuery(id));
  return (
    <Loaded query={project} what="the project">
      {({ settings }) => (
        <Loaded query={profiles} what="the profiles">
          {({ items }) => {
            const saved = items.find((each) => each.id === profile);
            const like = items.find((each) => each.id === copy);
            const made = saved?.kind ?? like?.kind ?? kind ?? 'dora';
            const missing = profile !== 'new' && !saved;
            return (
              <Page
                title={saved?.name ?? `New ${PROFILE_KINDS[made].label} profile`}
                about={PROFILE_KINDS[made].about}
                above={
                  <Link to="/projects/$id/$tab" params={{ id, tab: 'profiles' }} size="sm">
                    Profiles
                  </Link>
                }
              >
                {missing ? (
                  <Empty
                    title="This profile does not exist"
                    action={
                      <ButtonLink to="/projects/$id/$tab" params={{ id, tab: 'profiles' }}>
                        See all profiles
                      </ButtonLink>
                    }
                  >
                    It may have been deleted.
                  </Empty>
                ) : (
                  <ProfileForm
                    key={`${profile} ${copy}`}
                    project={id}
                    profiles={items}
                    saved={saved}
                    start={{
                      name: like ? `${like.name}, copy` : '',
                      description: like?.description ?? '',
                      kind: made,
                      settings: like?.settings ?? settings,
                      collections: [],
                    }}
                  />
                )}
              </Page>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}
