import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { onIntegration, onTask } from '~/api/live';
import type { Affected, Integration, Span, State, StreamDiagnostics, Task } from '~/api/types';
import { affectedText } from './health/affected';
import { stateFacts, stateTone, toneOf } from './health/states';
import { holesText, stretch } from './monitoring/coverage-table';
import { freeShare } from './monitoring/free';
import { firstConfig, missingOf } from './notifications/kinds';
import { filledSteps } from './webhooks/steps';

it('names what is touched without naming everything', () => {
  const affects = (...projects: string[]) =>
    projects.map((project) => ({ project, metrics: ['lead_time', 'deployment_frequency'] })) as Affected[];
  expect(affectedText(affects('checkout'))).toBe('2 metrics of checkout');
  expect(affectedText(affects('checkout', 'search'))).toBe('2 metrics of checkout and search');
  expect(affectedText(affects('a', 'b', 'c', 'd'))).toBe('2 metrics of a, b and 2 more projects');
});

it('leads from a state to where it is put right', () => {
  expect(stateFacts('unauthorized').fix).toMatchObject({ tab: 'settings', reauthenticate: true });
  expect(stateFacts('throttled').fix?.tab).toBe('coverage');
  expect(stateFacts('healthy').fix).toBeUndefined();
  expect(stateFacts('of_tomorrow' as State)).toEqual({ label: 'of tomorrow' });
  expect([stateTone('healthy'), stateTone('unauthorized'), stateTone('throttled')]).toEqual([
    'good',
    'bad',
    'warn',
  ]);
  expect(toneOf('critical')).toBe('bad');
});

it('says where the holes are and how long', () => {
  const span = (from: string, to: string): Span => ({ from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` });
  expect(holesText([span('2026-03-01', '2026-04-04')])).toBe('1 hole: 1 Mar 2026 – 4 Apr 2026 (34 d)');
  const four = Array.from({ length: 4 }, () => span('2026-03-01', '2026-03-02'));
  expect(holesText(four)).toMatch(/^4 holes: .*, …$/);
});

it('draws all streams over one stretch of time, the wanted one at least', () => {
  const now = new Date('2026-11-24T00:00:00Z');
  const streams = [
    { coverage: [], wanted_from: '2026-08-26T00:00:00Z', oldest: '2026-09-01T00:00:00Z' },
  ] as unknown as StreamDiagnostics[];
  expect(stretch(streams, now)).toEqual({ from: Date.parse('2026-08-26T00:00:00Z'), to: now.getTime() });
  expect(stretch([], now).to - stretch([], now).from).toBe(86_400_000);
});

it('leaves of a quota what it chose itself, or what the account says', () => {
  const integration = (config: object) => ({ config }) as unknown as Integration;
  expect(freeShare(integration({}), 20)).toBe(20);
  expect(freeShare(integration({ quota_free_percent: null }), undefined)).toBeUndefined();
  expect(freeShare(integration({ quota_free_percent: 0 }), 20)).toBe(0);
});

it('knows what a channel still needs, and that stored secrets need not be typed again', () => {
  expect(missingOf('webhook', {}, {}, [])).toEqual(['Address']);
  expect(missingOf('slack', {}, {}, [])).toEqual(['Address of the incoming webhook']);
  expect(missingOf('slack', {}, {}, ['url'])).toEqual([]);
  expect(missingOf('mail', firstConfig('mail'), {}, [])).toEqual(['Mail server', 'From', 'To']);
});

it('fills in what is to be entered', () => {
  expect(filledSteps(['Enter `{url}` and {secret}.'], 'https://a/b')).toEqual([
    'Enter `https://a/b` and the secret.',
  ]);
});

it('puts an event into every answer that is about the integration', () => {
  const cache = new QueryClient();
  const integration = { id: '1', name: 'acme', status: 'healthy', last_task: null } as unknown as Integration;
  cache.setQueryData(['integrations'], { items: [integration, { ...integration, id: '2' }] });
  cache.setQueryData(['integrations', '1'], integration);
  onTask(cache, { id: '7', integration_id: '1', status: 'running', rows: 12 } as Task);
  const list = () => cache.getQueryData<{ items: Integration[] }>(['integrations'])?.items ?? [];
  expect(list().map((each) => each.last_task?.rows)).toEqual([12, undefined]);
  expect(cache.getQueryData<Integration>(['integrations', '1'])?.last_task?.id).toBe('7');
  expect(cache.getQueryState(['integrations', '1'])?.isInvalidated).toBe(false);
  onTask(cache, { id: '7', integration_id: '1', status: 'succeeded', rows: 20 } as Task);
  expect(cache.getQueryState(['integrations', '1'])?.isInvalidated).toBe(true);
  onIntegration(cache, {
    id: '1',
    status: 'failed',
    status_reason: 'refused',
    state: 'unauthorized',
    paused: false,
    deleting: false,
  });
  expect(list()[0]).toMatchObject({ name: 'acme', status: 'failed', state: 'unauthorized' });
  expect(list()[1]?.status).toBe('healthy');
  onIntegration(cache, { id: '2', paused: false, deleting: true });
  expect(list()[1]?.status).toBe('healthy');
  expect(cache.getQueryState(['integrations'])?.isInvalidated).toBe(true);
});
