import { Button, Checkbox, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMapIntegrations } from '~/api/mutations';
import { integrationsQuery } from '~/api/queries';
import type { Integration, Project } from '~/api/types';
import { StatusPill } from '~/features/integrations/status';
import { formatCount } from '~/lib/format';
import { ButtonLink, Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Empty, Failure } from '~/ui/states';
import { When } from '~/ui/time';

/** Which integrations feed the project. */
export function Mapping({ project }: { project: Project }) {
  return (
    <Loaded query={useQuery(integrationsQuery())} what="the integrations">
      {({ items }) =>
        items.length === 0 ? (
          <Empty
            title="Nothing is connected yet"
            action={
              <ButtonLink to="/integrations" search={{ tab: 'available' }}>
                Add integration
              </ButtonLink>
            }
          >
            Connect a tool first, then map it to this project.
          </Empty>
        ) : (
          <MappingForm project={project} integrations={items} key={project.id} />
        )
      }
    </Loaded>
  );
}

function MappingForm({ project, integrations }: { project: Project; integrations: Integration[] }) {
  const saved = project.integrations.map((each) => each.id);
  const [chosen, setChosen] = useState(saved);
  const map = useMapIntegrations();
  const changed = chosen.length !== saved.length || chosen.some((id) => !saved.includes(id));
  return (
    <Stack>
      <Text c="dimmed" maw={640}>
        Metrics of this project are computed from the rows of the integrations chosen here. An integration can
        serve several projects.
      </Text>
      <Checkbox.Group value={chosen} onChange={setChosen} aria-label="Integrations of the project">
        <Stack gap="xs">
          {integrations.map((each) => (
            <Paper key={each.id} p="sm" style={{ borderColor: 'var(--weir-line)' }}>
              <Group justify="space-between">
                <Checkbox
                  value={each.id}
                  label={each.name}
                  description={`${each.kind}, ${formatCount(each.rows)} rows`}
                />
                <Group gap="md">
                  <Text size="sm" c="dimmed">
                    last ingested <When at={each.last_ingested_at} none="never" />
                  </Text>
                  <StatusPill status={each.status} />
                  <Link
                    to="/integrations/$id/$tab"
                    params={{ id: each.id, tab: 'monitoring' }}
                    size="sm"
                    aria-label={`Monitoring of ${each.name}`}
                  >
                    Monitoring
                  </Link>
                </Group>
              </Group>
            </Paper>
          ))}
        </Stack>
      </Checkbox.Group>
      {map.isError && <Failure error={map.error} what="Could not save the mapping" />}
      <Group>
        <Button
          disabled={!changed}
          loading={map.isPending}
          onClick={() => map.mutate({ project: project.id, integration_ids: chosen })}
        >
          Save mapping
        </Button>
        {map.isSuccess && !changed && (
          <Text size="sm" role="status">
            Saved.{' '}
            <Link to="/insights/dora" search={{ project: project.id }} inherit underline="always">
              See the DORA metrics
            </Link>
          </Text>
        )}
      </Group>
    </Stack>
  );
}
