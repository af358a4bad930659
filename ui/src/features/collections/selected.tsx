import { Group, Paper, Stack, Table, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { reachQuery } from '~/api/collections';
import { integrationsQuery } from '~/api/queries';
import type { Definition, Reach } from '~/api/types';
import { formatCount, plural } from '~/lib/format';
import { Link } from '~/ui/link';
import { FramedTable, right } from '~/ui/list-table';
import { Failure, Loading } from '~/ui/states';

/** What a definition selects, asked for shortly after the last keystroke: first the names, then how much work that is. */
export function Selected({ project, definition }: { project: string; definition: Definition }) {
  const [settled] = useDebouncedValue(definition, 300);
  const names = useQuery(reachQuery(project, settled, false));
  const counts = useQuery(reachQuery(project, settled, true));
  if (names.isError && !names.data) {
    return <Failure error={names.error} what="Could not see what it selects" retry={() => names.refetch()} />;
  }
  if (!names.data) return <Loading height={80} label="Loading what it selects" />;
  return (
    <Paper p="sm" component="section" aria-label="What it selects">
      <Stack gap="sm">
        <Text size="sm" role="status">
          Selects now:{' '}
          <Text span fw={600} inherit>
            {settled.by === 'people'
              ? plural(names.data.people_count, 'person', 'people')
              : plural(names.data.asset_count, 'repository or project', 'repositories and projects')}
          </Text>
          {nothing(names.data, settled) &&
            '. Nothing matches: a typing error, or something that is not there yet.'}
        </Text>
        {settled.by === 'people' ? <People reach={names.data} /> : <AssetNames reach={names.data} />}
        <Counts counts={counts.data?.counts} pending={counts.isPlaceholderData} />
      </Stack>
    </Paper>
  );
}

const nothing = (reach: Reach, { by }: Definition) =>
  (by === 'people' ? reach.people_count : reach.asset_count) === 0;

function People({ reach: { people, people_count } }: { reach: Reach }) {
  return (
    <Group gap={6}>
      {people.map((each) => (
        <Link key={each.id} to="/contributors/$id" params={{ id: each.id }} size="sm">
          {each.name}
        </Link>
      ))}
      {people_count > people.length && (
        <Text size="sm" c="dimmed">
          and {formatCount(people_count - people.length)} more
        </Text>
      )}
    </Group>
  );
}

function AssetNames({ reach }: { reach: Reach }) {
  const integrations = useQuery(integrationsQuery()).data?.items ?? [];
  const rows = reach.assets.flatMap((each) => each.names.map((name) => ({ id: each.integration_id, name })));
  if (rows.length === 0) return null;
  return (
    <FramedTable
      label="Repositories and projects"
      minWidth={320}
      maxHeight={220}
      verticalSpacing={4}
      stickyHeader
      head={['Name', 'Integration']}
    >
      {rows.map(({ id, name }) => (
        <Table.Tr key={`${id}/${name}`}>
          <Table.Td>{name}</Table.Td>
          <Table.Td>{integrations.find((each) => each.id === id)?.name}</Table.Td>
        </Table.Tr>
      ))}
    </FramedTable>
  );
}

function Counts({ counts, pending }: { counts: Reach['counts'] | undefined; pending: boolean }) {
  if (!counts) return <Loading height={60} label="Counting what it selects" />;
  if (counts.length === 0) return null;
  return (
    <div style={{ opacity: pending ? 0.6 : 1 }}>
      <FramedTable
        label="Work of the last 30 days"
        minWidth={240}
        verticalSpacing={4}
        head={['In the last 30 days', right('Counted')]}
      >
        {counts.map((each) => (
          <Table.Tr key={each.metric}>
            <Table.Td>{each.title}</Table.Td>
            <Table.Td ta="right">{formatCount(each.n)}</Table.Td>
          </Table.Tr>
        ))}
      </FramedTable>
    </div>
  );
}
