import { Loader, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { answerQuery } from '~/api/queries';
import type { Answer } from '~/api/types';
import { Figure } from '~/charts/figure';
import { isRate, plotted } from '~/charts/plotted';
import { plottedText, summarize } from '~/charts/summary';
import { formatCount, sentence } from '~/lib/format';
import { bucketName, shiftRange } from '~/lib/time';
import { Link } from '~/ui/link';
import { ScrollTable } from '~/ui/scroll-table';
import { Loading } from '~/ui/states';
import { useAnswer } from './answers';
import type { DrillTo } from './drill';
import type { Insight } from './use-insight';

const Trend = lazy(() => import('~/charts/trend'));

type Props = { metric: string; insight: Insight; project: string; drill: DrillTo };

/** A metric's course over the period, with the period before over it when that is wanted. */
export function TrendFigure({ metric, insight, project, drill }: Props) {
  const { data, isError } = useAnswer(project, metric, insight);
  const open = useOpenBucket(metric, insight, drill);
  const before = useQuery({
    ...answerQuery(project, metric, {
      ...shiftRange(insight.range, -1),
      bucket: insight.bucket,
      by: 'repository',
    }),
    enabled: insight.search.compare === true,
  });
  // The card of the metric says why it failed.
  if (!data) return isError ? null : <Loading height={290} />;
  if (data.value == null) return null;
  return (
    <Figure
      title={figureTitle(data, insight)}
      summary={summarize(data.series, data.metric, insight.bucket)}
      chart={
        <Suspense fallback={<Loader size="sm" m="xl" />}>
          <Trend
            answer={data}
            bucket={insight.bucket}
            open={open}
            before={insight.search.compare ? before.data?.series : undefined}
          />
        </Suspense>
      }
      table={<TrendTable answer={data} insight={insight} drill={drill} />}
    />
  );
}

/** The way from a bucket of a chart to its rows. */
export function useOpenBucket(metric: string, { bucket }: Insight, drill: DrillTo) {
  const navigate = useNavigate();
  return (start: string) => navigate(drill(metric, { bucket_start: start, bucket }));
}

function figureTitle({ metric }: Answer, insight: Insight): string {
  return isRate(metric.unit) ? `Deployments per ${insight.bucket}` : `${metric.title}, per ${insight.bucket}`;
}

export function TrendTable({ answer, insight, drill }: { answer: Answer; insight: Insight; drill: DrillTo }) {
  return (
    <ScrollTable label={`${answer.metric.title} as a table`} minWidth={280} mah={230}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{sentence(insight.bucket)}</Table.Th>
            <Table.Th ta="right">Value</Table.Th>
            <Table.Th ta="right">n</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {answer.series.map((point) => (
            <Table.Tr key={point.start}>
              <Table.Td>
                {sentence(bucketName(point.start, insight.bucket))}
                {point.partial && ' (not complete)'}
              </Table.Td>
              <Table.Td ta="right">
                <Link
                  {...drill(answer.metric.id, { bucket_start: point.start, bucket: insight.bucket })}
                  inherit
                >
                  {plottedText(plotted(point, answer.metric.unit), answer.metric)}
                </Link>
              </Table.Td>
              <Table.Td ta="right">{formatCount(point.n)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollTable>
  );
}
