import { Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import { type ItemsParams, itemsCsvUrl, itemsQuery } from '~/api/items';
import type { Answer, Items } from '~/api/types';
import { formatCount, plural } from '~/lib/format';
import { type DrillSearch, formatSort, type ItemTab, parseSort } from '~/lib/url';
import { ItemsTable } from '~/table/items-table';
import { FileButtonLink } from '~/ui/file-link';
import { LoadMore, loadedItems } from '~/ui/paged';
import { Empty, Failure, Loading } from '~/ui/states';
import { TabList } from '~/ui/tab-list';
import { BY } from './answers';
import { drillColumns } from './drill-columns';
import type { Insight } from './use-insight';
import { Verified } from './verified';

const INCLUDED = { included: 'true', 'left-out': 'false', all: 'all' } as const;

export function itemsParams(insight: Insight, tab: ItemTab): ItemsParams {
  const { search, range } = insight;
  return {
    ...range,
    included: INCLUDED[tab],
    aggregate: search.aggregate,
    bucket: search.bucket_start ? insight.bucket : undefined,
    bucket_start: search.bucket_start,
    by: search.key === undefined ? undefined : (search.by ?? BY),
    key: search.key,
    collection: search.collection,
    filters: search.filters,
  };
}

type Props = {
  answer: Answer;
  insight: Insight;
  project: string;
  patch: (patch: Partial<DrillSearch>) => void;
};

/** The rows behind the number: those counted, those left out with the reason, or all. */
export function DrillItems({ answer, insight, project, patch }: Props) {
  const tab = insight.search.tab ?? 'included';
  const params = itemsParams(insight, tab);
  const query = useInfiniteQuery(itemsQuery(project, answer.metric.id, params));
  const first = query.data?.pages[0];
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-end">
        <Tabs value={tab} onChange={(value) => patch({ tab: (value ?? 'included') as ItemTab })}>
          <TabList>
            <Tabs.Tab value="included">{count('Included', first?.included)}</Tabs.Tab>
            <Tabs.Tab value="left-out">{count('Left out', first?.excluded)}</Tabs.Tab>
            <Tabs.Tab value="all">All</Tabs.Tab>
          </TabList>
        </Tabs>
        <FileButtonLink
          href={itemsCsvUrl(project, answer.metric.id, params)}
          size="xs"
          leftSection={<IconDownload size={14} />}
        >
          Download as CSV
        </FileButtonLink>
      </Group>
      {query.isError && !query.data && (
        <Failure error={query.error} what="Could not load the rows" retry={query.refetch} />
      )}
      {query.isPending && <Loading height={320} />}
      {query.data && <Rows query={query} tab={tab} answer={answer} insight={insight} patch={patch} />}
    </Stack>
  );
}

function count(label: string, value: number | undefined): string {
  return value === undefined ? label : `${label} (${formatCount(value)})`;
}

type RowsProps = Omit<Props, 'project'> & {
  query: UseInfiniteQueryResult<InfiniteData<Items>>;
  tab: ItemTab;
};

function Rows({ query, tab, answer, insight, patch }: RowsProps) {
  const items = loadedItems(query);
  const first = query.data?.pages[0];
  if (!first || items.length === 0) return <NoRows tab={tab} insight={insight} patch={patch} />;
  const total = tab === 'included' ? first.included : tab === 'left-out' ? first.excluded : first.total;
  const sort = parseSort(insight.search.sort);
  return (
    <>
      <ItemsTable
        label={`Rows of ${answer.metric.title.toLowerCase()}`}
        columns={drillColumns(first.columns, items, tab)}
        items={items}
        sort={sort}
        onSort={(next) => patch({ sort: formatSort(next) })}
      />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" data-testid="drill-count">
          {items.length === total
            ? plural(total, 'row')
            : `${formatCount(items.length)} of ${plural(total, 'row')}${sort ? ', sorted among those loaded' : ''}`}
          {tab === 'included' && items.length === total && <Verified answer={answer} items={items} />}
        </Text>
        <LoadMore query={query} label="Load more" />
      </Group>
    </>
  );
}

type NoRowsProps = { tab: ItemTab; insight: Insight; patch: (patch: Partial<DrillSearch>) => void };

function NoRows({ tab, insight, patch }: NoRowsProps) {
  const { bucket_start, key } = insight.search;
  const filtered = bucket_start !== undefined || key !== undefined;
  return (
    <Empty
      title={tab === 'left-out' ? 'Nothing was left out' : 'No rows match'}
      action={
        filtered ? (
          <Button variant="default" onClick={() => patch({ bucket_start: undefined, key: undefined })}>
            Clear the filters
          </Button>
        ) : undefined
      }
    >
      {filtered
        ? 'The filters leave no rows in this period.'
        : tab === 'left-out'
          ? 'Every row of this period was counted.'
          : 'There are no rows in this period. Choose a longer one at the top.'}
    </Empty>
  );
}
