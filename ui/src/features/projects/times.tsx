import { Chip, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import type { ProjectSettings, WorkingHours } from '~/api/types';
import { clockOf, minuteOf } from '~/lib/clock';
import { Section } from '~/ui/page';

type Props = { settings: ProjectSettings; patch: (part: Partial<ProjectSettings>) => void };

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')];
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const OFFICE: WorkingHours = { days: [1, 2, 3, 4, 5], from_minute: 540, to_minute: 1020 };

/** Where days begin, and which hours of the week count. */
export function Times({ settings, patch }: Props) {
  const hours = settings.working_hours ?? null;
  return (
    <Section title="Days and hours">
      <Stack gap="sm" maw={560}>
        <Select
          label="Time zone"
          description="Days begin at its midnight"
          data={[...new Set(ZONES)]}
          value={settings.time_zone ?? 'UTC'}
          onChange={(time_zone) => time_zone && patch({ time_zone })}
          allowDeselect={false}
          searchable
          limit={60}
        />
        <Switch
          label="Count working hours only"
          description="In every duration: nights and free days count nothing."
          checked={hours !== null}
          onChange={(event) => patch({ working_hours: event.currentTarget.checked ? OFFICE : null })}
        />
        {hours && <Hours hours={hours} change={(working_hours) => patch({ working_hours })} />}
      </Stack>
    </Section>
  );
}

function Hours({ hours, change }: { hours: WorkingHours; change: (hours: WorkingHours) => void }) {
  return (
    <Group align="flex-end" gap="md">
      <Chip.Group
        multiple
        value={hours.days.map(String)}
        onChange={(days) => change({ ...hours, days: days.map(Number).sort() })}
      >
        <Group gap={6} role="group" aria-label="Working days">
          {DAYS.map((name, index) => (
            <Chip key={name} value={String(index + 1)} size="xs">
              {name}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <TextInput
        type="time"
        label="From"
        value={clockOf(hours.from_minute)}
        onChange={(event) => change({ ...hours, from_minute: minuteOf(event.currentTarget.value) })}
      />
      <TextInput
        type="time"
        label="To"
        value={clockOf(hours.to_minute)}
        onChange={(event) => change({ ...hours, to_minute: minuteOf(event.currentTarget.value) })}
      />
    </Group>
  );
}
