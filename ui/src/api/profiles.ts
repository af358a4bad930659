/** Profiles of a project: what is asked of them, and what is changed. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { useChange } from './change';
import { ask, client, of } from './client';
import type { ProfileContent, ProfileKind, ProjectSettings } from './types';

export type ProfileBody = ProfileContent & { name: string };

const STALE = [['profiles'], ['answers'], ['items']];

export const profilesQuery = (project: string) =>
  queryOptions({
    queryKey: ['profiles', project],
    queryFn: () => ask(client.GET('/projects/{id}/profiles', of(project))),
    staleTime: 60_000,
  });

export const useAddProfile = (project: string) =>
  useChange(
    (body: ProfileBody) => ask(client.POST('/projects/{id}/profiles', { ...of(project), body })),
    STALE,
  );

export const useEditProfile = (id: string) =>
  useChange((body: ProfileBody) => ask(client.PUT('/profiles/{id}', { ...of(id), body })), STALE);

export const useDeleteProfile = () =>
  useChange((id: string) => ask(client.DELETE('/profiles/{id}', of(id))), STALE);

/** What definitions amount to in the last 30 days, before they are saved. */
export const trialQuery = (project: string, kind: ProfileKind, settings: ProjectSettings) =>
  queryOptions({
    queryKey: ['profiles', project, 'preview', kind, settings],
    queryFn: () =>
      ask(client.POST('/projects/{id}/profiles/preview', { ...of(project), body: { kind, settings } })),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
