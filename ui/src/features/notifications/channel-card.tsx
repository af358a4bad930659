import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useDeleteChannel, useRotateChannel, useTestChannel } from '~/api/account';
import type { Channel } from '~/api/types';
import { closed, sentence } from '~/lib/format';
import { Confirm } from '~/ui/confirm';
import { Pill } from '~/ui/pill';
import { When } from '~/ui/time';
import { refused } from '../integrations/refused';
import { ChannelForm } from './channel-form';
import { EVENTS, kindOf } from './kinds';
import { SigningSecret } from './signing-secret';

/** One channel: where it leads, what it is told, whether that arrives. */
export function ChannelCard({ channel }: { channel: Channel }) {
  const [changing, form] = useDisclosure(false);
  const [deleting, dialog] = useDisclosure(false);
  const test = useTestChannel();
  const rotate = useRotateChannel();
  const remove = useDeleteChannel();
  const told = EVENTS.filter((each) => channel.events.includes(each.value));
  return (
    <Paper p="md" style={{ borderColor: 'var(--weir-line)' }} component="article" aria-label={channel.name}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div>
            <Group gap="xs">
              <Text fw={600}>{channel.name}</Text>
              <Pill tone="calm">{kindOf(channel.kind)?.label ?? channel.kind}</Pill>
              {!channel.enabled && <Pill tone="warn">Switched off</Pill>}
            </Group>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {target(channel)}
            </Text>
          </div>
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              loading={test.isPending}
              onClick={() => test.mutate(channel.id, { onError: refused('Could not send the test') })}
              aria-label={`Send a test: ${channel.name}`}
            >
              Send a test
            </Button>
            {channel.kind === 'webhook' && (
              <Button
                size="xs"
                variant="default"
                loading={rotate.isPending}
                onClick={() => rotate.mutate(channel.id, { onError: refused('Could not make a new secret') })}
                aria-label={`New secret: ${channel.name}`}
              >
                New secret
              </Button>
            )}
            <Button size="xs" variant="default" onClick={form.open} aria-label={`Change ${channel.name}`}>
              Change
            </Button>
            <Button
              size="xs"
              variant="default"
              c="var(--weir-bad)"
              onClick={dialog.open}
              aria-label={`Delete ${channel.name}`}
            >
              Delete
            </Button>
          </Group>
        </Group>
        <Text size="sm">Is told: {told.map((each) => each.label.toLowerCase()).join(', ') || 'nothing'}</Text>
        {channel.last && (
          <Text size="sm" c={channel.last.error ? 'var(--weir-bad)' : 'dimmed'}>
            {sentence(channel.last.status)} <When at={channel.last.at} />
            {channel.last.error && `: ${closed(channel.last.error)}`}
          </Text>
        )}
        {rotate.data?.signing_secret && <SigningSecret secret={rotate.data.signing_secret} />}
        {test.data && (
          <Group gap="xs" role="status" wrap="nowrap" align="flex-start">
            {test.data.ok ? (
              <IconCircleCheck size={17} color="var(--weir-good)" aria-label="arrived" />
            ) : (
              <IconCircleX size={17} color="var(--weir-bad)" aria-label="failed" />
            )}
            <Text size="sm">{closed(test.data.message)}</Text>
          </Group>
        )}
      </Stack>
      <ChannelForm channel={channel} opened={changing} close={form.close} />
      <Confirm
        opened={deleting}
        close={dialog.close}
        title={`Delete ${channel.name}`}
        action="Delete channel"
        pending={remove.isPending}
        error={remove.error}
        failed="Could not delete the channel"
        confirm={() => remove.mutate(channel.id, { onSuccess: dialog.close })}
      >
        Nothing is told there any more. Its address and its secrets are deleted.
      </Confirm>
    </Paper>
  );
}

function target(channel: Channel): string {
  const config = channel.config as { url?: string; host?: string; to?: string[] };
  if (channel.kind === 'mail') return `${(config.to ?? []).join(', ')} by ${config.host ?? ''}`;
  return config.url ?? 'an incoming webhook';
}
