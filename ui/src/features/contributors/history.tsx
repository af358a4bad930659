import { Stack, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { historyQuery } from '~/api/contributors';
import type { Contributor, ContributorEvent } from '~/api/types';
import { Loaded } from '~/ui/loaded';
import { Section } from '~/ui/page';
import { When } from '~/ui/time';
import { useIntegrationName } from './account-names';
import { eventText } from './event-text';

/** What happened to somebody, newest first. */
export function History({ contributor }: { contributor: Contributor }) {
  return (
    <Section title="History">
      <Loaded query={useQuery(historyQuery(contributor.id))} what="the history">
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">Nobody has changed anything: it is as it was found.</Text>
          ) : (
            <Timeline bulletSize={12} lineWidth={2} active={-1}>
              {items.map((event) => (
                <Timeline.Item key={event.id}>
                  <Line event={event} id={contributor.id} />
                </Timeline.Item>
              ))}
            </Timeline>
          )
        }
      </Loaded>
    </Section>
  );
}

function Line({ event, id }: { event: ContributorEvent; id: string }) {
  const name = useIntegrationName();
  const { title, details } = eventText(event, id, (key) => {
    const [integration = '', ...account] = key.split('/');
    return `${account.join('/')} (${name(integration)})`;
  });
  return (
    <Stack gap={2}>
      <Text size="sm" fw={550}>
        {title}{' '}
        <Text span size="xs" c="dimmed" fw={400}>
          <When at={event.at} />
        </Text>
      </Text>
      {details.map((line) => (
        <Text size="sm" key={line}>
          {line}
        </Text>
      ))}
    </Stack>
  );
}
