/** What upstreams tell by themselves. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { useChange } from './change';
import { ask, client, of } from './client';
import { BY_CURSOR } from './paged';
import type { Delivery } from './types';

export const webhooksQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrations', id, 'webhooks'],
    queryFn: () => ask(client.GET('/integrations/{id}/webhooks', of(id))),
    refetchInterval: 10_000,
  });

export type DeliveryFilter = { state?: Delivery['state']; event?: string };

export const deliveriesQuery = (id: string, filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: ['integrations', id, 'deliveries', filter],
    queryFn: ({ pageParam }) =>
      ask(
        client.GET('/integrations/{id}/webhooks/deliveries', {
          params: { path: { id }, query: { ...filter, limit: 50, after: pageParam ?? undefined } },
        }),
      ),
    ...BY_CURSOR,
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });

const HOOKS = [['integrations']];

export const useWebhookSecret = (id: string) =>
  useChange(
    (secret?: string) =>
      ask(client.POST('/integrations/{id}/webhooks/secret', { ...of(id), body: secret ? { secret } : {} })),
    HOOKS,
  );

export const useDeleteWebhooks = (id: string) =>
  useChange((_: undefined) => ask(client.DELETE('/integrations/{id}/webhooks', of(id))), HOOKS);
