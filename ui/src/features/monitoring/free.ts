import type { Integration } from '~/api/types';

/** What stays free without a choice, in percent. */
export const USUAL_FREE = 20;

/** Percent of each quota that an integration leaves to others. */
export function freeShare(integration: Integration): number {
  const chosen = integration.config.quota_free_percent;
  return typeof chosen === 'number' ? chosen : USUAL_FREE;
}
