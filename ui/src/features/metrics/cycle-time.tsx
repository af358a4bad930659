import { SimpleGrid } from '@mantine/core';
import { StagesFigure } from '~/charts/stages';
import { Link } from '~/ui/link';
import { CYCLE_TIME, type DrillTo } from './drill';
import { MetricCard, useAnswer } from './metric-card';
import type { Insight } from './use-insight';

type Props = { insight: Insight; project: string; drill: DrillTo };

/** Pull requests from first commit to merge: the number beside where its time goes. */
export function CycleTime(props: Props) {
  const { data } = useAnswer(props.project, CYCLE_TIME, props.insight);
  const stages = data && data.value != null && data.stages.length > 0;
  return (
    <SimpleGrid cols={{ base: 1, md: stages ? 2 : 1 }} spacing="md">
      <MetricCard metric={CYCLE_TIME} {...props} />
      {stages && (
        <StagesFigure
          answer={data}
          title="Where a pull request's time goes"
          link={(children, label) => (
            <Link {...props.drill(CYCLE_TIME)} inherit aria-label={label}>
              {children}
            </Link>
          )}
        />
      )}
    </SimpleGrid>
  );
}
