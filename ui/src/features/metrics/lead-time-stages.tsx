import { StagesFigure } from '~/charts/stages';
import { Link } from '~/ui/link';
import type { DrillTo } from './drill';
import { useAnswer } from './metric-card';
import type { Insight } from './use-insight';

type Props = { insight: Insight; project: string; drill: DrillTo };

/** From the first commit to production, stage by stage. */
export function LeadTimeStages({ insight, project, drill }: Props) {
  const { data } = useAnswer(project, 'lead_time', insight);
  if (!data || data.value == null || data.stages.length === 0) return null;
  return (
    <StagesFigure
      answer={data}
      title="Where the lead time goes"
      link={(children, label) => (
        <Link {...drill('lead_time')} inherit aria-label={label}>
          {children}
        </Link>
      )}
    />
  );
}
