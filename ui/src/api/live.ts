/** The server's events: while they arrive, pages are told what changed and need not ask every second. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { BASE } from './client';
import type { Integration, IntegrationEvent, Task } from './types';

/** How often pages look again on their own while events arrive: a net below the net. */
const RARELY = 60_000;
/** How long to wait before a stream that the server refused is asked for again. */
const AGAIN = 30_000;

let listening = false;

/** The interval between looks: the given one, or rarely while events arrive. */
export function paced(interval: number): number {
  return listening ? Math.max(interval, RARELY) : interval;
}

type List = { items: Integration[] };

/** Puts what an event says into every answer that is about the integration. */
function patch(cache: QueryClient, id: string, change: (old: Integration) => Integration): void {
  cache.setQueryData<List>(
    ['integrations'],
    (old) => old && { ...old, items: old.items.map((each) => (each.id === id ? change(each) : each)) },
  );
  cache.setQueryData<Integration>(['integrations', id], (old) => old && change(old));
}

export function onTask(cache: QueryClient, task: Task): void {
  const id = task.integration_id;
  patch(cache, id, (old) => ({ ...old, last_task: task }));
  if (task.status === 'running') {
    cache.setQueryData(['task', task.id], task);
  } else {
    cache.invalidateQueries({ queryKey: ['integrations', id] });
    cache.invalidateQueries({ queryKey: ['integrations'], exact: true });
    cache.invalidateQueries({ queryKey: ['task', task.id] });
  }
}

export function onIntegration(cache: QueryClient, event: IntegrationEvent): void {
  const { id, state, status, ...change } = event;
  if (state && status) patch(cache, id, (old) => ({ ...old, ...change, state, status }));
  // Without a status it is gone: asking again says so.
  else cache.invalidateQueries({ queryKey: ['integrations'], exact: true });
  cache.invalidateQueries({ queryKey: ['integrations', id] });
}

function read<T>(event: Event): T {
  return JSON.parse((event as MessageEvent<string>).data) as T;
}

/** Listens as long as the page is looked at: browsers open few connections to one server, tabs share them. */
export function useLive(): void {
  const cache = useQueryClient();
  useEffect(() => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const catchUp = () => cache.invalidateQueries({ queryKey: ['integrations'] });
    const stop = () => {
      clearTimeout(timer);
      source?.close();
      source = null;
      listening = false;
    };
    const start = () => {
      if (source || document.hidden) return;
      const made = new EventSource(`${BASE}/events`);
      source = made;
      made.addEventListener('open', () => {
        listening = true;
      });
      made.addEventListener('task', (event) => onTask(cache, read(event)));
      made.addEventListener('integration', (event) => onIntegration(cache, read(event)));
      made.addEventListener('health', () => cache.invalidateQueries({ queryKey: ['health'] }));
      made.addEventListener('error', () => {
        if (listening) catchUp();
        listening = false;
        // The browser tries again by itself unless the server refused.
        if (made.readyState !== EventSource.CLOSED) return;
        stop();
        timer = setTimeout(start, AGAIN);
      });
    };
    const look = () => {
      if (document.hidden) return stop();
      start();
      catchUp();
      cache.invalidateQueries({ queryKey: ['health'] });
    };
    start();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      stop();
    };
  }, [cache]);
}
