/** Whom Weir tells about what, and what it has told. */
import { ago } from './times.mjs';

export function notificationRoutes({ now, state, list, refuse }) {
  const channels = [];
  const CHANNELS = [
    {
      id: '1',
      kind: 'slack',
      name: 'On-call',
      enabled: true,
      events: ['integration_failed', 'integration_recovered'],
      grace_minutes: 5,
      throttled_hours: 6,
      config: {},
      has_secrets: ['url'],
      created_at: ago(now, 40_000),
      last: { status: 'sent', at: ago(now, 1500), error: null },
    },
    {
      id: '2',
      kind: 'mail',
      name: 'Platform team',
      enabled: false,
      events: ['integration_failed', 'credential_expiring', 'deletion_finished'],
      grace_minutes: 30,
      throttled_hours: 6,
      config: {
        host: 'mail.example.com',
        port: 587,
        security: 'starttls',
        from: 'weir@example.com',
        to: ['platform@example.com'],
      },
      has_secrets: [],
      created_at: ago(now, 30_000),
      last: { status: 'failed', at: ago(now, 1490), error: 'mail.example.com does not answer' },
    },
  ];
  if (state !== 'bare') channels.push(...CHANNELS);

  const told = () =>
    [
      ['integration_failed', 'sent', 'GitHub payments failed', 'The token may not read workflow runs.'],
      ['integration_recovered', 'sent', 'GitHub acme works again', 'It failed for 12 min.'],
      ['integration_failed', 'healed', 'GitHub acme failed', 'The upstream does not answer.'],
      ['credential_expiring', 'failed', 'A credential of GitHub acme expires in 6 days', 'Make a new token.'],
    ].map(([event, status, title, text], index) => ({
      id: String(index + 1),
      channel: {
        id: index === 3 ? '2' : '1',
        name: index === 3 ? 'Platform team' : 'On-call',
        kind: 'slack',
      },
      event,
      integration: { id: '2', name: 'GitHub payments' },
      title,
      text,
      status,
      attempts: status === 'failed' ? 3 : 1,
      created_at: ago(now, 1500 * (index + 1)),
      due_at: null,
      sent_at: status === 'sent' ? ago(now, 1500 * (index + 1)) : null,
      error: status === 'failed' ? 'mail.example.com does not answer' : null,
    }));

  const channel = (id) =>
    channels.find((each) => each.id === id) ?? refuse(404, 'not_found', 'this channel does not exist', null);

  return [
    ['GET', /^\/notifications\/channels$/, () => list(channels)],
    [
      'POST',
      /^\/notifications\/channels$/,
      (_m, _q, { secrets, ...body }) => {
        const made = {
          ...body,
          id: String(channels.length + 1),
          has_secrets: Object.keys(secrets),
          created_at: new Date().toISOString(),
          last: null,
        };
        channels.push(made);
        return body.kind === 'webhook' && !secrets.secret
          ? { ...made, signing_secret: 'whsec_bW9jaw' }
          : made;
      },
    ],
    ['GET', /^\/notifications\/channels\/(\w+)$/, ([id]) => channel(id)],
    [
      'PATCH',
      /^\/notifications\/channels\/(\w+)$/,
      ([id], _q, { secrets: _s, ...body }) => Object.assign(channel(id), body),
    ],
    [
      'DELETE',
      /^\/notifications\/channels\/(\w+)$/,
      ([id]) => {
        channels.splice(channels.indexOf(channel(id)), 1);
        return null;
      },
    ],
    [
      'POST',
      /^\/notifications\/channels\/(\w+)\/test$/,
      ([id]) =>
        channel(id).kind === 'mail'
          ? { ok: false, message: 'mail.example.com does not answer: connection refused' }
          : { ok: true, message: 'sent' },
    ],
    [
      'POST',
      /^\/notifications\/channels\/(\w+)\/rotate$/,
      ([id]) => ({ ...channel(id), signing_secret: 'whsec_bW9jaw' }),
    ],
    [
      'GET',
      /^\/notifications\/log$/,
      (_m, q) =>
        list(state === 'bare' ? [] : told().filter((each) => !q.channel || each.channel.id === q.channel)),
    ],
  ];
}
