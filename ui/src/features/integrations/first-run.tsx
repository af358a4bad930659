import { IconPlugConnected } from '@tabler/icons-react';
import { ButtonLink } from '~/ui/link';
import { Page } from '~/ui/page';
import { Empty } from '~/ui/states';

/** What someone sees who has just started Weir. */
export function FirstRun({ embedded = false }: { embedded?: boolean }) {
  const content = (
    <Empty
      title="Nothing is connected yet"
      icon={<IconPlugConnected size={32} stroke={1.4} color="var(--weir-accent)" aria-hidden />}
      action={
        <ButtonLink to="/integrations" search={{ tab: 'available' }}>
          Add integration
        </ButtonLink>
      }
    >
      Connect a git repository or a code host. The newest data arrives first: the first numbers are here
      within minutes, while history fills in behind them.
    </Empty>
  );
  if (embedded) return content;
  return (
    <Page title="Welcome to Weir" about="How fast and how safely work gets from idea to production">
      {content}
    </Page>
  );
}
