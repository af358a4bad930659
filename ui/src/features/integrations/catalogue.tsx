import { Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { connectorsQuery } from '~/api/queries';
import type { Connector } from '~/api/types';
import { plural } from '~/lib/format';
import { ExternalLink } from '~/ui/external-link';
import { FindField } from '~/ui/find-field';
import { ButtonLink, Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Section } from '~/ui/page';
import { Empty } from '~/ui/states';

const CATEGORIES: Record<string, string> = {
  source_control: 'Source control',
  issue_management: 'Issue management',
  ci_cd: 'CI and CD',
  incident_management: 'Incident management',
  code_quality: 'Code quality',
  collaboration: 'Collaboration',
};

/** Connectors under their category, in the order of the list above. */
export function byCategory(connectors: Connector[]): [string, Connector[]][] {
  const order = [...Object.keys(CATEGORIES), ...connectors.map((each) => each.category)];
  return [...new Set(order)]
    .map((category): [string, Connector[]] => [
      CATEGORIES[category] ?? category,
      connectors.filter((each) => each.category === category),
    ])
    .filter(([, list]) => list.length > 0);
}

/** Everything that can be connected. */
export function Catalogue() {
  const [wanted, setWanted] = useState('');
  return (
    <Loaded query={useQuery(connectorsQuery())} what="the catalogue">
      {({ items }) => {
        const found = items.filter((each) =>
          `${each.title} ${each.about}`.toLowerCase().includes(wanted.trim().toLowerCase()),
        );
        return (
          <Stack gap="lg">
            {items.length > 6 && (
              <FindField label="Find a connector" value={wanted} change={setWanted} maw={360} />
            )}
            {found.length === 0 && <Empty title="No connector has that name">Try another word.</Empty>}
            {byCategory(found).map(([title, connectors]) => (
              <Section key={title} title={title}>
                <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
                  {connectors.map((connector) => (
                    <Tile key={connector.id} connector={connector} />
                  ))}
                </SimpleGrid>
              </Section>
            ))}
          </Stack>
        );
      }}
    </Loaded>
  );
}

function Tile({ connector }: { connector: Connector }) {
  return (
    <Paper
      p="md"
      style={{ borderColor: 'var(--weir-line)' }}
      component="article"
      aria-label={connector.title}
    >
      <Stack gap="xs" h="100%">
        <Group justify="space-between">
          <Text fw={600} fz="lg">
            {connector.title}
          </Text>
          {connector.integrations > 0 && (
            <Link to="/integrations" size="sm">
              {plural(connector.integrations, 'integration')}
            </Link>
          )}
        </Group>
        <Text size="sm" c="dimmed" flex={1}>
          {connector.about}
        </Text>
        <Group justify="space-between">
          <Text size="sm">
            <ExternalLink href={connector.docs}>API documentation</ExternalLink>
          </Text>
          <ButtonLink
            to="/integrations/new/$kind"
            params={{ kind: connector.id }}
            size="xs"
            variant="default"
            aria-label={`Add ${connector.title}`}
          >
            Add
          </ButtonLink>
        </Group>
      </Stack>
    </Paper>
  );
}
