import { Group, NumberInput, SegmentedControl, Text } from '@mantine/core';

type Props = {
  /** Days; null is everything. */
  value: number | null;
  change: (value: number | null) => void;
  usual?: number | null;
};

/** How far back history is read. */
export function DepthField({ value, change, usual }: Props) {
  const days = usual ?? 90;
  return (
    <div>
      <Text size="sm" fw={500} component="div">
        History
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        How far back is read, newest first. More can be read later; nothing that is here is read twice.
      </Text>
      <Group gap="xs" align="flex-start">
        <SegmentedControl
          aria-label="History: how far back"
          data={[
            { value: 'days', label: 'Days' },
            { value: 'all', label: 'Everything' },
          ]}
          value={value === null ? 'all' : 'days'}
          onChange={(kind) => change(kind === 'all' ? null : days)}
        />
        {value !== null && (
          <NumberInput
            aria-label="History: days"
            value={value}
            onChange={(next) => change(Number(next) || 1)}
            min={1}
            max={36_500}
            allowDecimal={false}
            suffix=" days"
            w={140}
          />
        )}
      </Group>
    </div>
  );
}
