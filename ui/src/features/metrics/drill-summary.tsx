import { CloseButton, Group, Paper, Select, Text } from '@mantine/core';
import type { Answer } from '~/api/types';
import { isRate, plotted } from '~/charts/plotted';
import { plottedText } from '~/charts/summary';
import { aggregateName, aggregatePhrase } from '~/lib/aggregate';
import { formatValue, plural, sentence, words } from '~/lib/format';
import { bucketName, formatRange } from '~/lib/time';
import type { DrillSearch } from '~/lib/url';
import { filtersText } from '../insights/filters';
import { useCollectionName } from '../insights/use-collections';
import { BY } from './answers';
import { Definition } from './definition';
import { GradePill } from './grade';
import { Figure } from './metric-card';
import type { Insight } from './use-insight';

type Part = { text: string; n: number };

/** The number the rows below add up to: the whole period's, or that of one bucket or repository. */
export function partOf(answer: Answer, search: DrillSearch): Part | null {
  const { metric } = answer;
  if (search.bucket_start && search.key) return null;
  if (search.bucket_start) {
    const wanted = Date.parse(search.bucket_start);
    const point = answer.series.find((each) => Date.parse(each.start) === wanted);
    if (!point) return null;
    const noun = isRate(metric.unit) ? ' deployments' : '';
    return { text: `${plottedText(plotted(point, metric.unit), metric)}${noun}`, n: point.n };
  }
  if (search.key !== undefined) {
    const slice = answer.breakdown.find((each) => each.key === search.key);
    return slice ? { text: formatValue(slice.value, metric.unit), n: slice.n } : null;
  }
  return { text: answer.value == null ? 'No data' : answer.text, n: answer.n };
}

type Props = { answer: Answer; insight: Insight; patch: (patch: Partial<DrillSearch>) => void };

export function DrillSummary({ answer, insight, patch }: Props) {
  const { search, bucket } = insight;
  const part = partOf(answer, search);
  const collection = useCollectionName(insight.project?.id, search.collection);
  return (
    <Paper p="md" style={{ borderColor: 'var(--weir-line)' }}>
      <Group gap="lg" align="center">
        {part && (
          <div>
            <Text fz={26} fw={620} lh={1.25} data-testid="drill-value">
              <Figure text={part.text} />
            </Text>
            <Text size="sm" c="dimmed">
              {aggregatePhrase(answer.metric.aggregate, plural(part.n, 'item'))}
            </Text>
          </div>
        )}
        {answer.grade && !search.bucket_start && !search.key && <GradePill grade={answer.grade} />}
        <Definition answer={answer} />
        {answer.metric.aggregates.length > 1 && (
          <Select
            aria-label="Aggregate"
            w={150}
            data={answer.metric.aggregates.map((name) => ({ value: name, label: aggregateName(name) }))}
            value={answer.metric.aggregate}
            onChange={(name) => patch({ aggregate: name ?? undefined })}
            allowDeselect={false}
          />
        )}
        <Group gap="xs" ml="auto">
          <Filter label="Period" value={formatRange(insight.range)} />
          {search.collection && (
            <Filter
              label="Collection"
              value={collection ?? search.collection}
              clear={() => patch({ collection: undefined })}
            />
          )}
          {search.filters && (
            <Filter
              label="Only"
              value={filtersText(search.filters)}
              clear={() => patch({ filters: undefined })}
            />
          )}
          {search.bucket_start && (
            <Filter
              label={bucket}
              value={bucketName(search.bucket_start, bucket)}
              clear={() => patch({ bucket_start: undefined })}
            />
          )}
          {search.key !== undefined && (
            <Filter
              label={words(search.by ?? BY)}
              value={search.key || 'none'}
              clear={() => patch({ key: undefined, by: undefined })}
            />
          )}
        </Group>
      </Group>
    </Paper>
  );
}

function Filter({ label, value, clear }: { label: string; value: string; clear?: () => void }) {
  return (
    <Paper px="sm" py={2} radius="xl" style={{ borderColor: 'var(--weir-line)' }}>
      <Group gap={4} wrap="nowrap">
        <Text size="sm">
          <Text span c="dimmed" inherit>
            {sentence(label)}:{' '}
          </Text>
          {value}
        </Text>
        {clear && <CloseButton size="xs" aria-label={`Remove the filter ${label}`} onClick={clear} />}
      </Group>
    </Paper>
  );
}
