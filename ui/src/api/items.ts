import { infiniteQueryOptions } from '@tanstack/react-query';
import { ask, BASE, client } from './client';
import { BY_CURSOR } from './paged';
import type { Bucket, Items } from './types';

export const ITEMS_PAGE = 100;

export type ItemsParams = {
  from: string;
  to: string;
  included: 'true' | 'false' | 'all';
  bucket?: Bucket;
  bucket_start?: string;
  aggregate?: string;
  by?: string;
  key?: string;
  collection?: string;
  filters?: string;
};

export const itemsQuery = (project: string, metric: string, query: ItemsParams) =>
  infiniteQueryOptions({
    queryKey: ['items', project, metric, query],
    queryFn: async ({ pageParam }) => {
      const page = await ask(
        client.GET('/projects/{id}/metrics/{metric}/items', {
          params: {
            path: { id: project, metric },
            query: { ...query, limit: ITEMS_PAGE, after: pageParam ?? undefined },
          },
        }),
      );
      // The same operation gives a text when a file is asked for.
      return page as Items;
    },
    ...BY_CURSOR,
    staleTime: 20_000,
  });

/** The same rows as a CSV file. */
export function itemsCsvUrl(project: string, metric: string, query: ItemsParams): string {
  const params = new URLSearchParams({ format: 'csv' });
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, value);
  return `${BASE}/projects/${encodeURIComponent(project)}/metrics/${metric}/items?${params}`;
}
