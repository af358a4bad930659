import type { Plan, StreamPlan, Task } from '~/api/types';
import { formatBytes, formatCount, formatSeconds, plural } from '~/lib/format';

/** What stands where nothing is known: never a zero. */
export const UNKNOWN = 'unknown';

export function figure(value: number | null | undefined): string {
  return value == null ? UNKNOWN : formatCount(value);
}

/** `About 82 requests, 60 points, 2 min.` */
export function planText(plan: Plan): string {
  if (plan.requests == null) return 'What it costs is unknown before it has run.';
  const parts = [plural(plan.requests, 'request')];
  if (plan.points) parts.push(plural(plan.points, 'point'));
  parts.push(plan.seconds == null ? 'time unknown' : formatSeconds(plan.seconds));
  if (plan.bytes != null) parts.push(`${formatBytes(plan.bytes)} of git`);
  return `${plan.at_least ? 'At least' : 'About'} ${parts.join(', ')}.`;
}

/** How a figure is known. */
export function basisText(stream: StreamPlan): string {
  switch (stream.basis) {
    case 'counted':
      return 'counted upstream';
    case 'sampled':
      return `counted in ${formatCount(stream.asked)} of ${formatCount(stream.of)}`;
    case 'earlier':
      return stream.tasks === 1
        ? 'as in the last sync'
        : `middle of the last ${formatCount(stream.tasks)} syncs`;
    case 'nothing':
      return 'nothing to read';
    default:
      return 'nothing tells beforehand';
  }
}

/** What was planned for a stream of a task; none when the task has no plan. */
export function plannedText(task: Task, stream: string): string {
  if (!task.plan) return '–';
  return figure(task.plan.streams.find((each) => each.stream === stream)?.requests);
}
