import { ActionIcon, Button, Group, Select, Stack, TagsInput, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { answerQuery } from '~/api/queries';
import type { Filter, MetricInfo } from '~/api/types';
import { sentence, words } from '~/lib/format';
import type { Range } from '~/lib/time';
import { OperatorSelect } from '../operator-select';

type Props = {
  project: string;
  metric: MetricInfo;
  range: Range;
  filters: Filter[];
  change: (filters: Filter[]) => void;
};

/** Conditions on the metric's dimensions, with the values that occur in the range. */
export function FilterFields({ project, metric, range, filters, change }: Props) {
  const set = (at: number, filter: Filter) =>
    change(filters.map((each, place) => (place === at ? filter : each)));
  const free = metric.dimensions.find((name) => !filters.some((each) => each.dimension === name));
  const add = free ?? metric.dimensions[0];
  return (
    <Stack gap="xs" role="group" aria-label="Filters">
      <Text size="sm" fw={500}>
        Filters
      </Text>
      {filters.map((filter, at) => (
        <FilterField
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
          key={at}
          position={at + 1}
          project={project}
          metric={metric}
          range={range}
          filter={filter}
          change={(next) => set(at, next)}
          remove={() => change(filters.filter((_, place) => place !== at))}
        />
      ))}
      {add && (
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => change([...filters, { dimension: add, operator: 'is', values: [] }])}
          >
            Add a filter
          </Button>
        </div>
      )}
    </Stack>
  );
}

type FieldProps = Omit<Props, 'filters' | 'change'> & {
  position: number;
  filter: Filter;
  change: (filter: Filter) => void;
  remove: () => void;
};

function FilterField({ position, project, metric, range, filter, change, remove }: FieldProps) {
  const { data } = useQuery(answerQuery(project, metric.id, { ...range, by: filter.dimension }));
  const values = data?.breakdown.map((slice) => slice.key).filter(Boolean) ?? [];
  return (
    <Group gap={6} align="flex-start" role="group" aria-label={`Filter ${position}`}>
      <Select
        aria-label={`Dimension of filter ${position}`}
        data={metric.dimensions.map((value) => ({ value, label: sentence(words(value)) }))}
        value={filter.dimension}
        onChange={(dimension) => dimension && change({ ...filter, dimension, values: [] })}
        allowDeselect={false}
        w={140}
      />
      <OperatorSelect
        label={`Operator of filter ${position}`}
        value={filter.operator}
        change={(operator) => change({ ...filter, operator })}
      />
      <TagsInput
        aria-label={`Values of filter ${position}`}
        placeholder={filter.values.length === 0 ? 'Values' : undefined}
        data={[...new Set(values)]}
        value={filter.values}
        onChange={(next) => change({ ...filter, values: next })}
        flex="1 1 140px"
        maxDropdownHeight={240}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={34}
        aria-label={`Remove filter ${position}`}
        onClick={remove}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}
