import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { categoriesQuery } from '~/api/insights';
import { CollectionForm } from '~/features/collections/form';
import { placedOf } from '~/features/collections/trees';
import { ButtonLink, Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';
import { Empty } from '~/ui/states';

const route = getRouteApi('/projects/$id/collections/$collection');

/** One collection, or a new one: what belongs to it. */
export function CollectionPage() {
  const { id, collection } = route.useParams();
  const { category, parent } = route.useSearch();
  const back = (
    <Link to="/projects/$id/$tab" params={{ id, tab: 'collections' }} size="sm">
      Collections
    </Link>
  );
  return (
    <Loaded query={useQuery(categoriesQuery(id))} what="the collections">
      {({ items }) => {
        const place = placedOf(items).find((each) => each.collection.id === collection);
        if (collection !== 'new' && !place) {
          return (
            <Page title="Collection" above={back}>
              <Empty
                title="This collection does not exist"
                action={
                  <ButtonLink to="/projects/$id/$tab" params={{ id, tab: 'collections' }}>
                    See all collections
                  </ButtonLink>
                }
              >
                It may have been deleted.
              </Empty>
            </Page>
          );
        }
        return (
          <Page
            title={place?.collection.name ?? 'New collection'}
            about="A part of the project. Every number can be looked at for it alone."
            above={back}
            actions={
              place && (
                <ButtonLink
                  to="/projects/$id/insights"
                  params={{ id }}
                  search={{ collection: place.collection.id }}
                  variant="default"
                >
                  Insights of it
                </ButtonLink>
              )
            }
          >
            <CollectionForm
              key={collection}
              project={id}
              categories={items}
              place={place}
              category={category}
              parent={parent}
            />
          </Page>
        );
      }}
    </Loaded>
  );
}
