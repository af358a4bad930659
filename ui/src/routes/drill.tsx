import { Anchor, Breadcrumbs } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useAnswer } from '~/features/metrics/answers';
import { DORA } from '~/features/metrics/drill';
import { DrillItems } from '~/features/metrics/drill-items';
import { DrillSummary } from '~/features/metrics/drill-summary';
import { NoData } from '~/features/metrics/no-data';
import { type Insight, useInsight } from '~/features/metrics/use-insight';
import { NoProject } from '~/features/projects/empty';
import { firstSentence, words } from '~/lib/format';
import type { DrillSearch } from '~/lib/url';
import { Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';
import { Loading } from '~/ui/states';

const route = getRouteApi('/insights/dora/$metric');

/** The rows behind one number. */
export function DrillPage() {
  const { metric } = route.useParams();
  const insight = useInsight(route.useSearch());
  if (!insight.projects) return <Loading />;
  if (!insight.project) return <NoProject wanted={insight.search.project} />;
  return <Drill metric={metric} insight={insight} project={insight.project.id} />;
}

function Drill({ metric, insight, project }: { metric: string; insight: Insight; project: string }) {
  const query = useAnswer(project, metric, insight);
  const navigate = useNavigate();
  const patch = (change: Partial<DrillSearch>) =>
    navigate({ to: '.', search: (old) => ({ ...old, ...change }) as never });
  const title = query.data?.metric.title ?? words(metric);
  const { bucket_start: _b, key: _k, tab: _t, sort: _s, aggregate: _a, ...rest } = insight.search;
  const { collection, filters: _f, insight: shown, ...back } = rest;
  return (
    <Page
      title={title}
      about={query.data && firstSentence(query.data.metric.definition)}
      actions={
        DORA.some((each) => each === metric) && (
          <Link
            to="/projects/$id/compare/$metric"
            params={{ id: project, metric }}
            search={{ period: back.period, from: back.from, to: back.to, collection }}
            size="sm"
          >
            Compare definitions
          </Link>
        )
      }
      above={
        <Breadcrumbs separator="›" fz="sm" mb={4}>
          {shown ? (
            <Link
              to="/projects/$id/insights/$insight"
              params={{ id: project, insight: shown }}
              search={{ ...back, project: undefined, by: undefined, collection }}
              inherit
            >
              Insights
            </Link>
          ) : (
            <Link to="/insights/dora" search={{ ...back, project }} inherit>
              DORA metrics
            </Link>
          )}
          <Anchor component="span" c="dimmed" underline="never" inherit>
            {insight.project?.name}
          </Anchor>
        </Breadcrumbs>
      }
    >
      <Loaded query={query} what="the metric">
        {(answer) => (
          <>
            <DrillSummary answer={answer} insight={insight} patch={patch} />
            {answer.value == null && <NoData answer={answer} insight={insight} />}
            <DrillItems answer={answer} insight={insight} project={project} patch={patch} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
