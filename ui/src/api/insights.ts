/** Questions about Insights and about what scopes them, and what pages change of them. */
import { queryOptions } from '@tanstack/react-query';
import { useChange } from './change';
import { ask, BASE, client, of } from './client';
import type { Bucket, Collection, InsightPage, Widget } from './types';

const MINUTE = 60_000;

export const insightsQuery = (project: string) =>
  queryOptions({
    queryKey: ['insights', project],
    queryFn: () => ask(client.GET('/projects/{id}/insights', of(project))),
    staleTime: MINUTE,
  });

/** One Insight as it is stored now: what is edited must not be an old copy. */
export const insightQuery = (id: string) =>
  queryOptions({
    queryKey: ['insight', id],
    queryFn: () => ask(client.GET('/insights/{id}', of(id))),
    staleTime: 0,
    gcTime: 0,
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

export type InsightContent = { description?: string; is_default?: boolean; widgets?: Widget[] };
export type NewInsight = InsightContent & { name: string };

/** What an Insight is made of, without what only the stored one has. */
export const contentOf = ({ description, is_default, widgets }: InsightContent): InsightContent => ({
  description,
  is_default,
  widgets,
});

export const yamlAddress = (id: string) => `${BASE}/insights/${id}/yaml`;

const made = (project: string) => [['insights', project]];

export const useCreateInsight = (project: string) =>
  useChange(
    (body: NewInsight) => ask(client.POST('/projects/{id}/insights', { ...of(project), body })),
    made(project),
  );

/** With `updated_at`, it is refused when another has saved it since. */
export type SavedInsight = NewInsight & { id: string; updated_at?: string };

export const saveInsight = ({ id, ...body }: SavedInsight) =>
  ask(client.PUT('/insights/{id}', { ...of(id), body }));

export const useSaveInsight = (project: string) => useChange(saveInsight, made(project));

/** Deletes an Insight and leaves its page, before anything asks for what is gone. */
export const useDeleteInsight = (project: string, leave: () => Promise<void>) =>
  useChange(
    async (id: string) => {
      await ask(client.DELETE('/insights/{id}', of(id)));
      await leave();
    },
    [...made(project), ['categories', project]],
  );

export type InsightFile = { yaml: string; replace: boolean };

export const useImportInsight = (project: string) =>
  useChange(
    (body: InsightFile) => ask(client.POST('/projects/{id}/insights/import', { ...of(project), body })),
    made(project),
  );

export type Settings = {
  insight: InsightPage;
  name: string;
  description: string;
  /** The collections that come to show it or cease to. */
  collections: Collection[];
};

/** Name, description, and for which collections it is shown. */
export const useInsightSettings = (project: string) =>
  useChange(
    async ({ insight, name, description, collections }: Settings) => {
      const { id, updated_at } = insight;
      await saveInsight({ ...contentOf(insight), id, updated_at, name, description });
      for (const each of collections) await saveCollection(each);
    },
    [...made(project), ['categories', project]],
  );

function saveCollection({ id, name, category, parent, description, tags, definition, insights }: Collection) {
  const body = { name, category, parent, description, tags, definition, insights };
  return ask(client.PUT('/collections/{id}', { ...of(id), body }));
}
