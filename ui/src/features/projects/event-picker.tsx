import { Group, Select, TagsInput } from '@mantine/core';
import type { StageEvent } from '~/api/types';
import { choiceOf, eventChoices, eventOf, type Timed } from './chains';

type Props = {
  label: string;
  timed: Timed;
  /** Names of the project's statuses. */
  statuses: string[];
  event: StageEvent;
  change: (event: StageEvent) => void;
};

/** What begins or ends a stage. */
export function EventPicker({ label, timed, statuses, event, change }: Props) {
  return (
    <Group gap="sm" align="flex-start">
      <Select
        label={label}
        data={eventChoices(timed)}
        value={choiceOf(event)}
        onChange={(choice) => choice && change(eventOf(choice))}
        allowDeselect={false}
        w={240}
      />
      {event.kind === 'status' && (
        <TagsInput
          label="Any of the statuses"
          data={statuses}
          value={event.names}
          onChange={(names) => change({ kind: 'status', names })}
          flex={1}
          miw={200}
        />
      )}
    </Group>
  );
}
