import { Button, Group, Text } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { plural } from '~/lib/format';
import { Failure, Loading } from './states';

type Pages<P> = UseInfiniteQueryResult<InfiniteData<P>>;

/** What has arrived of a list that comes in pages. */
export function loadedItems<T>({ data }: Pages<{ items: T[] }>): T[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}

type Props<T> = {
  query: Pages<{ items: T[]; total: number }>;
  items: T[];
  /** What was being loaded, for the sentence when it fails: `the ingestion log`. */
  what: string;
  /** One of them and many of them: `task`, `tasks`. */
  nouns: [one: string, many: string];
  /** What the next page holds, where that is not what is older. */
  more?: string;
  empty: ReactNode;
  children: ReactNode;
};

/** A list that comes in pages, in each of its states; what is here stays when a refresh fails. */
export function Paged<T>({ query, items, what, nouns, more, empty, children }: Props<T>) {
  const [one, many] = nouns;
  if (query.isPending) return <Loading label={`Loading ${what}`} />;
  if (items.length === 0) {
    if (!query.isError) return empty;
    return <Failure error={query.error} what={`Could not load ${what}`} retry={() => query.refetch()} />;
  }
  return (
    <>
      {children}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {items.length} of {plural(query.data?.pages[0]?.total ?? items.length, one, many)}
        </Text>
        <LoadMore query={query} label={`Load ${more ?? `older ${many}`}`} />
      </Group>
    </>
  );
}

/** Asks for the next page, as long as there is one. */
export function LoadMore<P>({ query, label }: { query: Pages<P>; label: string }) {
  if (!query.hasNextPage) return null;
  return (
    <Button
      variant="default"
      size="xs"
      loading={query.isFetchingNextPage}
      onClick={() => query.fetchNextPage()}
    >
      {label}
    </Button>
  );
}
