import {
  Button,
  Checkbox,
  Group,
  Modal,
  NumberInput,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type ChannelBody, useAddChannel, useEditChannel } from '~/api/account';
import type { Channel, Dict } from '~/api/types';
import { Failure } from '~/ui/states';
import { ChannelFieldInput } from './channel-field';
import { type ChannelKind, EVENTS, firstConfig, KINDS, kindOf, missingOf, type NotifyEvent } from './kinds';
import { SigningSecret } from './signing-secret';

type Props = { channel?: Channel; opened: boolean; close: () => void };

/** A new channel, or the change of one. */
export function ChannelForm({ channel, opened, close }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={channel ? `Change ${channel.name}` : 'Add a channel'}
      size="lg"
    >
      {opened && <Form channel={channel} close={close} />}
    </Modal>
  );
}

function Form({ channel, close }: Omit<Props, 'opened'>) {
  const [kind, setKind] = useState<ChannelKind>(channel?.kind ?? 'webhook');
  const [name, setName] = useState(channel?.name ?? '');
  const [enabled, setEnabled] = useState(channel?.enabled ?? true);
  const [events, setEvents] = useState<string[]>(
    channel?.events ?? EVENTS.map((each) => each.value).filter((each) => each !== 'deletion_finished'),
  );
  const [grace, setGrace] = useState(channel?.grace_minutes ?? 5);
  const [hours, setHours] = useState(channel?.throttled_hours ?? 6);
  const [config, setConfig] = useState<Dict<unknown>>(
    () => (channel?.config as Dict<unknown> | undefined) ?? firstConfig(kind),
  );
  const [secrets, setSecrets] = useState<Dict<string>>({});
  const add = useAddChannel();
  const edit = useEditChannel(channel?.id ?? '');
  const saving = channel ? edit : add;
  const stored = channel?.has_secrets ?? [];
  const missing = [
    ...(name.trim() === '' ? ['Name'] : []),
    ...missingOf(kind, config, secrets, stored),
    ...(events.length === 0 ? ['what it is told'] : []),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body: ChannelBody = {
      name: name.trim(),
      enabled,
      events: events as NotifyEvent[],
      grace_minutes: grace,
      throttled_hours: hours,
      config: Object.fromEntries(Object.entries(config).filter(([, value]) => value !== '' && value != null)),
      secrets: Object.fromEntries(Object.entries(secrets).filter(([, value]) => value.trim() !== '')),
    };
    const done = (saved: Channel) => !saved.signing_secret && close();
    if (channel) edit.mutate(body, { onSuccess: done });
    else add.mutate({ ...body, kind }, { onSuccess: done });
  };
  const made = add.data?.signing_secret;
  if (made) {
    return (
      <Stack>
        <SigningSecret secret={made} />
        <Group justify="flex-end">
          <Button onClick={close}>Close</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {!channel && (
          <SegmentedControl
            aria-label="Kind of channel"
            data={KINDS.map(({ value, label }) => ({ value, label }))}
            value={kind}
            onChange={(next) => {
              setKind(next as ChannelKind);
              setConfig(firstConfig(next as ChannelKind));
              setSecrets({});
            }}
          />
        )}
        <Text size="sm" c="dimmed">
          {kindOf(kind)?.about}
        </Text>
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
        />
        {kindOf(kind)?.fields.map((field) => (
          <ChannelFieldInput
            key={`${kind} ${field.name}`}
            field={field}
            stored={stored.includes(field.name)}
            value={field.secret ? secrets[field.name] : config[field.name]}
            change={(value) =>
              field.secret
                ? setSecrets((old) => ({ ...old, [field.name]: String(value ?? '') }))
                : setConfig((old) => ({ ...old, [field.name]: value }))
            }
          />
        ))}
        <Checkbox.Group label="What it is told" value={events} onChange={setEvents}>
          <Stack gap="xs" mt={6}>
            {EVENTS.map(({ value, label, about }) => (
              <Checkbox key={value} value={value} label={label} description={about} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Group gap="md" align="flex-start" grow>
          <NumberInput
            label="Grace time"
            description="A failure is told after this long"
            value={grace}
            onChange={(next) => setGrace(Number(next) || 0)}
            min={0}
            suffix=" min"
            allowDecimal={false}
          />
          <NumberInput
            label="Waiting for quota"
            description="Is told after this long"
            value={hours}
            onChange={(next) => setHours(Number(next) || 1)}
            min={1}
            suffix=" h"
            allowDecimal={false}
          />
        </Group>
        <Switch
          label="Switched on"
          checked={enabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
        {saving.isError && <Failure error={saving.error} what="Could not save the channel" />}
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {missing.length > 0 && `Still needed: ${missing.join(', ')}`}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.isPending} disabled={missing.length > 0}>
              {channel ? 'Save channel' : 'Add channel'}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
