/** People and bots: what is asked of them, and what is changed. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { useChange } from './change';
import { ask, BASE, client, of } from './client';
import { BY_CURSOR } from './paged';
import type { Dict } from './types';

/** Numbers by person are computed anew when somebody is somebody else. */
const STALE = [['contributors'], ['categories'], ['answers'], ['items']];

/** Everybody at once, for what is made of all of them. */
export const contributorsQuery = () =>
  queryOptions({
    queryKey: ['contributors'],
    queryFn: () => ask(client.GET('/contributors')),
    staleTime: 60_000,
  });

/** Words that must be found, and a part of everybody. */
export type ContributorSearch = { q?: string; show?: string };

const PAGE = 100;

/** Those who are looked for, by name; what was found before stays until the answer is there. */
export const contributorPagesQuery = (search: ContributorSearch) =>
  infiniteQueryOptions({
    queryKey: ['contributors', 'pages', search],
    queryFn: ({ pageParam }) =>
      ask(
        client.GET('/contributors', {
          params: { query: { ...search, limit: PAGE, after: pageParam ?? undefined } },
        }),
      ),
    placeholderData: keepPreviousData,
    ...BY_CURSOR,
  });

export const contributorQuery = (id: string) =>
  queryOptions({
    queryKey: ['contributors', id],
    queryFn: () => ask(client.GET('/contributors/{id}', of(id))),
  });

export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['contributors', id, 'log'],
    queryFn: () => ask(client.GET('/contributors/{id}/log', of(id))),
  });

export const suggestionsQuery = () =>
  queryOptions({
    queryKey: ['contributors', 'suggestions'],
    queryFn: () => ask(client.GET('/contributors/suggestions')),
    staleTime: 60_000,
  });

export const versionsQuery = () =>
  queryOptions({
    queryKey: ['contributors', 'versions'],
    queryFn: () => ask(client.GET('/contributors/versions')),
  });

export type ContributorPatch = {
  name?: string;
  email?: string;
  is_bot?: boolean;
  attributes?: Dict<string>;
};

export const useEditContributor = (id: string) =>
  useChange((body: ContributorPatch) => ask(client.PATCH('/contributors/{id}', { ...of(id), body })), STALE);

export type Merge = { id: string; others: string[] };

export const useMerge = () =>
  useChange(
    ({ id, others }: Merge) => ask(client.POST('/contributors/{id}/merge', { ...of(id), body: { others } })),
    STALE,
  );

export type SplitAccount = { integration_id: string; account: string };

export const useSplit = () =>
  useChange((body: SplitAccount) => ask(client.POST('/contributors/split', { body })), STALE);

export type Decision = { accounts: string[]; same: boolean };

export const useDecide = () =>
  useChange(
    (decisions: Decision[]) => ask(client.POST('/contributors/suggestions', { body: { decisions } })),
    STALE,
  );

/** What a file would change, without changing it. */
export const useTryImport = () =>
  useChange((csv: string) => ask(client.POST('/contributors/csv', { body: { csv, dry_run: true } })), []);

export const useImport = () =>
  useChange((csv: string) => ask(client.POST('/contributors/csv', { body: { csv, dry_run: false } })), STALE);

/** Where the file is: of now, or of a version. */
export const fileAddress = (version?: string) =>
  `${BASE}/contributors/csv${version ? `?version=${encodeURIComponent(version)}` : ''}`;

/** The text of the file of a version. */
export const fileOf = (version: string) =>
  ask(client.GET('/contributors/csv', { params: { query: { version } }, parseAs: 'text' }));
