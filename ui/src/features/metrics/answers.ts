import { useQueries, useQuery } from '@tanstack/react-query';
import { answerQuery } from '~/api/queries';
import type { Answer } from '~/api/types';
import { words } from '~/lib/format';
import { ALL_METRICS } from './drill';
import type { Insight } from './use-insight';

/** The one question of the page about a metric: its number, its course and its repositories in one answer. */
function question(project: string, metric: string, { range, bucket, search }: Insight) {
  // The page's metrics know repositories; another dimension is asked for where a key of it was chosen.
  const known = ALL_METRICS.includes(metric) ? BY : undefined;
  const by = search.key === undefined ? known : (search.by ?? BY);
  const { aggregate, collection, filters } = search;
  return answerQuery(project, metric, { ...range, bucket, by, aggregate, collection, filters });
}

export const BY = 'repository';

export function useAnswer(project: string, metric: string, insight: Insight) {
  return useQuery(question(project, metric, insight));
}

export type Answers = { loading: boolean; list: Answer[]; basis: string[] };

/** The answers of all metrics of the page. */
export function useAnswers(project: string, insight: Insight): Answers {
  return useQueries({
    queries: ALL_METRICS.map((metric) => question(project, metric, insight)),
    combine: (results) => {
      const list = results.flatMap((result) => (result.data ? [result.data] : []));
      return {
        loading: results.some((result) => result.isPending),
        list,
        basis: [...new Set(list.flatMap((answer) => answer.basis))],
      };
    },
  });
}

/** How a key of a breakdown is called: items without one have the empty key. */
export const keyName = (key: string, by: string) => key || `No ${words(by)}`;

/** The dimensions the page offers. People are not ranked. */
export function dimensionsOf(answers: Answer[]): string[] {
  const all = new Set(answers.flatMap((answer) => answer.metric.dimensions));
  return [...all].filter((dimension) => dimension !== 'author');
}

/** The answers by another dimension, of the metrics that have it. */
export function useBreakdown(project: string, insight: Insight, by: string) {
  const { list, loading } = useAnswers(project, insight);
  const { range, bucket } = insight;
  const other = by === BY ? [] : list.filter((answer) => answer.metric.dimensions.includes(by));
  const asked = useQueries({
    queries: other.map((answer) => answerQuery(project, answer.metric.id, { ...range, bucket, by })),
    combine: (results) => ({
      loading: results.some((result) => result.isPending),
      list: results.flatMap((result) => (result.data ? [result.data] : [])),
    }),
  });
  return by === BY ? { list, loading } : asked;
}
