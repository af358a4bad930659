import { Table, Text } from '@mantine/core';
import type { FieldChange } from '~/api/types';
import { Link } from '~/ui/link';
import { FramedTable } from '~/ui/list-table';

type Props = { label: string; changes: FieldChange[]; maxHeight?: number };

/** Field by field, what it was and what it is then. */
export function ChangesTable({ label, changes, maxHeight }: Props) {
  return (
    <FramedTable
      label={label}
      minWidth={520}
      maxHeight={maxHeight}
      stickyHeader={maxHeight !== undefined}
      verticalSpacing={5}
      head={['Contributor', 'Field', 'Before', 'After']}
    >
      {changes.map((change) => (
        <Table.Tr key={`${change.contributor_id}/${change.field}`}>
          <Table.Td>
            <Link to="/contributors/$id" params={{ id: change.contributor_id }} inherit>
              {change.name}
            </Link>
          </Table.Td>
          <Table.Td>{change.field}</Table.Td>
          <Table.Td>
            <Value text={change.from} />
          </Table.Td>
          <Table.Td fw={550}>
            <Value text={change.to} />
          </Table.Td>
        </Table.Tr>
      ))}
    </FramedTable>
  );
}

function Value({ text }: { text: string }) {
  if (text !== '') return text;
  return (
    <Text span c="dimmed" fw={400} inherit>
      nothing
    </Text>
  );
}
