/** One factory per question that pages ask; keys are the cache's, functions call the public API. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ask, BASE, client, of } from './client';
import { paced } from './live';
import { isRunning } from './status';
import type { Bucket, Integration } from './types';

const MINUTE = 60_000;

export const sessionQuery = () =>
  queryOptions({ queryKey: ['session'], queryFn: () => ask(client.GET('/session')), staleTime: 5 * MINUTE });

export const connectorsQuery = () =>
  queryOptions({
    queryKey: ['connectors'],
    queryFn: () => ask(client.GET('/connectors')),
    staleTime: 5 * MINUTE,
  });

/** What changes by the second is told by events, but for the progress of a deletion. */
function pace(integrations: Integration[], soon: number, usual: number): number {
  if (integrations.some((each) => each.deleting)) return soon;
  return paced(integrations.some(isRunning) ? soon : usual);
}

export const integrationsQuery = () =>
  queryOptions({
    queryKey: ['integrations'],
    queryFn: () => ask(client.GET('/integrations')),
    refetchInterval: (query) => pace(query.state.data?.items ?? [], 2_000, 30_000),
  });

export const integrationQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrations', id],
    queryFn: () => ask(client.GET('/integrations/{id}', of(id))),
    refetchInterval: (query) => pace(query.state.data ? [query.state.data] : [], 1_000, 15_000),
  });

export const projectsQuery = () =>
  queryOptions({ queryKey: ['projects'], queryFn: () => ask(client.GET('/projects')), staleTime: MINUTE });

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: ['projects', id],
    queryFn: () => ask(client.GET('/projects/{id}', of(id))),
  });

export const projectOptionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['projects', id, 'options'],
    queryFn: () => ask(client.GET('/projects/{id}/options', of(id))),
    staleTime: MINUTE,
  });

export const metricsQuery = () =>
  queryOptions({
    queryKey: ['metrics'],
    queryFn: () => ask(client.GET('/metrics')),
    staleTime: 5 * MINUTE,
  });

export type AnswerParams = {
  from: string;
  to: string;
  by?: string;
  bucket?: Bucket;
  aggregate?: string;
  collection?: string;
  filters?: string;
};

export const answerQuery = (project: string, metric: string, query: AnswerParams) =>
  queryOptions({
    queryKey: ['answers', project, metric, query],
    queryFn: () =>
      ask(
        client.GET('/projects/{id}/metrics/{metric}', { params: { path: { id: project, metric }, query } }),
      ),
    staleTime: 20_000,
    placeholderData: keepPreviousData,
  });

/** The rows of a query, all of them, as a file. */
export const queryAddress = (sql: string, format: 'csv' | 'parquet') =>
  `${BASE}/query/export?${new URLSearchParams({ format, sql })}`;

export const tablesQuery = () =>
  queryOptions({ queryKey: ['tables'], queryFn: () => ask(client.GET('/tables')), staleTime: MINUTE });
