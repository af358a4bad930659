import { Box, Group, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { insightsQuery } from '~/api/insights';
import { projectQuery } from '~/api/queries';
import type { InsightPage as PageOfWidgets, Project } from '~/api/types';
import { AttentionNotice } from '~/features/attention/attention';
import { CollectionPicker } from '~/features/insights/collection-picker';
import { ordered } from '~/features/insights/order';
import { WidgetView } from '~/features/insights/widget';
import { WidgetGrid } from '~/features/insights/widget-grid';
import { useInsight } from '~/features/metrics/use-insight';
import { NothingMapped } from '~/features/projects/empty';
import { PeriodPicker } from '~/features/shell/period-picker';
import { rememberInsight } from '~/lib/remember';
import type { PageSearch } from '~/lib/url';
import { Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';
import { Empty } from '~/ui/states';

/** The pages of widgets of one project. */
export function InsightsPage() {
  const { id = '', insight } = useParams({ strict: false });
  return (
    <Loaded query={useQuery(projectQuery(id))} what="the project">
      {(project) => <Insights project={project} wanted={insight} key={project.id} />}
    </Loaded>
  );
}

function Insights({ project, wanted }: { project: Project; wanted: string | undefined }) {
  const query = useQuery(insightsQuery(project.id));
  if (query.data && project.integrations.length > 0) {
    const all = ordered(query.data.items);
    const shown = wanted === undefined ? all[0] : all.find((each) => each.id === wanted);
    if (shown) return <Shown project={project} all={all} shown={shown} />;
  }
  return (
    <Page title="Insights" tab={`Insights of ${project.name}`}>
      <Loaded query={query} what="the Insights">
        {() =>
          project.integrations.length === 0 ? (
            <NothingMapped project={project} />
          ) : (
            <Empty
              title={wanted ? 'This Insight does not exist' : 'There is no Insight'}
              action={
                <Link to="/projects/$id/insights" params={{ id: project.id }}>
                  See the Insights of {project.name}
                </Link>
              }
            >
              It may have been deleted.
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

type ShownProps = { project: Project; all: PageOfWidgets[]; shown: PageOfWidgets };

function Shown({ project, all, shown }: ShownProps) {
  const raw: PageSearch = useSearch({ strict: false });
  const insight = { ...useInsight(raw), project };
  const { period, from, to } = insight.search;
  const navigate = useNavigate();
  useEffect(() => rememberInsight({ project: project.id, period, from, to }), [project.id, period, from, to]);
  return (
    <Page
      title={shown.name}
      tab={`${shown.name} of ${project.name}`}
      about={shown.description}
      above={
        <Link to="/projects/$id/$tab" params={{ id: project.id, tab: 'mapping' }} size="sm">
          {project.name}
        </Link>
      }
    >
      <AttentionNotice attention={project.attention} />
      <Group gap="sm">
        <PeriodPicker />
        <CollectionPicker project={project.id} value={raw.collection} />
      </Group>
      <Tabs
        value={shown.id}
        onChange={(next) =>
          next &&
          navigate({
            to: '/projects/$id/insights/$insight',
            params: { id: project.id, insight: next },
            search: raw,
          })
        }
      >
        <Tabs.List aria-label="Insights">
          {all.map((each) => (
            <Tabs.Tab key={each.id} value={each.id}>
              {each.name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown.id}>
          <Box pt="md">
            {(shown.widgets ?? []).length === 0 && <Text c="dimmed">This Insight has no widgets yet.</Text>}
            <WidgetGrid widgets={shown.widgets ?? []}>
              {(widget) => (
                <WidgetView widget={widget} insight={insight} project={project.id} page={shown.id} />
              )}
            </WidgetGrid>
          </Box>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
