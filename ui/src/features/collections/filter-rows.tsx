import { ActionIcon, Autocomplete, Button, Group, Select, Stack, TagsInput, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Filter } from '~/api/types';
import { OperatorSelect } from '~/features/insights/operator-select';
import { words } from '~/lib/format';
import { useDraft } from './use-draft';

type Props = {
  label: string;
  about: string;
  fields: string[];
  suggestions: (field: string) => string[];
  value: Filter[];
  change: (filters: Filter[]) => void;
  /** Whether fields may be named that are not in the list. */
  free?: boolean;
};

const complete = (filters: Filter[]) =>
  filters.filter((each) => each.dimension !== '' && each.values.length > 0);

/** Conditions on fields, all of which must hold. */
export function FilterRows({ label, about, fields, suggestions, value, change, free = false }: Props) {
  const [rows, setRows] = useDraft(value, (stored) => stored, complete, change);
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      <div>
        <Text fw={500} size="sm">
          {label}
        </Text>
        <Text size="xs" c="dimmed">
          {about}
        </Text>
      </div>
      {rows.map((row, index) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own
          key={index}
          position={index + 1}
          row={row}
          fields={fields}
          suggestions={suggestions(row.dimension)}
          free={free}
          change={(next) => setRows(rows.with(index, next))}
          remove={() => setRows(rows.toSpliced(index, 1))}
        />
      ))}
      <div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => setRows([...rows, { dimension: fields[0] ?? '', operator: 'is', values: [] }])}
        >
          Add condition
        </Button>
      </div>
    </Stack>
  );
}

type RowProps = {
  position: number;
  row: Filter;
  fields: string[];
  suggestions: string[];
  free: boolean;
  change: (row: Filter) => void;
  remove: () => void;
};

function Row({ position, row, fields, suggestions, free, change, remove }: RowProps) {
  return (
    <Group gap="xs" role="group" aria-label={`Condition ${position}`}>
      {free ? (
        <Autocomplete
          aria-label="Field"
          data={fields}
          value={row.dimension}
          onChange={(dimension) => change({ ...row, dimension })}
          w={170}
        />
      ) : (
        <Select
          aria-label="Field"
          data={fields.map((field) => ({ value: field, label: words(field) }))}
          value={row.dimension}
          onChange={(dimension) => dimension && change({ ...row, dimension, values: [] })}
          allowDeselect={false}
          searchable
          w={170}
        />
      )}
      <OperatorSelect
        label="How it is compared"
        value={row.operator}
        change={(operator) => change({ ...row, operator })}
      />
      <TagsInput
        aria-label="Values"
        placeholder={row.values.length === 0 ? 'Any of these' : undefined}
        data={suggestions}
        value={row.values}
        onChange={(values) => change({ ...row, values })}
        acceptValueOnBlur
        style={{ flex: '1 1 180px' }}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={`Remove condition ${position}`}
        onClick={remove}
      >
        <IconX size={16} />
      </ActionIcon>
    </Group>
  );
}
