import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { channelsQuery } from '~/api/account';
import { Loaded } from '~/ui/loaded';
import { Section } from '~/ui/page';
import { Empty } from '~/ui/states';
import { ChannelCard } from './channel-card';
import { ChannelForm } from './channel-form';
import { NotificationLog } from './log';

/** Who is told when an integration breaks, and when it works again. */
export function Notifications() {
  const [adding, dialog] = useDisclosure(false);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={dialog.open}>
      Add a channel
    </Button>
  );
  const query = useQuery(channelsQuery());
  return (
    <Stack gap="xl" maw={860}>
      <Section title="Channels" aside={query.data && query.data.items.length > 0 ? add : undefined}>
        <Text c="dimmed">
          Failures and recoveries are told where people already look: once each, not at every try.
        </Text>
        <Loaded query={query} what="the channels">
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="Nobody is told yet" action={add}>
                Add a webhook, a Slack channel or mail addresses. Until then failures show here only.
              </Empty>
            ) : (
              <Stack gap="sm">
                {items.map((channel) => (
                  <ChannelCard key={channel.id} channel={channel} />
                ))}
              </Stack>
            )
          }
        </Loaded>
      </Section>
      <Section title="What was told">
        <NotificationLog />
      </Section>
      <ChannelForm opened={adding} close={dialog.close} />
    </Stack>
  );
}
