import { Group, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { Integration } from '~/api/types';
import { formatCount, sentence } from '~/lib/format';
import { FindField } from '~/ui/find-field';
import { Link } from '~/ui/link';
import { FramedTable, right } from '~/ui/list-table';
import { Empty } from '~/ui/states';
import { When } from '~/ui/time';
import { DeleteButton } from '../deletion/delete-button';
import { DeletionMeter } from '../deletion/deleting';
import { IntegrationPills } from '../health/state-pill';
import { SyncButton } from './sync-button';

/** Your integrations: is each of them healthy, and what does it bring. */
export function IntegrationList({ integrations }: { integrations: Integration[] }) {
  const [wanted, setWanted] = useState('');
  const word = wanted.trim().toLowerCase();
  const found = integrations.filter((each) => `${each.name} ${each.kind}`.toLowerCase().includes(word));
  return (
    <>
      {integrations.length > 5 && (
        <FindField label="Find an integration" value={wanted} change={setWanted} maw={360} mb="md" />
      )}
      {found.length === 0 ? (
        <Empty title="No integration has that name">Try another word.</Empty>
      ) : (
        <FramedTable
          label="Your integrations"
          minWidth={860}
          verticalSpacing={9}
          highlightOnHover
          head={['Name', 'Status', 'Last ingested', right('Rows'), 'Projects', right('Actions')]}
        >
          {found.map((each) => (
            <IntegrationRow key={each.id} integration={each} />
          ))}
        </FramedTable>
      )}
    </>
  );
}

function IntegrationRow({ integration }: { integration: Integration }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/integrations/$id/$tab" params={{ id: integration.id, tab: 'overview' }} inherit fw={550}>
          {integration.name}
        </Link>
        <Text size="xs" c="dimmed">
          {integration.kind}
          {integration.description && `, ${integration.description}`}
        </Text>
      </Table.Td>
      <Table.Td maw={320}>
        <Group gap={6}>
          <IntegrationPills integration={integration} />
        </Group>
        {integration.deletion && <DeletionMeter progress={integration.deletion} />}
        {!integration.deleting && integration.status_reason && (
          <Text size="xs" c="dimmed" mt={2}>
            {sentence(integration.status_reason)}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <When at={integration.last_ingested_at} none="never" />
        {integration.next_sync_at && (
          <Text size="xs" c="dimmed">
            next <When at={integration.next_sync_at} />
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">{formatCount(integration.rows)}</Table.Td>
      <Table.Td>
        {integration.projects.length === 0 ? (
          <Link to="/integrations/$id/$tab" params={{ id: integration.id, tab: 'mapping' }} inherit>
            Map to a project
          </Link>
        ) : (
          <Group gap={8}>
            {integration.projects.map((project) => (
              <Link
                key={project.id}
                to="/projects/$id/$tab"
                params={{ id: project.id, tab: 'mapping' }}
                inherit
              >
                {project.name}
              </Link>
            ))}
          </Group>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={6} justify="flex-end" wrap="nowrap">
          {!integration.deleting && (
            <>
              <SyncButton integration={integration} size="xs" />
              <DeleteButton integration={integration} iconOnly />
            </>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
