import { Paper, Table } from '@mantine/core';
import type { Rows } from '~/api/types';
import { formatTime, NONE } from '~/lib/format';
import { ScrollTable } from '~/ui/scroll-table';

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

function text(value: unknown): string {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'string') return MOMENT.test(value) ? formatTime(value) : value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Rows as they came: NULL is a dash, moments are readable, the exact value is in the title. */
export function Result({ result, label }: { result: Pick<Rows, 'columns' | 'rows'>; label: string }) {
  const { columns, rows } = result;
  const numeric = columns.map((_, index) =>
    rows.every((row) => row[index] == null || typeof row[index] === 'number'),
  );
  return (
    <Paper style={{ borderColor: 'var(--weir-line)', overflow: 'hidden' }}>
      <ScrollTable
        label={`${label}, scrollable`}
        minWidth={Math.max(320, columns.length * 120)}
        maxHeight="60vh"
      >
        <Table stickyHeader highlightOnHover verticalSpacing={4} aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column, index) => (
                <Table.Th key={column} ta={numeric[index] ? 'right' : 'left'}>
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of any query have no key
              <Table.Tr key={at}>
                {columns.map((column, index) => (
                  <Table.Td
                    key={column}
                    ta={numeric[index] ? 'right' : 'left'}
                    title={typeof row[index] === 'string' ? row[index] : undefined}
                    maw={360}
                    style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}
                  >
                    {text(row[index])}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
    </Paper>
  );
}
