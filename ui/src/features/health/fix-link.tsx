import { ButtonLink } from '~/ui/link';
import type { Fix } from './states';

/** The way to where something is put right. */
export function FixLink({
  id,
  name,
  fix,
  filled = false,
}: {
  id: string;
  name: string;
  fix: Fix;
  filled?: boolean;
}) {
  return (
    <ButtonLink
      to="/integrations/$id/$tab"
      params={{ id, tab: fix.tab }}
      search={{ reauthenticate: fix.reauthenticate }}
      size="xs"
      variant={filled ? 'filled' : 'default'}
      aria-label={`${fix.label}: ${name}`}
    >
      {fix.label}
    </ButtonLink>
  );
}
