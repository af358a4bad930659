import { Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { definitionsQuery } from '~/api/insights';
import { projectQuery } from '~/api/queries';
import type { Answer } from '~/api/types';
import { Sparkline } from '~/charts/sparkline';
import { CollectionPicker } from '~/features/insights/collection-picker';
import { drillFrom } from '~/features/metrics/drill';
import { type Insight, useInsight } from '~/features/metrics/use-insight';
import { PeriodPicker } from '~/features/shell/period-picker';
import { aggregateName } from '~/lib/aggregate';
import { formatCount, words } from '~/lib/format';
import { Link } from '~/ui/link';
import { FramedTable, right } from '~/ui/list-table';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';
import { Prose } from '~/ui/prose';

const route = getRouteApi('/projects/$id/compare/$metric');

/** One metric as different people define it, over the same data. */
export function ComparePage() {
  const { id, metric } = route.useParams();
  const search = route.useSearch();
  const insight = useInsight(search);
  const { collection } = search;
  const project = useQuery(projectQuery(id));
  const query = useQuery(
    definitionsQuery(id, metric, { ...insight.range, bucket: insight.bucket, collection }),
  );
  const title = `${query.data?.items[0]?.metric.title ?? words(metric)}: the same data, other definitions`;
  return (
    <Page
      title={title}
      about="What each definition makes of the rows of this project. Differences come from the definitions alone."
      above={
        <Link to="/projects/$id/insights" params={{ id }} size="sm">
          Insights of {project.data?.name ?? 'the project'}
        </Link>
      }
    >
      <Group gap="sm">
        <PeriodPicker />
        <CollectionPicker project={id} value={collection} />
      </Group>
      <Loaded query={query} what="the definitions">
        {({ items }) => (
          <Definitions answers={items} insight={insight} project={id} collection={collection} />
        )}
      </Loaded>
    </Page>
  );
}

type Props = { answers: Answer[]; insight: Insight; project: string; collection: string | undefined };

function Definitions({ answers, insight, project, collection }: Props) {
  const drill = drillFrom(insight.search, project);
  return (
    <FramedTable
      label="Definitions side by side"
      minWidth={860}
      verticalSpacing="sm"
      head={['Defined by', right('Value'), right('n'), { name: 'Course', w: 180 }, 'Definition']}
    >
      {answers.map((answer) => {
        const to = drill(answer.metric.id);
        return (
          <Table.Tr key={answer.metric.id}>
            <Table.Th scope="row" fw={600}>
              {answer.metric.variant_by ?? 'Weir'}
            </Table.Th>
            <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
              <Link {...to} search={{ ...to.search, collection }} inherit>
                {answer.value == null ? 'No data' : answer.text}
              </Link>
              <Text size="xs" c="dimmed">
                {aggregateName(answer.metric.aggregate)}
              </Text>
            </Table.Td>
            <Table.Td ta="right">{formatCount(answer.n)}</Table.Td>
            <Table.Td>
              <Sparkline points={answer.series} metric={answer.metric} bucket={insight.bucket} />
            </Table.Td>
            <Table.Td style={{ minWidth: 280 }}>
              <Prose text={answer.metric.definition} />
            </Table.Td>
          </Table.Tr>
        );
      })}
    </FramedTable>
  );
}
