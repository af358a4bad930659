import { ButtonLink } from '~/ui/link';
import { Page } from '~/ui/page';
import { Empty, Failure } from '~/ui/states';

export function NotFound() {
  return (
    <Page title="Page not found">
      <Empty
        title="There is nothing at this address"
        action={<ButtonLink to="/">Go to the start</ButtonLink>}
      >
        The link may be old, or what it pointed to was deleted.
      </Empty>
    </Page>
  );
}

export function PageFailed({ error, reset }: { error: unknown; reset: () => void }) {
  return (
    <Page title="This page failed">
      <Failure error={error} what="The page could not be drawn" retry={reset} />
    </Page>
  );
}
