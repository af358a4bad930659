import { Box, Group, NavLink, Paper, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { BASE } from '~/api/client';
import { tablesQuery } from '~/api/queries';
import type { TableInfo } from '~/api/types';
import { Files } from '~/features/tables/files';
import { TableRows } from '~/features/tables/rows';
import { formatBytes, formatCount, plural } from '~/lib/format';
import { FindField } from '~/ui/find-field';
import { ButtonLink } from '~/ui/link';
import { FramedTable } from '~/ui/list-table';
import { Loaded } from '~/ui/loaded';
import { Page, Section } from '~/ui/page';
import { Empty } from '~/ui/states';
import classes from './tables.module.css';

const route = getRouteApi('/tables');

/** Every table, what its columns mean, and its first rows. */
export function TablesPage() {
  return (
    <Page
      title="Tables"
      about="All ingested rows, as open tables. What is here can be queried and exported."
      actions={
        <ButtonLink to="/query" variant="default" leftSection={<IconTerminal2 size={16} />}>
          Query
        </ButtonLink>
      }
    >
      <Loaded query={useQuery(tablesQuery())} what="the tables">
        {({ items }) =>
          items.length === 0 ? <Empty title="There are no tables yet" /> : <Content tables={items} />
        }
      </Loaded>
    </Page>
  );
}

function Content({ tables }: { tables: TableInfo[] }) {
  const wanted = route.useSearch().table;
  const navigate = useNavigate();
  const [word, setWord] = useState('');
  const chosen =
    tables.find((each) => each.name === wanted) ?? tables.find((each) => each.rows > 0) ?? tables[0];
  const found = tables.filter((each) => each.name.includes(word.trim().toLowerCase()));
  return (
    <div className={classes.layout}>
      <Stack gap="xs">
        <FindField label="Find a table" value={word} change={setWord} />
        <Paper style={{ borderColor: 'var(--weir-line)', overflow: 'hidden' }}>
          <ScrollArea.Autosize
            className={classes.list}
            type="auto"
            viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'All tables' }}
          >
            <Box component="nav" aria-label="Tables">
              {found.map((each) => (
                <NavLink
                  key={each.name}
                  component="button"
                  label={each.name}
                  active={each.name === chosen?.name}
                  aria-current={each.name === chosen?.name ? 'true' : undefined}
                  rightSection={
                    <Text size="xs" c="dimmed">
                      {formatCount(each.rows)}
                    </Text>
                  }
                  py={5}
                  onClick={() => navigate({ to: '/tables', search: { table: each.name } })}
                />
              ))}
            </Box>
          </ScrollArea.Autosize>
        </Paper>
      </Stack>
      {chosen && <TableDetail table={chosen} key={chosen.name} />}
    </div>
  );
}

function TableDetail({ table }: { table: TableInfo }) {
  const file = (format: string) => `${BASE}/tables/${table.name}/export?format=${format}`;
  return (
    <Stack gap="lg" miw={0}>
      <Section
        title={table.name}
        aside={
          <Group gap="xs">
            <ButtonLink
              to="/query"
              search={{ sql: `SELECT *\nFROM ${table.name}\nLIMIT 100` }}
              variant="default"
              size="xs"
            >
              Query this table
            </ButtonLink>
            <Files address={file} />
          </Group>
        }
      >
        <Text c="dimmed">
          {table.doc} {plural(table.rows, 'row')}, {formatBytes(table.bytes)}.
        </Text>
        <FramedTable
          label="Columns"
          minWidth={420}
          maxHeight={320}
          stickyHeader
          verticalSpacing={4}
          head={['Column', 'Type', 'Meaning']}
        >
          {table.columns.map((column) => (
            <Table.Tr key={column.name}>
              <Table.Td ff="monospace">{column.name}</Table.Td>
              <Table.Td c="dimmed">{column.type}</Table.Td>
              <Table.Td>{column.doc}</Table.Td>
            </Table.Tr>
          ))}
        </FramedTable>
      </Section>
      <Section title="First rows">
        <TableRows name={table.name} />
      </Section>
    </Stack>
  );
}
