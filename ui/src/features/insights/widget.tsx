import { Paper, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { itemsQuery } from '~/api/items';
import { answerQuery } from '~/api/queries';
import type { Answer, Widget } from '~/api/types';
import { Figure } from '~/charts/figure';
import { summarize } from '~/charts/summary';
import { keyName } from '~/features/metrics/answers';
import { Definition } from '~/features/metrics/definition';
import type { DrillTo } from '~/features/metrics/drill';
import { drillColumns } from '~/features/metrics/drill-columns';
import { Card, Population } from '~/features/metrics/metric-card';
import { NoData } from '~/features/metrics/no-data';
import { Notes } from '~/features/metrics/notes';
import { LinkedStages } from '~/features/metrics/stages';
import { TrendTable, useOpenBucket } from '~/features/metrics/trend-figure';
import type { Insight } from '~/features/metrics/use-insight';
import { words } from '~/lib/format';
import type { Sort } from '~/lib/url';
import { ItemsTable } from '~/table/items-table';
import { Prose } from '~/ui/prose';
import { Failure, Loading } from '~/ui/states';
import { bucketOf, questionOf, rangeOf, widgetDrill } from './question';
import { Ranking, rankingSummary, SliceTable } from './ranking';

const Trend = lazy(() => import('~/charts/trend'));
const Stacked = lazy(() => import('~/charts/stacked'));

type Props = { widget: Widget; insight: Insight; project: string; page: string };

/** One widget of an Insight, in whichever state its number is. */
export function WidgetView({ widget, insight, project, page }: Props) {
  if (widget.chart === 'note' || !widget.metric) return <Note widget={widget} />;
  return <Measured widget={widget} metric={widget.metric} insight={insight} project={project} page={page} />;
}

function Note({ widget }: { widget: Widget }) {
  return (
    <Paper component="article" p="md" aria-label={widget.title || 'Note'}>
      {widget.title && (
        <Text fw={600} component="h2" fz="md">
          {widget.title}
        </Text>
      )}
      <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
        <Prose text={widget.text ?? ''} />
      </Text>
    </Paper>
  );
}

function Measured({ widget, metric, insight, project, page }: Props & { metric: string }) {
  const { search, range } = insight;
  const query = useQuery(answerQuery(project, metric, questionOf(widget, range, search)));
  const title = widget.title || words(metric);
  if (query.isError && !query.data) {
    return <Failure error={query.error} what={`Could not compute ${title}`} retry={query.refetch} />;
  }
  if (!query.data) return <Loading height={Math.max(150, widget.h * 64)} label={`Loading ${title}`} />;
  const drill = widgetDrill(widget, search, range, project, page);
  const own = { ...insight, range: rangeOf(widget, range), bucket: bucketOf(widget, search, range) };
  const shown = { answer: query.data, insight: own, drill, widget, project };
  if (widget.chart === 'number')
    return <Card {...shown} stale={query.isPlaceholderData} title={widget.title} />;
  if (query.data.value == null) return <Without {...shown} />;
  return <Drawn {...shown} />;
}

type Shown = { answer: Answer; insight: Insight; drill: DrillTo; widget: Widget; project: string };

const titleOf = ({ widget, answer }: Shown) =>
  widget.title || `${answer.metric.title}${widget.by ? ` by ${words(widget.by)}` : ''}`;

/** A chart without anything to draw says what is missing. */
function Without(props: Shown) {
  const title = titleOf(props);
  return (
    <Paper component="article" p="md" aria-label={title}>
      <Text fw={600} component="h2" fz="md">
        {title} <Definition answer={props.answer} />
        <Notes answer={props.answer} name={title} />
      </Text>
      <NoData answer={props.answer} insight={props.insight} />
    </Paper>
  );
}

function Drawn(props: Shown) {
  const { widget, answer, insight, drill } = props;
  const title = titleOf(props);
  const aside = (
    <>
      <Definition answer={answer} />
      <Notes answer={answer} name={title} />
    </>
  );
  const frame = (summary: string, chart: ReactNode, table: ReactNode) => (
    <Figure
      title={title}
      summary={summary}
      aside={aside}
      chart={
        <>
          {chart}
          <Population answer={answer} drill={drill} />
        </>
      }
      table={table}
    />
  );
  const by = widget.by ?? 'repository';
  const slices = <SliceTable answer={answer} by={by} drill={drill} />;
  switch (widget.chart) {
    case 'stages':
      if (answer.stages.length === 0) return frame('This metric has no stages.', null, slices);
      return <LinkedStages answer={answer} title={title} drill={drill} aside={aside} />;
    case 'ranking':
      return frame(rankingSummary(answer, by), <Ranking answer={answer} by={by} drill={drill} />, slices);
    case 'stacked':
      return frame(
        summarize(answer.series, answer.metric, insight.bucket),
        <StackedChart {...props} by={by} />,
        slices,
      );
    case 'table':
      return widget.by ? (
        frame(rankingSummary(answer, by), slices, slices)
      ) : (
        <ItemsWidget {...props} title={title} aside={aside} />
      );
    default:
      return frame(
        summarize(answer.series, answer.metric, insight.bucket),
        <TrendChart {...props} />,
        <TrendTable answer={answer} insight={insight} drill={drill} />,
      );
  }
}

function TrendChart({ answer, insight, drill, widget }: Shown) {
  const open = useOpenBucket(answer.metric.id, insight, drill);
  return (
    <Suspense fallback={<Loading height={210} />}>
      <Trend
        answer={answer}
        bucket={insight.bucket}
        shape={widget.chart === 'bars' ? 'bars' : 'line'}
        open={open}
      />
    </Suspense>
  );
}

function StackedChart({ answer, insight, drill, by }: Shown & { by: string }) {
  const open = useOpenBucket(answer.metric.id, insight, drill);
  return (
    <Suspense fallback={<Loading height={230} />}>
      <Stacked answer={answer} bucket={insight.bucket} name={(key) => keyName(key, by)} open={open} />
    </Suspense>
  );
}

const ROWS = 10;

/** The newest items behind the number; the way to all of them is its figure. */
function ItemsWidget({
  answer,
  insight,
  drill,
  widget,
  project,
  title,
  aside,
}: Shown & { title: string; aside: ReactNode }) {
  const { by: _b, bucket: _u, ...question } = questionOf(widget, insight.range, insight.search);
  const query = useInfiniteQuery(itemsQuery(project, answer.metric.id, { ...question, included: 'true' }));
  const page = query.data?.pages[0];
  const [sort, setSort] = useState<Sort | null>(null);
  return (
    <Paper component="article" p="md" aria-label={title}>
      <Stack gap="sm">
        <Text fw={600} component="h2" fz="md">
          {title} {aside}
        </Text>
        {query.isError && !page && (
          <Failure error={query.error} what="Could not load the rows" retry={query.refetch} />
        )}
        {query.isPending && <Loading height={200} />}
        {page && (
          <ItemsTable
            label={`Rows of ${title}`}
            columns={drillColumns(page.columns, page.items, 'included')}
            items={page.items.slice(0, ROWS)}
            sort={sort}
            onSort={setSort}
          />
        )}
        <Population answer={answer} drill={drill} />
      </Stack>
    </Paper>
  );
}
