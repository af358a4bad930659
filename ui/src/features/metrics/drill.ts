import type { DrillSearch, InsightSearch } from '~/lib/url';

/** The metrics of the page, in its order. */
export const DORA = ['deployment_frequency', 'lead_time', 'change_failure_rate', 'time_to_restore'] as const;
export const CYCLE_TIME = 'pull_request_cycle_time';
export const ALL_METRICS: string[] = [...DORA, CYCLE_TIME];

export type DrillTo = (
  metric: string,
  more?: Pick<DrillSearch, 'tab' | 'bucket_start' | 'key' | 'bucket' | 'by'>,
) => {
  to: '/insights/dora/$metric';
  params: { metric: string };
  search: DrillSearch;
};

/** Where a number leads: the rows behind it, under the same project and period. */
export function drillFrom(search: InsightSearch, project: string): DrillTo {
  const { period, from, to, compare, bucket } = search;
  return (metric, more = {}) => ({
    to: '/insights/dora/$metric',
    params: { metric },
    search: { project, period, from, to, compare, bucket, ...more },
  });
}
