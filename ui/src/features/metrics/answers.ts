import { useQueries, useQuery } from '@tanstack/react-query';
import { answerQuery } from '~/api/queries';
import type { Answer } from '~/api/types';
import { ALL_METRICS } from './drill';
import type { Insight } from './use-insight';

/** The one question of the page about a metric: its number, its course and its repositories in one answer. */
function question(project: string, metric: string, { range, bucket, search }: Insight) {
  return answerQuery(project, metric, { ...range, bucket, by: 'repository', aggregate: search.aggregate });
}

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
