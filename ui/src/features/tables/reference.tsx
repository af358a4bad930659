import { Box, Button, ScrollArea, Stack, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { tablesQuery } from '~/api/queries';
import type { TableInfo } from '~/api/types';
import { plural } from '~/lib/format';
import { FindField } from '~/ui/find-field';
import { Loaded } from '~/ui/loaded';
import classes from './reference.module.css';

type Props = { insert: (word: string) => void };

/** Every table with its columns and what they mean; a click puts the name into the query. */
export function Reference({ insert }: Props) {
  const [word, setWord] = useState('');
  const query = useQuery(tablesQuery());
  return (
    <Stack gap="xs" component="section" aria-label="Tables and columns" className={classes.reference}>
      <FindField label="Find a table or column" value={word} change={setWord} />
      <ScrollArea.Autosize
        className={classes.list}
        type="auto"
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'All tables and columns' }}
      >
        <Loaded query={query} what="the tables">
          {({ items }) => {
            const found = matching(items, word);
            if (found.length === 0) return <Text c="dimmed">Nothing has that name.</Text>;
            return found.map((each) => (
              <Table key={each.name} table={each} open={word.trim() !== ''} insert={insert} />
            ));
          }}
        </Loaded>
      </ScrollArea.Autosize>
    </Stack>
  );
}

/** The tables of that name, and those with columns of that name with these only. */
export function matching(tables: TableInfo[], word: string): TableInfo[] {
  const wanted = word.trim().toLowerCase();
  return tables.flatMap((table) => {
    if (table.name.includes(wanted)) return [table];
    const columns = table.columns.filter((each) => each.name.includes(wanted));
    return columns.length > 0 ? [{ ...table, columns }] : [];
  });
}

type TableProps = Props & { table: TableInfo; open: boolean };

function Table({ table, open, insert }: TableProps) {
  return (
    <details className={classes.table} open={open} key={String(open)}>
      <summary>
        <Text span ff="monospace" size="sm">
          {table.name}
        </Text>{' '}
        <Text span size="xs" c="dimmed">
          {plural(table.rows, 'row')}
        </Text>
      </summary>
      <Box pl="sm" pb="xs">
        <Text size="xs" c="dimmed" mb={4}>
          {table.doc}
        </Text>
        <Button variant="default" size="compact-xs" mb={4} onClick={() => insert(table.name)}>
          Insert {table.name}
        </Button>
        {table.columns.map((column) => (
          <UnstyledButton
            key={column.name}
            className={classes.column}
            onClick={() => insert(column.name)}
            aria-label={`Insert ${column.name} of ${table.name}`}
          >
            <Text span ff="monospace" size="xs">
              {column.name}
            </Text>{' '}
            <Text span size="xs" c="dimmed">
              {column.type}
            </Text>
            <Text size="xs" c="dimmed">
              {column.doc}
            </Text>
          </UnstyledButton>
        ))}
      </Box>
    </details>
  );
}
