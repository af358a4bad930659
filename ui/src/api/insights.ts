/** Questions about Insights, and about what scopes them. */
import { queryOptions } from '@tanstack/react-query';
import { ask, client, of } from './client';
import type { Bucket } from './types';

const MINUTE = 60_000;

export const insightsQuery = (project: string) =>
  queryOptions({
    queryKey: ['insights', project],
    queryFn: () => ask(client.GET('/projects/{id}/insights', of(project))),
    staleTime: MINUTE,
  });

export const categoriesQuery = (project: string) =>
  queryOptions({
    queryKey: ['categories', project],
    queryFn: () => ask(client.GET('/projects/{id}/categories', of(project))),
    staleTime: MINUTE,
  });

export type CompareParams = { from: string; to: string; bucket?: Bucket; collection?: string };

export const definitionsQuery = (project: string, metric: string, query: CompareParams) =>
  queryOptions({
    queryKey: ['answers', project, metric, 'definitions', query],
    queryFn: () =>
      ask(
        client.GET('/projects/{id}/metrics/{metric}/definitions', {
          params: { path: { id: project, metric }, query },
        }),
      ),
    staleTime: 20_000,
  });
