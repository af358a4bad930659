import { Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { contributorQuery } from '~/api/contributors';
import { Accounts } from '~/features/contributors/accounts';
import { ContributorForm } from '~/features/contributors/form';
import { History } from '~/features/contributors/history';
import { Marks } from '~/features/contributors/marks';
import { OwnSuggestions } from '~/features/contributors/own-suggestions';
import { Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';

const route = getRouteApi('/contributors/$id');

/** One contributor: what is noted of them, the accounts they are known by, and what happened to them. */
export function ContributorPage() {
  const { id } = route.useParams();
  return (
    <Loaded query={useQuery(contributorQuery(id))} what="the contributor">
      {(contributor) => (
        <Page
          title={contributor.name}
          above={
            <Link to="/contributors" size="sm">
              Contributors
            </Link>
          }
          about={
            <Group gap={6}>
              {contributor.email ?? 'No address is known.'}
              <Marks contributor={contributor} />
            </Group>
          }
        >
          <Stack gap="xl">
            <OwnSuggestions contributor={contributor} />
            <Accounts contributor={contributor} />
            <ContributorForm contributor={contributor} key={contributor.updated_at} />
            <History contributor={contributor} />
          </Stack>
        </Page>
      )}
    </Loaded>
  );
}
