/** What pages change. Each hook refreshes what the change makes stale. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useChange } from './change';
import { ask, client, of } from './client';
import type { Dict, ProjectSettings } from './types';

export type NewIntegration = {
  kind: string;
  name: string;
  description?: string;
  config: Dict<unknown>;
  secrets: Dict<string>;
};

export const addIntegration = (body: NewIntegration) => ask(client.POST('/integrations', { body }));

export type ValidateIntegration = {
  kind: string;
  config: Dict<unknown>;
  secrets: Dict<string>;
  integration_id?: string;
};

export const useValidate = () =>
  useChange((body: ValidateIntegration) => ask(client.POST('/integrations/validate', { body })), []);

export type IntegrationPatch = {
  name?: string;
  description?: string;
  config?: Dict<unknown>;
  secrets?: Dict<string>;
};

export const useEditIntegration = (id: string) =>
  useChange(
    (body: IntegrationPatch) => ask(client.PATCH('/integrations/{id}', { ...of(id), body })),
    [['integrations']],
  );

export type SyncRequest = { id: string; kind?: 'sync' | 'full' };

export const startSync = ({ id, kind }: SyncRequest) =>
  ask(client.POST('/integrations/{id}/sync', { ...of(id), body: { kind } }));

export const useSync = () => useChange(startSync, [['integrations']]);

export const useCancelSync = () =>
  useChange((id: string) => ask(client.POST('/integrations/{id}/cancel', of(id))), [['integrations']]);

export const useAddProject = () =>
  useChange(
    (body: { name: string; description?: string }) => ask(client.POST('/projects', { body })),
    [['projects']],
  );

export type ProjectPatch = { name?: string; settings?: ProjectSettings };

export const useEditProject = (id: string) =>
  useChange(
    (body: ProjectPatch) => ask(client.PATCH('/projects/{id}', { ...of(id), body })),
    [['projects'], ['answers'], ['items']],
  );

/** After a deletion everything may have changed, but what was deleted must not be asked for again. */
export function useDeleteProject() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ask(client.DELETE('/projects/{id}', of(id))),
    onSuccess: (_, id) => cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== id }),
  });
}

export type ProjectMapping = { project: string; integration_ids: string[] };

export const useMapIntegrations = () =>
  useChange(
    ({ project, integration_ids }: ProjectMapping) =>
      ask(client.PUT('/projects/{id}/integrations', { ...of(project), body: { integration_ids } })),
    [['projects'], ['integrations'], ['answers'], ['items']],
  );

export const useSignIn = () =>
  useChange((key: string) => ask(client.POST('/session', { body: { key } })), []);

export const useSignOut = () =>
  useChange((_: undefined) => ask(client.DELETE('/session', {})), [['session']]);

export const useSql = () => useChange((sql: string) => ask(client.POST('/query', { body: { sql } })), []);
