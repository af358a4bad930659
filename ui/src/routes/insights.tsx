import { Box, Group, Tabs } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { categoriesQuery, insightsQuery } from '~/api/insights';
import { projectQuery } from '~/api/queries';
import type { InsightPage as PageOfWidgets, Project } from '~/api/types';
import { AttentionNotice } from '~/features/attention/attention';
import { CollectionPicker } from '~/features/insights/collection-picker';
import { pack } from '~/features/insights/grid';
import { InsightMenu } from '~/features/insights/manage/menu';
import { ordered } from '~/features/insights/order';
import { shownFor } from '~/features/insights/shown-for';
import { WidgetView } from '~/features/insights/widget';
import { WidgetGrid } from '~/features/insights/widget-grid';
import { useInsight } from '~/features/metrics/use-insight';
import { NothingMapped } from '~/features/projects/empty';
import { PeriodPicker } from '~/features/shell/period-picker';
import { rememberInsight } from '~/lib/remember';
import type { PageSearch } from '~/lib/url';
import { ButtonLink, Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Page } from '~/ui/page';
import { Empty, Loading } from '~/ui/states';
import { TabList } from '~/ui/tab-list';

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
  const { collection }: PageSearch = useSearch({ strict: false });
  const categories = useQuery(categoriesQuery(project.id));
  const known = collection === undefined || !categories.isPending;
  if (query.data && known && project.integrations.length > 0) {
    const all = ordered(query.data.items);
    const offered = shownFor(all, categories.data?.items ?? [], collection);
    const shown = wanted === undefined ? (offered[0] ?? all[0]) : all.find((each) => each.id === wanted);
    // The address may name one that is not offered.
    const tabs = !shown || offered.includes(shown) ? offered : [shown, ...offered];
    if (shown) return <Shown project={project} all={all} tabs={tabs} shown={shown} />;
  }
  return (
    <Page title="Insights" tab={`Insights of ${project.name}`}>
      <Loaded query={query} what="the Insights">
        {() =>
          project.integrations.length === 0 ? (
            <NothingMapped project={project} />
          ) : !known ? (
            <Loading label="Loading the collections" />
          ) : (
            <Empty
              title={wanted ? 'This Insight does not exist' : 'There is no Insight'}
              action={
                <Link to="/projects/$id/insights/all" params={{ id: project.id }}>
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

type ShownProps = { project: Project; all: PageOfWidgets[]; tabs: PageOfWidgets[]; shown: PageOfWidgets };

function Shown({ project, all, tabs, shown }: ShownProps) {
  const raw: PageSearch = useSearch({ strict: false });
  const insight = { ...useInsight(raw), project };
  const { period, from, to } = insight.search;
  const navigate = useNavigate();
  useEffect(() => rememberInsight({ project: project.id, period, from, to }), [project.id, period, from, to]);
  const edit = {
    to: '/projects/$id/insights/$insight/edit',
    params: { id: project.id, insight: shown.id },
    search: raw,
  } as const;
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
      actions={
        <>
          <ButtonLink {...edit} variant="default" leftSection={<IconPencil size={16} />}>
            Edit
          </ButtonLink>
          <InsightMenu project={project.id} insight={shown} all={all} own />
        </>
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
        <TabList aria-label="Insights">
          {tabs.map((each) => (
            <Tabs.Tab key={each.id} value={each.id}>
              {each.name}
            </Tabs.Tab>
          ))}
        </TabList>
        <Tabs.Panel value={shown.id}>
          <Box pt="md">
            {(shown.widgets ?? []).length === 0 && (
              <Empty
                title="This Insight has no widgets yet"
                action={<ButtonLink {...edit}>Add widgets</ButtonLink>}
              >
                Each widget is a metric and a way to draw it, or a note.
              </Empty>
            )}
            <WidgetGrid widgets={pack(shown.widgets ?? [])}>
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
