import '@mantine/spotlight/styles.css';
import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { connectorsQuery, integrationsQuery, metricsQuery, projectsQuery } from '~/api/queries';
import { firstSentence } from '~/lib/format';
import { lastInsight } from '~/lib/remember';

/** Everything one can go to, by name. */
export default function Finder() {
  return (
    <Spotlight
      actions={useActions()}
      shortcut="mod + K"
      tagsToIgnore={[]}
      nothingFound="Nothing has that name"
      highlightQuery
      attributes={{ content: { 'aria-label': 'Find' } }}
      scrollable
      limit={12}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: 'Find a page, project, integration or metric',
        'aria-label': 'Find',
      }}
    />
  );
}

function useActions(): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const projects = useQuery(projectsQuery()).data?.items ?? [];
  const integrations = useQuery(integrationsQuery()).data?.items ?? [];
  const connectors = useQuery(connectorsQuery()).data?.items ?? [];
  const metrics = useQuery(metricsQuery()).data?.items ?? [];
  const page = (id: string, label: string, onClick: () => void) => ({ id, label, onClick });
  return [
    {
      group: 'Pages',
      actions: [
        page('dora', 'DORA metrics', () => navigate({ to: '/insights/dora', search: lastInsight() })),
        page('projects', 'Projects', () => navigate({ to: '/projects' })),
        page('integrations', 'Integrations', () => navigate({ to: '/integrations' })),
        page('contributors', 'Contributors', () => navigate({ to: '/contributors' })),
        page('tables', 'Tables', () => navigate({ to: '/tables' })),
        page('query', 'Query', () => navigate({ to: '/query' })),
        page('settings', 'Settings', () => navigate({ to: '/settings/$tab', params: { tab: 'account' } })),
        page('notifications', 'Notifications', () =>
          navigate({ to: '/settings/$tab', params: { tab: 'notifications' } }),
        ),
      ],
    },
    {
      group: 'Metrics',
      actions: metrics.map((metric) => ({
        id: `metric-${metric.id}`,
        label: metric.title,
        description: firstSentence(metric.definition),
        onClick: () =>
          navigate({ to: '/insights/dora/$metric', params: { metric: metric.id }, search: lastInsight() }),
      })),
    },
    {
      group: 'Projects',
      actions: projects.flatMap((project) => [
        {
          id: `project-${project.id}`,
          label: project.name,
          description: 'DORA metrics of this project',
          onClick: () =>
            navigate({ to: '/insights/dora', search: { ...lastInsight(), project: project.id } }),
        },
        ...(['collections', 'profiles'] as const).map((tab) => ({
          id: `${tab}-${project.id}`,
          label: `${project.name}: ${tab}`,
          onClick: () => navigate({ to: '/projects/$id/$tab', params: { id: project.id, tab } }),
        })),
      ]),
    },
    {
      group: 'Integrations',
      actions: [
        ...integrations.map((each) => ({
          id: `integration-${each.id}`,
          label: each.name,
          description: 'Monitoring of this integration',
          onClick: () =>
            navigate({ to: '/integrations/$id/$tab', params: { id: each.id, tab: 'monitoring' } }),
        })),
        ...connectors.map((each) => ({
          id: `connector-${each.id}`,
          label: `Add ${each.title}`,
          description: each.about,
          onClick: () => navigate({ to: '/integrations/new/$kind', params: { kind: each.id } }),
        })),
      ],
    },
    {
      group: 'Colours',
      actions: [
        page('light', 'Light colours', () => setColorScheme('light')),
        page('dark', 'Dark colours', () => setColorScheme('dark')),
        page('auto', 'Colours as the system', () => setColorScheme('auto')),
      ],
    },
  ];
}
