import {
  IconCircleCheck,
  IconCircleX,
  IconHelpCircle,
  IconHourglass,
  IconLoader2,
} from '@tabler/icons-react';
import type { Task } from '~/api/types';
import { Pill, type Tone } from '~/ui/pill';

const HEALTH: Record<string, { tone: Tone; Icon: typeof IconCircleCheck }> = {
  healthy: { tone: 'good', Icon: IconCircleCheck },
  unknown: { tone: 'calm', Icon: IconHelpCircle },
  failed: { tone: 'bad', Icon: IconCircleX },
};

const UNKNOWN = { tone: 'calm' as const, Icon: IconHelpCircle };

/** Health of an integration: HEALTHY, UNKNOWN or FAILED. */
export function StatusPill({ status }: { status: string }) {
  const { tone, Icon } = HEALTH[status.toLowerCase()] ?? UNKNOWN;
  return (
    <Pill tone={tone} icon={<Icon size={13} aria-hidden />}>
      {status.toUpperCase()}
    </Pill>
  );
}

const TASK: Record<string, { tone: Tone; label: string; Icon: typeof IconCircleCheck }> = {
  running: { tone: 'accent', label: 'Running', Icon: IconLoader2 },
  succeeded: { tone: 'good', label: 'Succeeded', Icon: IconCircleCheck },
  failed: { tone: 'bad', label: 'Failed', Icon: IconCircleX },
  throttled: { tone: 'warn', label: 'Waiting for quota', Icon: IconHourglass },
  cancelled: { tone: 'calm', label: 'Cancelled', Icon: IconHelpCircle },
};

const taskFacts = (status: Task['status']) => TASK[status] ?? { ...UNKNOWN, label: status };

/** What the state of a task is called. */
export const taskLabel = (status: Task['status']) => taskFacts(status).label;

export function TaskPill({ status }: { status: Task['status'] }) {
  const { tone, label, Icon } = taskFacts(status);
  return (
    <Pill tone={tone} icon={<Icon size={13} aria-hidden />}>
      {label}
    </Pill>
  );
}
