import type { ReactNode } from 'react';
import type { Answer } from '~/api/types';
import { StagesFigure } from '~/charts/stages';
import { Link } from '~/ui/link';
import { useAnswer } from './answers';
import { CYCLE_TIME, type DrillTo } from './drill';
import type { Insight } from './use-insight';

type Props = { metric: string; title: string; insight: Insight; project: string; drill: DrillTo };

export const STAGED = [
  { metric: CYCLE_TIME, title: "Where a pull request's time goes" },
  { metric: 'lead_time', title: 'Where the lead time goes' },
];

/** Where the time of a duration goes, stage by stage. */
export function Stages({ metric, title, insight, project, drill }: Props) {
  const { data } = useAnswer(project, metric, insight);
  if (!data || data.value == null || data.stages.length === 0) return null;
  return <LinkedStages answer={data} title={title} drill={drill} />;
}

type LinkedProps = { answer: Answer; title: string; drill: DrillTo; aside?: ReactNode };

/** The stages of one answer; each leads to the rows of the number. */
export function LinkedStages({ answer, title, drill, aside }: LinkedProps) {
  return (
    <StagesFigure
      answer={answer}
      title={title}
      aside={aside}
      link={(children, label) => (
        <Link {...drill(answer.metric.id)} inherit aria-label={label}>
          {children}
        </Link>
      )}
    />
  );
}
