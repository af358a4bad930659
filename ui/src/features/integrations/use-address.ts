import { useNavigate, useSearch } from '@tanstack/react-router';
import type { IntegrationSearch } from '~/lib/url';

/** What the tabs of an integration keep in the address, and the way to change a part of it without scrolling. */
export function useAddress() {
  const search = useSearch({ from: '/integrations/$id/$tab' });
  const navigate = useNavigate();
  const change = (patch: Partial<IntegrationSearch>) =>
    navigate({ to: '.', search: (old) => ({ ...old, ...patch }) as never, resetScroll: false });
  return { search, change };
}
