import { Paper, Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type ColumnDef, flexRender, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Item, ItemColumn } from '~/api/types';
import type { Sort } from '~/lib/url';
import { ScrollTable } from '~/ui/scroll-table';
import { compareItems, ItemCell, isNumeric, type LinkedColumn } from './cell';
import classes from './items-table.module.css';

type Props = {
  columns: LinkedColumn[];
  items: Item[];
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
  label: string;
};

/** Items as rows: columns as the API names them, sortable by each. */
export function ItemsTable({ columns, items, sort, onSort, label }: Props) {
  const data = useMemo(
    () =>
      sort ? items.toSorted((a, b) => compareItems(a[sort.column], b[sort.column], sort.descending)) : items,
    [items, sort],
  );
  const defs = useMemo<ColumnDef<Item>[]>(
    () =>
      columns.map((column) => ({
        id: column.name,
        header: column.title,
        cell: ({ row }) => <ItemCell column={column} item={row.original} />,
      })),
    [columns],
  );
  const table = useReactTable({ data, columns: defs, getCoreRowModel: getCoreRowModel() });
  return (
    <Paper style={{ borderColor: 'var(--weir-line)', overflow: 'hidden' }}>
      <ScrollTable
        label={`${label}, scrollable`}
        minWidth={Math.max(480, columns.length * 118)}
        maxHeight="72vh"
      >
        <Table stickyHeader highlightOnHover aria-label={label} className={classes.table}>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Header key={column.name} column={column} sort={sort} onSort={onSort} />
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {table.getRowModel().rows.map((row) => (
              <Table.Tr key={String(row.original.id ?? row.id)}>
                {row.getVisibleCells().map((cell, index) => (
                  <Table.Td
                    key={cell.id}
                    ta={columns[index] && isNumeric(columns[index]) ? 'right' : 'left'}
                    data-kind={columns[index]?.kind}
                  >
                    {flexRender(cell.column.columnDef.cell, cell.getContext())}
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

type HeaderProps = { column: ItemColumn; sort: Sort | null; onSort: (sort: Sort | null) => void };

/** First click sorts downwards, the second upwards, the third not at all. */
function Header({ column, sort, onSort }: HeaderProps) {
  const mine = sort?.column === column.name ? sort : null;
  const next = !mine
    ? { column: column.name, descending: true }
    : mine.descending
      ? { column: column.name, descending: false }
      : null;
  return (
    <Table.Th
      ta={isNumeric(column) ? 'right' : 'left'}
      aria-sort={mine ? (mine.descending ? 'descending' : 'ascending') : undefined}
    >
      <UnstyledButton className={classes.sort} onClick={() => onSort(next)}>
        {column.kind === 'time' ? `${column.title} (UTC)` : column.title}
        {mine && (mine.descending ? <IconArrowDown size={13} /> : <IconArrowUp size={13} />)}
      </UnstyledButton>
    </Table.Th>
  );
}
