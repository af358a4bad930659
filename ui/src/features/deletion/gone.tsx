import { useQuery } from '@tanstack/react-query';
import { deletionsQuery } from '~/api/life';
import { plural } from '~/lib/format';
import { ButtonLink } from '~/ui/link';
import { Page } from '~/ui/page';
import { Empty } from '~/ui/states';
import { When } from '~/ui/time';

/** An integration that is no more: what it was, as far as that is remembered. */
export function Gone({ id }: { id: string }) {
  const past = useQuery(deletionsQuery()).data?.items.find((each) => each.integration_id === id);
  return (
    <Page title={past ? past.name : 'Integration'}>
      <Empty
        title={past ? `${past.name} is deleted` : 'This integration does not exist'}
        action={<ButtonLink to="/integrations">See all integrations</ButtonLink>}
      >
        {past ? (
          <>
            {plural(past.deleted_rows, 'row')} went with it
            {past.finished_at && (
              <>
                {', '}
                <When at={past.finished_at} />
              </>
            )}
            . Projects that used it are marked until someone has looked.
          </>
        ) : (
          'It may have been deleted.'
        )}
      </Empty>
    </Page>
  );
}
