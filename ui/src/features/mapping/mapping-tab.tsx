import { Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { mappedQuery } from '~/api/life';
import { projectsQuery } from '~/api/queries';
import type { Integration } from '~/api/types';
import { Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Notice } from '~/ui/notice';
import { Section } from '~/ui/page';
import { OwnScope } from './own-scope';
import { ProjectsForm } from './projects-form';

/** Which projects use the integration, and which of its repositories. */
export function MappingTab({ integration }: { integration: Integration }) {
  const projects = useQuery(projectsQuery());
  const mapped = useQuery(mappedQuery(integration.id));
  const { added } = useSearch({ from: '/integrations/$id/$tab' });
  return (
    <Stack gap="xl" maw={760}>
      {added && <Added integration={integration} />}
      <Section title="Projects">
        <Text c="dimmed">
          Metrics of a project are computed from the integrations mapped to it. One integration can serve
          several projects, each with another part of it.
        </Text>
        <Loaded query={projects} what="the projects">
          {({ items }) => (
            <Loaded query={mapped} what="the mapping">
              {(list) => (
                <ProjectsForm
                  key={JSON.stringify(list.items.map(({ id, scope }) => [id, scope]))}
                  integration={integration}
                  projects={items}
                  mapped={list.items}
                />
              )}
            </Loaded>
          )}
        </Loaded>
      </Section>
      <OwnScope integration={integration} />
    </Stack>
  );
}

function Added({ integration }: { integration: Integration }) {
  return (
    <Notice
      icon={<IconCircleCheck size={18} />}
      title={`${integration.name} is saved and its first sync begins`}
    >
      Map it to a project now, so that its rows count there. Progress is on the{' '}
      <Link
        to="/integrations/$id/$tab"
        params={{ id: integration.id, tab: 'monitoring' }}
        search={{}}
        inherit
        underline="always"
      >
        Monitoring tab
      </Link>
      .
    </Notice>
  );
}
