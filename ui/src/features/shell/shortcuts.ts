import { useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { lastInsight } from '~/lib/remember';
import { dayOf, resolveRange, shiftRange } from '~/lib/time';
import { insightSearch } from '~/lib/url';

export const SHORTCUTS = [
  { keys: ['mod', 'K'], does: 'Find a page, project, integration or metric' },
  { keys: ['g', 'd'], does: 'Go to DORA metrics' },
  { keys: ['g', 'p'], does: 'Go to projects' },
  { keys: ['g', 'i'], does: 'Go to integrations' },
  { keys: ['g', 'c'], does: 'Go to contributors' },
  { keys: ['g', 't'], does: 'Go to tables' },
  { keys: ['g', 'q'], does: 'Go to query' },
  { keys: ['g', 's'], does: 'Go to settings' },
  { keys: ['g', 'n'], does: 'Go to notifications' },
  { keys: ['['], does: 'Previous period' },
  { keys: [']'], does: 'Next period' },
  { keys: ['c'], does: 'Compare with the previous period' },
  { keys: ['?'], does: 'Show this list' },
] as const;

const SETTINGS = { s: 'account', n: 'notifications' } as const;
const PAGES = {
  p: '/projects',
  i: '/integrations',
  c: '/contributors',
  t: '/tables',
  q: '/query',
} as const;

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Keys that work everywhere outside a field. */
export function useShortcuts(help: () => void): void {
  const navigate = useNavigate();
  const router = useRouter();
  const leader = useRef(0);
  useEffect(() => {
    const inInsight = () => router.state.location.pathname.startsWith('/insights');
    const search = () => insightSearch(router.state.location.search as Record<string, unknown>);
    const patch = (change: object) =>
      navigate({ to: '.', search: (old) => ({ ...old, bucket_start: undefined, ...change }) as never });
    const shift = (direction: -1 | 1) => {
      const next = shiftRange(resolveRange(search(), new Date()), direction);
      if (next.from <= dayOf(new Date())) patch({ period: undefined, ...next });
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const led = performance.now() - leader.current < 1_000 && leader.current > 0;
      leader.current = event.key === 'g' ? performance.now() : 0;
      if (led && event.key === 'd') navigate({ to: '/insights/dora', search: lastInsight() });
      else if (led && event.key in PAGES) navigate({ to: PAGES[event.key as keyof typeof PAGES] });
      else if (led && event.key in SETTINGS)
        navigate({ to: '/settings/$tab', params: { tab: SETTINGS[event.key as keyof typeof SETTINGS] } });
      else if (event.key === '?') help();
      else if (!inInsight()) return;
      else if (event.key === '[') shift(-1);
      else if (event.key === ']') shift(1);
      else if (event.key === 'c') patch({ compare: search().compare ? undefined : true });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, router, help]);
}
