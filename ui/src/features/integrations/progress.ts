import type { StreamReport, Task } from '~/api/types';

/** The share of a stream that is done, when the connector can tell. */
export function streamShare(report: StreamReport): number | null {
  if (report.finished) return 1;
  if (report.estimate != null && report.estimate > 0) {
    return report.records / (report.records + report.estimate);
  }
  return report.partitions_total > 0 ? report.partitions_done / report.partitions_total : null;
}

/** The share of a task: the mean over its streams, those that cannot tell counting as not begun. */
export function taskShare(task: Task): number | null {
  if (task.streams.length === 0) return null;
  const sum = task.streams.reduce((total, report) => total + (streamShare(report) ?? 0), 0);
  return sum / task.streams.length;
}

/** The stream that is being read now. */
export function currentStream(task: Task): StreamReport | undefined {
  return task.streams.find((report) => report.started && !report.finished);
}
