/** Questions and changes about Insights, and about what scopes them. */
import { queryOptions } from '@tanstack/react-query';
import { useChange } from './change';
import { ask, BASE, client } from './client';
import type { Bucket, NewInsight } from './types';

const MINUTE = 60_000;

export const insightsQuery = (project: string) =>
  queryOptions({
    queryKey: ['insights', project],
    queryFn: () => ask(client.GET('/projects/{id}/insights', { params: { path: { id: project } } })),
    staleTime: MINUTE,
  });

export const templatesQuery = () =>
  queryOptions({
    queryKey: ['insight-templates'],
    queryFn: () => ask(client.GET('/insights/templates')),
    staleTime: 5 * MINUTE,
  });

export const categoriesQuery = (project: string) =>
  queryOptions({
    queryKey: ['categories', project],
    queryFn: () => ask(client.GET('/projects/{id}/categories', { params: { path: { id: project } } })),
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

export const insightYamlUrl = (id: string) => `${BASE}/insights/${encodeURIComponent(id)}/yaml`;

const STALE = [['insights']];

export const useSaveInsight = (id: string) =>
  useChange(
    (body: NewInsight) => ask(client.PUT('/insights/{id}', { params: { path: { id } }, body })),
    STALE,
  );

export const useAddInsight = (project: string) =>
  useChange(
    (body: NewInsight) =>
      ask(client.POST('/projects/{id}/insights', { params: { path: { id: project } }, body })),
    STALE,
  );

export const useImportInsight = (project: string) =>
  useChange(
    (body: { yaml: string; replace?: boolean }) =>
      ask(client.POST('/projects/{id}/insights/import', { params: { path: { id: project } }, body })),
    STALE,
  );

export const useDeleteInsight = () =>
  useChange((id: string) => ask(client.DELETE('/insights/{id}', { params: { path: { id } } })), STALE);
