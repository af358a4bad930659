/** Categories and collections of a project: what is asked of them, and what is changed. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { useChange } from './change';
import { ask, client, of } from './client';
import type { CategoryContent, CollectionContent, Definition } from './types';

export type CategoryBody = CategoryContent & { name: string };
export type CollectionBody = CollectionContent & { name: string };

/** Numbers are computed anew when what belongs to a collection changes. */
const STALE = [['categories'], ['profiles'], ['answers'], ['items']];

export const useAddCategory = (project: string) =>
  useChange(
    (body: CategoryBody) => ask(client.POST('/projects/{id}/categories', { ...of(project), body })),
    STALE,
  );

export const useEditCategory = (id: string) =>
  useChange((body: CategoryBody) => ask(client.PUT('/categories/{id}', { ...of(id), body })), STALE);

export const useDeleteCategory = () =>
  useChange((id: string) => ask(client.DELETE('/categories/{id}', of(id))), STALE);

export const useAddCollection = (project: string) =>
  useChange(
    (body: CollectionBody) => ask(client.POST('/projects/{id}/collections', { ...of(project), body })),
    STALE,
  );

export const useEditCollection = (id: string) =>
  useChange((body: CollectionBody) => ask(client.PUT('/collections/{id}', { ...of(id), body })), STALE);

export const useDeleteCollection = () =>
  useChange((id: string) => ask(client.DELETE('/collections/{id}', of(id))), STALE);

/** What a definition would select; with `count`, also how much of the last 30 days. */
export const reachQuery = (project: string, definition: Definition, count: boolean) =>
  queryOptions({
    queryKey: ['categories', project, 'preview', definition, count],
    queryFn: () =>
      ask(client.POST('/projects/{id}/collections/preview', { ...of(project), body: { definition, count } })),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
