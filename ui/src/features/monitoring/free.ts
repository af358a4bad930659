import { useQuery } from '@tanstack/react-query';
import { settingsQuery } from '~/api/account';
import type { Integration } from '~/api/types';

/** Percent of each quota that an integration leaves to others: its own choice, or the account's. */
export function freeShare<T>(integration: Integration, account: T): number | T {
  const chosen = integration.config.quota_free_percent;
  return typeof chosen === 'number' ? chosen : account;
}

/** The same, undefined until the account's is known. */
export function useFreeShare(integration: Integration): number | undefined {
  const settings = useQuery(settingsQuery()).data;
  return freeShare(integration, settings?.quota_free_percent);
}
