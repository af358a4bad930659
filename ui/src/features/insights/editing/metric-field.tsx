import { Paper, Select, Stack, Text } from '@mantine/core';
import type { MetricInfo } from '~/api/types';
import { sentence, words } from '~/lib/format';
import { ExternalLink } from '~/ui/external-link';
import { Prose } from '~/ui/prose';

type Props = { metrics: MetricInfo[]; value: MetricInfo | undefined; choose: (metric: MetricInfo) => void };

const titleOf = (metric: MetricInfo) =>
  metric.variant_by ? `${metric.title} (${metric.variant_by})` : metric.title;

/** The catalogue by area, each metric with its definition before it is taken. */
export function MetricField({ metrics, value, choose }: Props) {
  const areas = [...new Set(metrics.map((each) => each.area))];
  return (
    <Stack gap="xs">
      <Select
        label="Metric"
        placeholder="Choose one of the catalogue"
        data={areas.map((area) => ({
          group: area === 'dora' ? 'DORA' : sentence(words(area)),
          items: metrics
            .filter((each) => each.area === area)
            .map((each) => ({ value: each.id, label: titleOf(each) })),
        }))}
        value={value?.id ?? null}
        onChange={(id) => {
          const chosen = metrics.find((each) => each.id === id);
          if (chosen) choose(chosen);
        }}
        allowDeselect={false}
        searchable
        nothingFoundMessage="No metric has that name"
        maxDropdownHeight={320}
        openOnFocus={false}
        data-autofocus
      />
      {value && (
        <Paper p="sm" style={{ borderColor: 'var(--weir-line)' }}>
          <Text size="sm">
            <Prose text={value.definition} />
          </Text>
          <Text size="xs" c="dimmed" mt={4}>
            In {words(value.unit)}; version {value.version} of the definition, computed from{' '}
            {value.needs.map(words).join(', ')}.{' '}
            {value.source?.startsWith('http') && (
              <ExternalLink href={value.source}>Source of the definition</ExternalLink>
            )}
          </Text>
        </Paper>
      )}
    </Stack>
  );
}
