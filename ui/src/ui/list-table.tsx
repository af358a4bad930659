import { Paper, Table, type TableProps, type TableThProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { ScrollTable } from './scroll-table';

type Heading = string | (TableThProps & { name: string });

/** The heading of a column whose cells stand on the right, as numbers do. */
export const right = (name: string): Heading => ({ name, ta: 'right' });

type Props = Pick<TableProps, 'verticalSpacing' | 'highlightOnHover' | 'stickyHeader'> & {
  label: string;
  minWidth: number;
  maxHeight?: number;
  head: Heading[];
  /** The rows. */
  children: ReactNode;
};

/** A list as a table: the headings of its columns, and its rows. */
export function ListTable({ label, minWidth, maxHeight, head, children, ...table }: Props) {
  return (
    <ScrollTable label={label} minWidth={minWidth} maxHeight={maxHeight}>
      <Table {...table}>
        <Table.Thead>
          <Table.Tr>
            {head.map((each) => {
              const { name, ...cell } = typeof each === 'string' ? { name: each } : each;
              return (
                <Table.Th key={name} {...cell}>
                  {name}
                </Table.Th>
              );
            })}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </ScrollTable>
  );
}

/** The same on a sheet of its own. */
export function FramedTable(props: Props) {
  return (
    <Paper style={{ borderColor: 'var(--weir-line)' }}>
      <ListTable {...props} />
    </Paper>
  );
}
