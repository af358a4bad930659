import { formatSeconds, words } from '~/lib/format';

const KINDS: Record<string, string> = {
  sync: 'sync',
  full: 'full pass',
  replay: 'replay',
};

const LANES: Record<string, string> = {
  tail: 'by schedule',
  full: 'by schedule',
  manual: 'by hand',
  retry: 'after a failure',
  webhook: 'by a webhook',
};

/** What a kind of task is called. */
export const kindTitle = (kind: string) => KINDS[kind] ?? words(kind);

/** What started a task. */
export const laneTitle = (lane: string) => LANES[lane] ?? words(lane);

/** How long a task took; a dash while it runs. */
export function tookText(milliseconds: number | null | undefined): string {
  return formatSeconds(milliseconds == null ? null : milliseconds / 1000);
}
