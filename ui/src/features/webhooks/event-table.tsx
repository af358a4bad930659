import { Table } from '@mantine/core';
import type { Webhooks } from '~/api/types';

type Events = NonNullable<Webhooks['setup']>['events'];

export function EventTable({ events }: { events: Events }) {
  return (
    <Table verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Event</Table.Th>
          <Table.Th>When it comes</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {events.map((event) => (
          <Table.Tr key={event.name}>
            <Table.Td ff="monospace">{event.name}</Table.Td>
            <Table.Td>{event.doc}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
