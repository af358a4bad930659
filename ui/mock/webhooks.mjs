/** The webhooks of an integration: their setup, their secret and what was delivered. */
import { ago } from './times.mjs';

export function webhookRoutes({ now, find, list }) {
  const hooks = new Map();

  function webhooks(id) {
    const { kind } = find(id);
    const counts = { done: 0, pending: 0, failed: 0, ignored: 0, duplicate: 0, refused: 0 };
    const base = {
      secret: null,
      last_delivery: null,
      redelivery: null,
      retention_days: 30,
      url: null,
      path: null,
    };
    if (kind !== 'github') return { ...base, supported: false, enabled: false, setup: null, counts };
    const hook = hooks.get(id) ?? (id === '1' ? { created_at: ago(now, 9000), previous: null } : null);
    return {
      ...base,
      supported: true,
      enabled: hook !== null && !hook?.ended,
      url: hook && !hook.ended ? `https://weir.example.com/api/v1/webhooks/${id}/kJ2x7Qv0` : null,
      path: hook && !hook.ended ? `/api/v1/webhooks/${id}/kJ2x7Qv0` : null,
      setup: {
        title: 'GitHub',
        docs: 'https://docs.github.com/webhooks',
        steps: [
          "Open the organization's or the repository's `Settings`, `Webhooks`, `Add webhook`.",
          'Enter `{url}` as payload address and `{secret}` as secret, choose the content type.',
          'Choose the events below, or all of them.',
        ],
        content_type: 'application/json',
        secret_from: 'weir',
        proof: 'HMAC-SHA256 in the header x-hub-signature-256',
        carries_records: false,
        events: [
          { name: 'pull_request', doc: 'Pull requests are opened, changed, merged.' },
          { name: 'push', doc: 'Commits are pushed.' },
          { name: 'deployment_status', doc: 'A deployment changes its state.' },
        ],
      },
      secret:
        hook && !hook.ended ? { created_at: hook.created_at, previous_valid_until: hook.previous } : null,
      last_delivery: hook && !hook.ended ? deliveries()[0] : null,
      counts: { ...counts, done: 512, pending: 1, failed: 1, ignored: 20, duplicate: 3, refused: 2 },
      redelivery: { checked_at: ago(now, 200), asked: 4, message: null },
    };
  }

  const deliveries = () =>
    ['pending', 'done', 'done', 'ignored', 'failed', 'done'].map((state, index) => ({
      id: String(40 - index),
      delivery_id: `72d3162e-cc78-11e3-81ab-4c936724${index}`,
      event: ['pull_request', 'push', 'deployment_status'][index % 3],
      state,
      received_at: ago(now, index * 7),
      processed_at: state === 'pending' ? null : ago(now, index * 7),
      attempts: state === 'failed' ? 5 : 1,
      next_at: null,
      error: state === 'failed' ? 'the upstream answered 502 five times; the next sync reads it' : null,
      bytes: 9123 + index * 700,
      touched: state === 'done' ? [`pull_requests acme/checkout ${412 + index}`] : [],
    }));

  return [
    ['GET', /^\/integrations\/(\w+)\/webhooks$/, ([id]) => webhooks(id)],
    [
      'POST',
      /^\/integrations\/(\w+)\/webhooks\/secret$/,
      ([id], _q, body) => {
        hooks.set(id, {
          created_at: new Date().toISOString(),
          previous: webhooks(id).secret ? ago(now, -1440) : null,
        });
        const { url, path, secret } = webhooks(id);
        return {
          secret: body.secret ? null : 'whsec_bW9jay1zZWNyZXQtb2YtdGhpcnR5LXR3by1ieXRlcw',
          url,
          path,
          previous_valid_until: secret.previous_valid_until,
        };
      },
    ],
    [
      'DELETE',
      /^\/integrations\/(\w+)\/webhooks$/,
      ([id]) => {
        hooks.set(id, { ended: true });
        return null;
      },
    ],
    [
      'GET',
      /^\/integrations\/(\w+)\/webhooks\/deliveries$/,
      (_m, q) =>
        list(
          deliveries().filter(
            (each) => (!q.state || each.state === q.state) && (!q.event || each.event === q.event),
          ),
        ),
    ],
  ];
}
