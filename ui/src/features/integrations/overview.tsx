import { Group, Paper, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { diagnosticsQuery } from '~/api/life';
import { connectorsQuery } from '~/api/queries';
import { isRunning } from '~/api/status';
import type { Integration } from '~/api/types';
import { fieldsFor, methodOf } from '~/lib/auth';
import { formatCount } from '~/lib/format';
import { fieldsOf } from '~/lib/schema';
import { Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Section } from '~/ui/page';
import { When } from '~/ui/time';
import { DiagnosticsPanel } from '../health/diagnostics';
import { tookText } from '../monitoring/kinds';
import { Facts } from './facts';
import { Running } from './running';

/** The integration at a glance. */
export function Overview({ integration }: { integration: Integration }) {
  const { last_task: task } = integration;
  const diagnostics = useQuery(diagnosticsQuery(integration.id, isRunning(integration)));
  return (
    <Stack gap="lg">
      <Loaded query={diagnostics} what="the diagnostics">
        {(data) => <DiagnosticsPanel data={data} integration={integration} />}
      </Loaded>
      {task?.status === 'running' && <Running task={task} />}
      <Paper p="md" style={{ borderColor: 'var(--weir-line)' }}>
        <Facts
          facts={[
            { label: 'Rows', value: formatCount(integration.rows) },
            { label: 'Last ingested', value: <When at={integration.last_ingested_at} none="never" /> },
            {
              label: 'Last sync took',
              value: tookText(task?.duration_ms),
            },
            { label: 'Added', value: <When at={integration.created_at} /> },
          ]}
        />
      </Paper>
      <Section title="Projects">
        {integration.projects.length === 0 ? (
          <Text>
            Not mapped to a project yet, so no metric uses it.{' '}
            <Link
              to="/integrations/$id/$tab"
              params={{ id: integration.id, tab: 'mapping' }}
              search={{}}
              inherit
              underline="always"
            >
              Map it to a project
            </Link>
          </Text>
        ) : (
          <Group gap="md">
            {integration.projects.map((project) => (
              <Link key={project.id} to="/insights/dora" search={{ project: project.id }}>
                {project.name}
              </Link>
            ))}
          </Group>
        )}
      </Section>
      <Configuration integration={integration} />
    </Stack>
  );
}

function Configuration({ integration }: { integration: Integration }) {
  const connectors = useQuery(connectorsQuery()).data?.items ?? [];
  const connector = connectors.find((each) => each.id === integration.kind);
  const config = integration.config;
  const fields = connector ? fieldsFor(connector, config, fieldsOf(connector.config_schema)) : [];
  const credentials = connector ? (methodOf(connector, config)?.credentials ?? []) : [];
  return (
    <Section title="Configuration">
      <Paper style={{ borderColor: 'var(--weir-line)' }}>
        <Table>
          <Table.Tbody>
            {fields.map((field) => (
              <Table.Tr key={field.name}>
                <Table.Th scope="row" w={260} fw={450}>
                  {field.label}
                </Table.Th>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  {shown(integration.config[field.name] ?? field.initial)}
                </Table.Td>
              </Table.Tr>
            ))}
            {credentials.map((each) => (
              <Table.Tr key={each.name}>
                <Table.Th scope="row" fw={450}>
                  {each.title}
                </Table.Th>
                <Table.Td>{integration.has_secrets.includes(each.name) ? 'stored' : 'not given'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
    </Section>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'not set';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'all' : value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
