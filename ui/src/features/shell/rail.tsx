import { Box, Burger, Group, Stack, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBell,
  IconChartLine,
  IconDatabase,
  IconFolders,
  IconLayoutDashboard,
  IconPlugConnected,
  IconSettings,
  IconTerminal2,
  IconUsers,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { integrationsQuery, projectsQuery } from '~/api/queries';
import { plural } from '~/lib/format';
import { lastInsight } from '~/lib/remember';
import { RailLink } from '~/ui/link';
import { Pill } from '~/ui/pill';
import { Logo } from './logo';

const SIZE = 18;

function Heading({ children }: { children: string }) {
  return (
    <Text size="xs" c="dimmed" fw={600} px="sm" mt="md" mb={4} component="h2">
      {children}
    </Text>
  );
}

function Failed({ count }: { count: number }) {
  return (
    <span title={`${plural(count, 'integration')} failed`}>
      <Pill tone="bad">
        <IconAlertTriangle size={12} aria-hidden />
        {count}
        <span className="visually-hidden"> failed</span>
      </Pill>
    </span>
  );
}

/** The pages of widgets of the project that was looked at last. */
function InsightsLink({ here }: { here: boolean }) {
  const { data } = useQuery(projectsQuery());
  const last = lastInsight().project;
  const project = data?.items.find((each) => each.id === last) ?? data?.items[0];
  if (!project) return null;
  return (
    <RailLink
      to="/projects/$id/insights"
      params={{ id: project.id }}
      activeOptions={{ includeSearch: false }}
      label="Insights"
      leftSection={<IconLayoutDashboard size={SIZE} />}
      active={here}
    />
  );
}

/** The left rail. */
export function Rail({ toggleMenu }: { toggleMenu: () => void }) {
  const { data } = useQuery(integrationsQuery());
  // They lie below a project's address and have an entry of their own: that of projects is then not met by
  // the beginning of the address, which the router marks as the current page whatever else a link is told.
  const inInsights = useRouterState({
    select: ({ location }) => /^\/projects\/[^/]+\/(insights|compare)\b/.test(location.pathname),
  });
  const failed = data?.items.filter((each) => each.status === 'failed').length ?? 0;
  return (
    <Stack gap={0} h="100%" component="nav" aria-label="Main">
      <Group justify="space-between" h={36} px="xs">
        <Logo />
        <Burger opened hiddenFrom="sm" size="sm" onClick={toggleMenu} aria-label="Close the menu" />
      </Group>
      <Heading>Insights</Heading>
      <RailLink
        to="/insights/dora"
        search={lastInsight()}
        activeOptions={{ includeSearch: false }}
        label="DORA metrics"
        leftSection={<IconChartLine size={SIZE} />}
      />
      <InsightsLink here={inInsights} />
      <Heading>Data</Heading>
      <RailLink
        to="/projects"
        label="Projects"
        leftSection={<IconFolders size={SIZE} />}
        activeOptions={{ exact: inInsights }}
      />
      <RailLink
        to="/integrations"
        activeOptions={{ includeSearch: false }}
        label="Integrations"
        leftSection={<IconPlugConnected size={SIZE} />}
        rightSection={failed > 0 ? <Failed count={failed} /> : undefined}
      />
      <RailLink
        to="/contributors"
        activeOptions={{ includeSearch: false }}
        label="Contributors"
        leftSection={<IconUsers size={SIZE} />}
      />
      <RailLink
        to="/tables"
        activeOptions={{ includeSearch: false }}
        label="Tables"
        leftSection={<IconDatabase size={SIZE} />}
      />
      <RailLink
        to="/query"
        activeOptions={{ includeSearch: false }}
        label="Query"
        leftSection={<IconTerminal2 size={SIZE} />}
      />
      <Heading>Account</Heading>
      <RailLink
        to="/settings/$tab"
        params={{ tab: 'account' }}
        label="Settings"
        leftSection={<IconSettings size={SIZE} />}
      />
      <RailLink
        to="/settings/$tab"
        params={{ tab: 'notifications' }}
        label="Notifications"
        leftSection={<IconBell size={SIZE} />}
      />
      <Box flex={1} />
    </Stack>
  );
}
