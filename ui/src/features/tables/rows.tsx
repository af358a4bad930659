import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ask, client } from '~/api/client';
import { Empty, Failure, Loading } from '~/ui/states';
import { Result } from './result';

/** A table's rows, page by page. */
export function TableRows({ name }: { name: string }) {
  const query = useInfiniteQuery({
    queryKey: ['tables', name, 'rows'],
    queryFn: ({ pageParam }) =>
      ask(
        client.GET('/tables/{name}/rows', {
          params: { path: { name }, query: { limit: 50, after: pageParam ?? undefined } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
  });
  if (query.isPending) return <Loading height={240} />;
  if (!query.data)
    return <Failure error={query.error} what="Could not load the rows" retry={query.refetch} />;
  const { pages } = query.data;
  const rows = pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <Empty title="This table has no rows yet" />;
  return (
    <>
      <Result result={{ columns: pages[0]?.columns ?? [], rows }} label={`Rows of ${name}`} />
      {query.hasNextPage && (
        <div>
          <Button
            variant="default"
            size="xs"
            loading={query.isFetchingNextPage}
            onClick={() => query.fetchNextPage()}
          >
            Load more
          </Button>
        </div>
      )}
    </>
  );
}
