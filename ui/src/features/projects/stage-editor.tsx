import { ActionIcon, Group, NumberInput, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { ProfileTrial, StageRule } from '~/api/types';
import { formatCount, formatHours } from '~/lib/format';
import type { Timed } from './chains';
import { EventPicker } from './event-picker';

type Tried = ProfileTrial['stages'][number];

type Props = {
  position: number;
  timed: Timed;
  statuses: string[];
  stage: StageRule;
  /** What it took in the last 30 days, once that is known. */
  tried: Tried | undefined;
  change: (stage: StageRule) => void;
  /** Puts it before the stage above it, where there is one. */
  raise: (() => void) | undefined;
  /** Takes it out, unless it is the last one left. */
  remove: (() => void) | undefined;
};

/** One stage: its name, what ends it, and how long it may take. */
export function StageEditor({ position, timed, statuses, stage, tried, change, raise, remove }: Props) {
  const limit = (name: 'good_hours' | 'acceptable_hours', label: string) => (
    <NumberInput
      label={label}
      suffix=" hours"
      placeholder="no limit"
      min={0}
      max={87600}
      allowDecimal={false}
      value={stage[name] ?? ''}
      onChange={(value) => change({ ...stage, [name]: value === '' ? null : Number(value) })}
      w={130}
    />
  );
  return (
    <Paper p="sm" style={{ borderColor: 'var(--weir-line)' }} role="group" aria-label={`Stage ${position}`}>
      <Stack gap="xs">
        <Group gap="sm" align="flex-start">
          <TextInput
            label={`Stage ${position}`}
            value={stage.title}
            onChange={(event) => change({ ...stage, title: event.currentTarget.value })}
            flex={1}
            miw={160}
          />
          <EventPicker
            label="Ends with"
            timed={timed}
            statuses={statuses}
            event={stage.end}
            change={(end) => change({ ...stage, end })}
          />
        </Group>
        <Group gap="sm" align="flex-end">
          {limit('good_hours', 'Good up to')}
          {limit('acceptable_hours', 'Acceptable up to')}
          <Group gap={4} ml="auto">
            {raise && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={`Move stage ${position} up`}
                onClick={raise}
              >
                <IconArrowUp size={16} />
              </ActionIcon>
            )}
            {remove && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={`Remove stage ${position}`}
                onClick={remove}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </Group>
        </Group>
        {tried && <Took tried={tried} />}
      </Stack>
    </Paper>
  );
}

/** How long it took in the last 30 days. */
function Took({ tried: { hours, n, level } }: { tried: Tried }) {
  if (n === 0)
    return (
      <Text size="sm" c="var(--weir-warn)">
        Nothing ended it in the last 30 days
      </Text>
    );
  return (
    <Text size="sm">
      <Text span fw={600} inherit>
        {formatHours(hours)}
      </Text>{' '}
      in the last 30 days, of {formatCount(n)} that have it{level && `: ${level}`}
    </Text>
  );
}
