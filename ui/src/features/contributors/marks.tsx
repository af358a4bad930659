import { IconRobot, IconUsers } from '@tabler/icons-react';
import type { Contributor } from '~/api/types';
import { Pill } from '~/ui/pill';

/** What is special about somebody. */
export function Marks({ contributor }: { contributor: Contributor }) {
  return (
    <>
      {contributor.is_bot && (
        <Pill tone="calm" icon={<IconRobot size={12} aria-hidden />}>
          Bot
        </Pill>
      )}
      {contributor.undecided && (
        <span title="A suggestion waits: numbers by person may count them twice">
          <Pill tone="warn" icon={<IconUsers size={12} aria-hidden />}>
            Undecided
          </Pill>
        </span>
      )}
    </>
  );
}
