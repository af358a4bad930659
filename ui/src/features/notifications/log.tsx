import { Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { channelsQuery, notificationsQuery } from '~/api/account';
import type { Notification } from '~/api/types';
import { closed, formatTime, plural } from '~/lib/format';
import { FilterSelect } from '~/ui/filter-select';
import { Link } from '~/ui/link';
import { FramedTable } from '~/ui/list-table';
import { loadedItems, Paged } from '~/ui/paged';
import { Pill, type Tone } from '~/ui/pill';
import { Empty } from '~/ui/states';
import { When } from '~/ui/time';

const route = getRouteApi('/settings/$tab');

const STATUS: Record<string, { tone: Tone; label: string }> = {
  waiting: { tone: 'accent', label: 'Waiting' },
  sent: { tone: 'good', label: 'Sent' },
  failed: { tone: 'bad', label: 'Failed' },
  healed: { tone: 'calm', label: 'Healed before' },
};

/** What was told to whom, and what did not arrive. */
export function NotificationLog() {
  const { channel } = route.useSearch();
  const navigate = useNavigate();
  const query = useInfiniteQuery(notificationsQuery(channel));
  const channels = useQuery(channelsQuery()).data?.items ?? [];
  const items = loadedItems(query);
  return (
    <Stack gap="sm">
      {query.data && channels.length > 1 && (
        <FilterSelect
          label="Channel"
          data={channels.map((each) => ({ value: each.id, label: each.name }))}
          value={channel}
          choose={(value) =>
            navigate({
              to: '/settings/$tab',
              params: { tab: 'notifications' },
              search: { channel: value },
              resetScroll: false,
            })
          }
          maw={260}
        />
      )}
      <Paged
        query={query}
        items={items}
        what="the notifications"
        nouns={['notification', 'notifications']}
        empty={<Empty title={channel ? 'Nothing was told there' : 'Nothing was told yet'} />}
      >
        <LogTable items={items} />
      </Paged>
    </Stack>
  );
}

function LogTable({ items }: { items: Notification[] }) {
  return (
    <FramedTable label="What was told" minWidth={720} head={['Time', 'Channel', 'What', 'Status']}>
      {items.map((each) => (
        <Table.Tr key={each.id}>
          <Table.Td>
            <When at={each.created_at} />
            <Text size="xs" c="dimmed">
              {formatTime(each.created_at)}
            </Text>
          </Table.Td>
          <Table.Td>{each.channel.name}</Table.Td>
          <Table.Td maw={360}>
            {each.integration ? (
              <Link
                to="/integrations/$id/$tab"
                params={{ id: each.integration.id, tab: 'monitoring' }}
                search={{}}
                inherit
              >
                {each.title}
              </Link>
            ) : (
              each.title
            )}
            <Text size="xs" c="dimmed">
              {each.text}
            </Text>
          </Table.Td>
          <Table.Td>
            <Pill tone={STATUS[each.status]?.tone ?? 'calm'}>
              {STATUS[each.status]?.label ?? each.status}
            </Pill>
            {each.attempts > 1 && (
              <Text size="xs" c="dimmed">
                {plural(each.attempts, 'try', 'tries')}
              </Text>
            )}
            {each.error && (
              <Text size="xs" c="var(--weir-bad)">
                {closed(each.error)}
              </Text>
            )}
          </Table.Td>
        </Table.Tr>
      ))}
    </FramedTable>
  );
}
