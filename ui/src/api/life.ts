/** The life of an integration: how it is doing, when it runs, what it did, what it holds, how it ends. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { useChange } from './change';
import { ask, client, of } from './client';
import { paced } from './live';
import { BY_CURSOR } from './paged';
import type { Cadence, Dict, Scope } from './types';

export const healthQuery = () =>
  queryOptions({
    queryKey: ['health'],
    queryFn: () => ask(client.GET('/account/health')),
    refetchInterval: () => paced(15_000),
  });

export const diagnosticsQuery = (id: string, running = false) =>
  queryOptions({
    queryKey: ['integrations', id, 'diagnostics'],
    queryFn: () => ask(client.GET('/integrations/{id}/diagnostics', of(id))),
    refetchInterval: () => (running ? 3_000 : paced(10_000)),
  });

export const scheduleQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrations', id, 'schedule'],
    queryFn: () => ask(client.GET('/integrations/{id}/schedule', of(id))),
    refetchInterval: () => paced(15_000),
  });

export type ScheduleChange = {
  tail?: Cadence;
  full?: Cadence | null;
  depth_days?: number | null;
  time_zone?: string;
};

const LIFE = [['integrations'], ['health']];

export const setSchedule = (id: string, body: ScheduleChange) =>
  ask(client.PUT('/integrations/{id}/schedule', { ...of(id), body }));

export const useSetSchedule = (id: string) =>
  useChange((body: ScheduleChange) => setSchedule(id, body), LIFE);

export const usePause = () =>
  useChange((id: string) => ask(client.POST('/integrations/{id}/pause', of(id))), LIFE);

export const useResume = () =>
  useChange((id: string) => ask(client.POST('/integrations/{id}/resume', of(id))), LIFE);

export const useRetry = () =>
  useChange((task: string) => ask(client.POST('/tasks/{id}/retry', of(task))), LIFE);

export const LOG_PAGE = 25;

/** What the reader narrowed the log to, as the address has it. */
export type LogFilter = {
  status?: string;
  kind?: string;
  class?: string;
  q?: string;
  from?: string;
  to?: string;
};

export const logQuery = (id: string, filter: LogFilter, running: boolean) =>
  infiniteQueryOptions({
    queryKey: ['integrations', id, 'tasks', filter],
    queryFn: ({ pageParam }) => {
      const { class: error_class, ...query } = filter;
      return ask(
        client.GET('/integrations/{id}/tasks', {
          params: {
            path: { id },
            query: { ...query, error_class, limit: LOG_PAGE, after: pageParam ?? undefined },
          },
        }),
      );
    },
    ...BY_CURSOR,
    placeholderData: keepPreviousData,
    refetchInterval: () => (running ? 3_000 : paced(15_000)),
  });

export const taskQuery = (task: string) =>
  queryOptions({
    queryKey: ['task', task],
    queryFn: () => ask(client.GET('/tasks/{id}', of(task))),
    refetchInterval: (query) => (query.state.data?.status === 'running' ? 2_000 : false),
  });

export const lookupQuery = (id: string, key: string) =>
  queryOptions({
    queryKey: ['integrations', id, 'lookup', key],
    queryFn: () =>
      ask(client.GET('/integrations/{id}/lookup', { params: { path: { id }, query: { key, limit: 20 } } })),
    staleTime: 10_000,
  });

export type NewCredentials = { method?: string; secrets: Dict<string>; force?: boolean };

export const useSetCredentials = (id: string) =>
  useChange(
    (body: NewCredentials) => ask(client.POST('/integrations/{id}/credentials', { ...of(id), body })),
    LIFE,
  );

/** Begins the agreement of a person at the upstream; the answer says where that page is. */
export const authorize = (id: string, origin: string) =>
  ask(client.POST('/integrations/{id}/authorization', { ...of(id), body: { origin } }));

export const useAuthorize = (id: string) => useChange((origin: string) => authorize(id, origin), []);

export const mappedQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrations', id, 'projects'],
    queryFn: () => ask(client.GET('/integrations/{id}/projects', of(id))),
  });

export type ProjectChoice = {
  id?: string;
  new?: { name: string; description?: string };
  scope?: Scope | null;
};

const NUMBERS = [['integrations'], ['projects'], ['answers'], ['items']];

export const mapProjects = ({ id, projects }: { id: string; projects: ProjectChoice[] }) =>
  ask(client.PUT('/integrations/{id}/projects', { ...of(id), body: { projects } }));

export const useMapProjects = () => useChange(mapProjects, NUMBERS);

export const scopeQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrations', id, 'scope'],
    queryFn: () => ask(client.GET('/integrations/{id}/scope', of(id))),
    refetchInterval: (query) => (query.state.data?.purging ? 2_000 : false),
  });

export const useSetScope = (id: string) =>
  useChange(
    (scope: Scope | null) => ask(client.PUT('/integrations/{id}/scope', { ...of(id), body: { scope } })),
    NUMBERS,
  );

/** What a scope would take in, before it is saved: as the integration's own, or as that of a project. */
export const scopePreviewQuery = (id: string, scope: Scope | null, project?: string) =>
  queryOptions({
    queryKey: ['integrations', id, 'scope', 'preview', scope, project ?? null],
    queryFn: () =>
      ask(
        client.POST('/integrations/{id}/scope/preview', { ...of(id), body: { scope, project_id: project } }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

export const deletionQuery = (id: string) =>
  queryOptions({
    queryKey: ['deletion', id],
    queryFn: () => ask(client.GET('/integrations/{id}/deletion', of(id))),
    refetchInterval: (query) => (query.state.data?.progress ? 1_000 : false),
  });

export const useDeleteIntegration = (id: string) =>
  useChange(
    (confirm: string) => ask(client.DELETE('/integrations/{id}', { ...of(id), body: { confirm } })),
    [...LIFE, ['deletion'], ['deletions'], ['projects']],
  );

export const deletionsQuery = () =>
  queryOptions({
    queryKey: ['deletions'],
    queryFn: () => ask(client.GET('/deletions')),
    refetchInterval: (query) =>
      query.state.data?.items.some((each) => !each.finished_at) ? 2_000 : paced(60_000),
  });

export const useUnderstood = () =>
  useChange((id: string) => ask(client.DELETE('/attention/{id}', of(id))), [['projects'], ['categories']]);
