/** What kinds of tasks are called. */
export const KIND_TITLE: Record<string, string> = {
  sync: 'sync',
  full: 'full pass',
  replay: 'replay',
};

/** What started a task. */
export const LANE_TITLE: Record<string, string> = {
  tail: 'by schedule',
  full: 'by schedule',
  manual: 'by hand',
  retry: 'after a failure',
  webhook: 'by a webhook',
};
