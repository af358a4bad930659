import { SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { integrationsQuery, projectsQuery } from '~/api/queries';
import { AttentionNotice } from '~/features/attention/attention';
import { FirstRun } from '~/features/integrations/first-run';
import { SyncNotice } from '~/features/integrations/sync-notice';
import { useAnswers } from '~/features/metrics/answers';
import { BasisLine } from '~/features/metrics/basis';
import { Breakdown } from '~/features/metrics/breakdown';
import { ALL_METRICS, CYCLE_TIME, DORA, type DrillTo, drillFrom } from '~/features/metrics/drill';
import { MetricCard } from '~/features/metrics/metric-card';
import { STAGED, Stages } from '~/features/metrics/stages';
import { TrendFigure } from '~/features/metrics/trend-figure';
import { type Insight, useInsight } from '~/features/metrics/use-insight';
import { NoProject, NothingMapped } from '~/features/projects/empty';
import { rememberInsight } from '~/lib/remember';
import { formatRange } from '~/lib/time';
import { Loaded } from '~/ui/loaded';
import { Page, Section } from '~/ui/page';
import classes from './dora.module.css';

const route = getRouteApi('/insights/dora');

/** How fast and how safely the project's work reaches production. */
export function DoraPage() {
  const projects = useQuery(projectsQuery());
  const integrations = useQuery(integrationsQuery());
  const insight = useInsight(route.useSearch());
  return (
    <Page
      title="DORA metrics"
      tab={insight.project ? `DORA metrics of ${insight.project.name}` : undefined}
      about={
        insight.project
          ? `How fast and how safely the work of ${insight.project.name} reaches production, ${formatRange(insight.range)}`
          : 'How fast and how safely work reaches production'
      }
    >
      <Loaded query={integrations} what="the integrations">
        {(connected) => (
          <Loaded query={projects} what="the projects">
            {() => {
              if (connected.items.length === 0) return <FirstRun embedded />;
              if (!insight.project) return <NoProject wanted={insight.search.project} />;
              if (insight.project.integrations.length === 0)
                return <NothingMapped project={insight.project} />;
              return <Content insight={insight} project={insight.project.id} />;
            }}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function Content({ insight, project }: { insight: Insight; project: string }) {
  const { period, from, to, compare } = insight.search;
  useEffect(
    () => rememberInsight({ project, period, from, to, compare }),
    [project, period, from, to, compare],
  );
  const drill = drillFrom(insight.search, project);
  const props = { insight, project, drill };
  return (
    <Stack gap="lg">
      {insight.project && <AttentionNotice attention={insight.project.attention} />}
      <SyncNotice integrations={insight.project?.integrations.map((each) => each.id) ?? []} />
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="md">
        {DORA.map((metric) => (
          <MetricCard key={metric} metric={metric} {...props} />
        ))}
      </SimpleGrid>
      <div className={classes.flow}>
        <MetricCard metric={CYCLE_TIME} {...props} />
        {STAGED.map((each) => (
          <Stages key={each.metric} {...each} {...props} />
        ))}
      </div>
      <Details {...props} />
      <BasisLine insight={insight} project={project} />
    </Stack>
  );
}

/** Trends and repositories, once there is anything to show. */
function Details(props: { insight: Insight; project: string; drill: DrillTo }) {
  const { loading, list } = useAnswers(props.project, props.insight);
  if (!loading && list.every((answer) => answer.value == null)) return null;
  return (
    <>
      <Section title="Trends">
        <div className={classes.trends}>
          {ALL_METRICS.map((metric) => (
            <TrendFigure key={metric} metric={metric} {...props} />
          ))}
        </div>
      </Section>
      <Breakdown {...props} />
    </>
  );
}
