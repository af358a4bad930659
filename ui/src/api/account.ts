/** What holds for the whole installation: settings, and who is told when something breaks. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { useChange } from './change';
import { ask, client, of } from './client';
import { BY_CURSOR } from './paged';
import type { Channel, Dict } from './types';

export const settingsQuery = () =>
  queryOptions({ queryKey: ['settings'], queryFn: () => ask(client.GET('/settings')), staleTime: 60_000 });

export type SettingsChange = { log_days?: number; quota_free_percent?: number };

export const useEditSettings = () =>
  useChange((body: SettingsChange) => ask(client.PATCH('/settings', { body })), [['settings']]);

export const channelsQuery = () =>
  queryOptions({ queryKey: ['channels'], queryFn: () => ask(client.GET('/notifications/channels')) });

export type ChannelBody = {
  name: string;
  enabled: boolean;
  events: Channel['events'];
  grace_minutes: number;
  throttled_hours: number;
  config: Dict<unknown>;
  secrets: Dict<string>;
};

export const useAddChannel = () =>
  useChange(
    (body: ChannelBody & { kind: Channel['kind'] }) => ask(client.POST('/notifications/channels', { body })),
    [['channels']],
  );

export const useEditChannel = (id: string) =>
  useChange(
    (body: Partial<ChannelBody>) => ask(client.PATCH('/notifications/channels/{id}', { ...of(id), body })),
    [['channels']],
  );

export const useDeleteChannel = () =>
  useChange(
    (id: string) => ask(client.DELETE('/notifications/channels/{id}', of(id))),
    [['channels'], ['notifications']],
  );

export const useTestChannel = () =>
  useChange(
    (id: string) => ask(client.POST('/notifications/channels/{id}/test', of(id))),
    [['channels'], ['notifications']],
  );

export const useRotateChannel = () =>
  useChange((id: string) => ask(client.POST('/notifications/channels/{id}/rotate', of(id))), [['channels']]);

export const notificationsQuery = (channel?: string) =>
  infiniteQueryOptions({
    queryKey: ['notifications', channel ?? null],
    queryFn: ({ pageParam }) =>
      ask(
        client.GET('/notifications/log', {
          params: { query: { limit: 30, after: pageParam ?? undefined, channel } },
        }),
      ),
    ...BY_CURSOR,
  });
