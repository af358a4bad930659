import { Group, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Delivery } from '~/api/types';
import { deliveriesQuery } from '~/api/webhooks';
import { closed, formatBytes, formatTime } from '~/lib/format';
import { DELIVERY_STATES } from '~/lib/url';
import { FilterSelect } from '~/ui/filter-select';
import { FramedTable, right } from '~/ui/list-table';
import { loadedItems, Paged } from '~/ui/paged';
import { Pill, type Tone } from '~/ui/pill';
import { Empty } from '~/ui/states';
import { When } from '~/ui/time';
import { useAddress } from '../integrations/use-address';

const STATE: Record<Delivery['state'], { tone: Tone; label: string }> = {
  pending: { tone: 'accent', label: 'Waiting' },
  done: { tone: 'good', label: 'Done' },
  ignored: { tone: 'calm', label: 'Without effect' },
  failed: { tone: 'bad', label: 'Failed' },
};

/** Every delivery: what it was, what it led to, what went wrong. */
export function Deliveries({ id, events }: { id: string; events: string[] }) {
  const { search, change } = useAddress();
  const { delivery: state, event } = search;
  const query = useInfiniteQuery(deliveriesQuery(id, { state, event }));
  const items = loadedItems(query);
  const filtered = state !== undefined || event !== undefined;
  return (
    <Stack gap="sm">
      {(items.length > 0 || filtered) && (
        <Group gap="xs" align="flex-end">
          <FilterSelect
            label="State"
            data={DELIVERY_STATES.map((value) => ({ value, label: STATE[value].label }))}
            value={state}
            choose={(value) => change({ delivery: value })}
            w={170}
          />
          <FilterSelect
            label="Event"
            data={[...new Set([...events, ...(event ? [event] : [])])]}
            value={event}
            choose={(value) => change({ event: value })}
            searchable
            w={230}
          />
        </Group>
      )}
      <Paged
        query={query}
        items={items}
        what="the deliveries"
        nouns={['delivery', 'deliveries']}
        empty={
          <Empty title={filtered ? 'No delivery matches these filters' : 'Nothing was delivered yet'}>
            {filtered
              ? 'Clear a filter to see more of them.'
              : 'The first delivery appears here as soon as the upstream sends it.'}
          </Empty>
        }
      >
        <DeliveryTable deliveries={items} />
      </Paged>
    </Stack>
  );
}

function DeliveryTable({ deliveries }: { deliveries: Delivery[] }) {
  return (
    <FramedTable
      label="Deliveries"
      minWidth={820}
      head={['Received', 'Event', 'State', 'What was read anew', right('Size'), right('Tries')]}
    >
      {deliveries.map((each) => (
        <DeliveryRow key={each.id} delivery={each} />
      ))}
    </FramedTable>
  );
}

function DeliveryRow({ delivery }: { delivery: Delivery }) {
  const { tone, label } = STATE[delivery.state];
  return (
    <Table.Tr>
      <Table.Td>
        <When at={delivery.received_at} />
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {formatTime(delivery.received_at)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" ff="monospace">
          {delivery.event}
        </Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {delivery.delivery_id}
        </Text>
      </Table.Td>
      <Table.Td>
        <Pill tone={tone}>{label}</Pill>
        {delivery.next_at && (
          <Text size="xs" c="dimmed">
            next try <When at={delivery.next_at} />
          </Text>
        )}
      </Table.Td>
      <Table.Td maw={340}>
        {delivery.touched.length > 0 ? delivery.touched.join(', ') : 'nothing'}
        {delivery.error && (
          <Text size="xs" c="var(--weir-bad)">
            {closed(delivery.error)}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
        {formatBytes(delivery.bytes)}
      </Table.Td>
      <Table.Td ta="right">{delivery.attempts}</Table.Td>
    </Table.Tr>
  );
}
