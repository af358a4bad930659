import { Code, Group, NumberInput, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { type CadenceForm, cadenceFault } from '~/lib/cadence';

type Props = { label: string; about: string; value: CadenceForm; change: (value: CadenceForm) => void };

/** How often: an interval, or cron for those who want an hour of the day. */
export function CadenceField({ label, about, value, change }: Props) {
  const fault = cadenceFault(value);
  return (
    <Stack gap={6} component="fieldset" style={{ border: 0, padding: 0, margin: 0 }}>
      <Text component="legend" size="sm" fw={500} p={0}>
        {label}
      </Text>
      <Text size="xs" c="dimmed">
        {about}
      </Text>
      <Group gap="xs" align="flex-start">
        <SegmentedControl
          aria-label={`${label}: how it is given`}
          data={[
            { value: 'interval', label: 'Interval' },
            { value: 'cron', label: 'Cron' },
          ]}
          value={value.kind}
          onChange={(kind) =>
            change(
              kind === 'cron'
                ? { kind: 'cron', cron: '0 3 * * *' }
                : { kind: 'interval', amount: 1, unit: 'hours' },
            )
          }
        />
        {value.kind === 'interval' ? (
          <>
            <NumberInput
              aria-label={`${label}: amount`}
              value={value.amount}
              onChange={(amount) => change({ ...value, amount: Number(amount) })}
              min={1}
              allowDecimal={false}
              w={90}
              error={fault}
            />
            <Select
              aria-label={`${label}: unit`}
              data={['minutes', 'hours', 'days']}
              value={value.unit}
              onChange={(unit) => unit && change({ ...value, unit: unit as typeof value.unit })}
              allowDeselect={false}
              w={120}
            />
          </>
        ) : (
          <TextInput
            aria-label={`${label}: cron`}
            value={value.cron}
            onChange={(event) => change({ kind: 'cron', cron: event.currentTarget.value })}
            error={fault}
            w={260}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          />
        )}
      </Group>
      {value.kind === 'cron' && (
        <Text size="xs" c="dimmed">
          Minute, hour, day of the month, month, day of the week: <Code fz="xs">0 3 * * 1-5</Code> is three in
          the morning on working days.
        </Text>
      )}
    </Stack>
  );
}
