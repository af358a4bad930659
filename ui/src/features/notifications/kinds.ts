import type { Channel, Dict } from '~/api/types';

export type ChannelKind = Channel['kind'];
export type NotifyEvent = Channel['events'][number];

export const EVENTS: { value: NotifyEvent; label: string; about: string }[] = [
  {
    value: 'integration_failed',
    label: 'An integration failed',
    about: 'After the grace time, so that what heals by itself wakes nobody',
  },
  {
    value: 'integration_recovered',
    label: 'It works again',
    about: 'Only after a failure that was told',
  },
  { value: 'credential_expiring', label: 'A credential expires soon', about: 'Before it bites' },
  { value: 'throttled', label: 'It waits for quota', about: 'When that takes longer than the hours below' },
  { value: 'deletion_finished', label: 'A deletion ended', about: 'With the number of rows' },
];

/** A field of a channel's configuration; secrets are write-only. */
export type ChannelField = {
  name: string;
  label: string;
  about?: string;
  secret?: boolean;
  optional?: boolean;
  kind: 'text' | 'url' | 'number' | 'list' | 'choice';
  choices?: { value: string; label: string }[];
};

export const KINDS: { value: ChannelKind; label: string; about: string; fields: ChannelField[] }[] = [
  {
    value: 'webhook',
    label: 'Webhook',
    about: 'A signed request to an address of yours, in the form of Standard Webhooks.',
    fields: [
      { name: 'url', label: 'Address', kind: 'url' },
      {
        name: 'secret',
        label: 'Signing secret',
        about: 'Begins with whsec_; leave it empty and one is made and shown once',
        secret: true,
        optional: true,
        kind: 'text',
      },
    ],
  },
  {
    value: 'slack',
    label: 'Slack',
    about: 'A message to a channel, by an incoming webhook of Slack.',
    fields: [
      {
        name: 'url',
        label: 'Address of the incoming webhook',
        about: 'Whoever has it can write to the channel: it is kept like a secret',
        secret: true,
        kind: 'text',
      },
    ],
  },
  {
    value: 'mail',
    label: 'Mail',
    about: 'A mail by a server of yours.',
    fields: [
      { name: 'host', label: 'Mail server', kind: 'text' },
      { name: 'port', label: 'Port', kind: 'number' },
      {
        name: 'security',
        label: 'Encryption',
        kind: 'choice',
        choices: [
          { value: 'tls', label: 'TLS' },
          { value: 'starttls', label: 'STARTTLS' },
          { value: 'none', label: 'None' },
        ],
      },
      { name: 'username', label: 'User name', optional: true, kind: 'text' },
      { name: 'password', label: 'Password', secret: true, optional: true, kind: 'text' },
      { name: 'from', label: 'From', kind: 'text' },
      { name: 'to', label: 'To', about: 'One or more addresses', kind: 'list' },
    ],
  },
];

const FIRST: Dict<Dict<unknown>> = {
  webhook: {},
  slack: {},
  mail: { port: 587, security: 'starttls', to: [] },
};

export function kindOf(kind: ChannelKind) {
  return KINDS.find((each) => each.value === kind) ?? KINDS[0];
}

export function firstConfig(kind: ChannelKind): Dict<unknown> {
  return FIRST[kind] ?? {};
}

/** Labels of what is still needed before the channel can be saved. */
export function missingOf(
  kind: ChannelKind,
  config: Dict<unknown>,
  secrets: Dict<string>,
  stored: string[],
): string[] {
  return (kindOf(kind)?.fields ?? [])
    .filter((field) => !field.optional)
    .filter((field) => {
      if (field.secret) return !secrets[field.name]?.trim() && !stored.includes(field.name);
      const value = config[field.name];
      return value == null || value === '' || (Array.isArray(value) && value.length === 0);
    })
    .map((field) => field.label);
}
