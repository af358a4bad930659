import { NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { MetricInfo, Widget } from '~/api/types';
import { aggregateName } from '~/lib/aggregate';
import { sentence, words } from '~/lib/format';
import { PRESETS, type Range } from '~/lib/time';
import { CHARTS, type Chart, needsBreakdown, withChart, withMetric } from './charts';
import { FilterFields } from './filter-fields';
import { MetricField } from './metric-field';

type Props = {
  project: string;
  metrics: MetricInfo[];
  range: Range;
  widget: Widget;
  change: (widget: Widget) => void;
};

type Drawn = Exclude<Chart, 'note'>;

/** Everything that can be said about a widget with a metric. */
export function WidgetForm({ project, metrics, range, widget, change }: Props) {
  const metric = metrics.find((each) => each.id === widget.metric);
  const set = (part: Partial<Widget>) => change({ ...widget, ...part });
  return (
    <Stack gap="sm">
      <MetricField metrics={metrics} value={metric} choose={(next) => change(withMetric(widget, next))} />
      {metric && (
        <>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <ChartField widget={widget} metric={metric} change={change} />
            <Select
              label="Aggregate"
              data={metric.aggregates.map((value, at) => ({
                value,
                label: at === 0 ? `${aggregateName(value)} (its own)` : aggregateName(value),
              }))}
              value={widget.aggregate ?? metric.aggregates[0] ?? null}
              onChange={(next) => set({ aggregate: next === metric.aggregates[0] ? null : next })}
              allowDeselect={false}
            />
            <Select
              label="Break down by"
              placeholder="Nothing"
              data={metric.dimensions.map((value) => ({ value, label: sentence(words(value)) }))}
              value={widget.by ?? null}
              onChange={(by) => set({ by })}
              clearable={!needsBreakdown(widget.chart)}
              allowDeselect={!needsBreakdown(widget.chart)}
              clearButtonProps={{ 'aria-label': 'Break down by nothing' }}
            />
            <CourseField widget={widget} set={set} />
            <PeriodField widget={widget} set={set} />
            <TextInput
              label="Title"
              placeholder={metric.title}
              value={widget.title ?? ''}
              onChange={(event) => set({ title: event.currentTarget.value })}
            />
          </SimpleGrid>
          <FilterFields
            project={project}
            metric={metric}
            range={range}
            filters={widget.filters ?? []}
            change={(filters) => set({ filters })}
          />
          <SizeFields widget={widget} set={set} />
        </>
      )}
    </Stack>
  );
}

function ChartField({ widget, metric, change }: Pick<Props, 'widget' | 'change'> & { metric: MetricInfo }) {
  const charts = Object.entries(CHARTS) as [Drawn, (typeof CHARTS)[Drawn]][];
  return (
    <Select
      label="Chart"
      data={charts.map(([value, { label }]) => ({
        value,
        label,
        disabled:
          (value === 'stages' && metric.stages.length === 0) ||
          (needsBreakdown(value) && metric.dimensions.length === 0),
      }))}
      value={widget.chart}
      onChange={(next) => next && change(withChart(widget, next as Drawn, metric))}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" c="dimmed">
            {CHARTS[option.value as Drawn].about}
          </Text>
        </div>
      )}
      allowDeselect={false}
      maxDropdownHeight={360}
    />
  );
}

type FieldProps = { widget: Widget; set: (part: Partial<Widget>) => void };

function CourseField({ widget, set }: FieldProps) {
  return (
    <Select
      label="Course"
      placeholder="By the length of the period"
      data={['day', 'week', 'month'].map((value) => ({ value, label: `Per ${value}` }))}
      value={widget.bucket ?? null}
      onChange={(bucket) => set({ bucket })}
      clearable
      clearButtonProps={{ 'aria-label': 'By the length of the period' }}
    />
  );
}

/** A widget may always show the last days of the page's period, however long that is. */
function PeriodField({ widget, set }: FieldProps) {
  const days = new Set([
    ...PRESETS.map((each) => each.days as number),
    ...(widget.days ? [widget.days] : []),
  ]);
  return (
    <Select
      label="Period"
      placeholder="That of the page"
      data={[...days]
        .toSorted((a, b) => a - b)
        .map((each) => ({ value: String(each), label: `Last ${each} days of the page's` }))}
      value={widget.days ? String(widget.days) : null}
      onChange={(next) => set({ days: next ? Number(next) : null })}
      clearable
      clearButtonProps={{ 'aria-label': 'The period of the page' }}
    />
  );
}

export function SizeFields({ widget, set }: FieldProps) {
  const number = (value: string | number, usual: number) => (value === '' ? usual : Number(value));
  return (
    <SimpleGrid cols={2} spacing="sm" maw={320}>
      <NumberInput
        label="Columns, of 12"
        min={1}
        max={12}
        clampBehavior="strict"
        allowDecimal={false}
        value={widget.w}
        onChange={(next) => {
          const w = number(next, 1);
          set({ w, x: Math.min(widget.x, 12 - w) });
        }}
      />
      <NumberInput
        label="Rows"
        min={1}
        max={20}
        clampBehavior="strict"
        allowDecimal={false}
        value={widget.h}
        onChange={(next) => set({ h: number(next, 1) })}
      />
    </SimpleGrid>
  );
}
