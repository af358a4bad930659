import { Button, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle, IconPlugConnected } from '@tabler/icons-react';
import { BASE } from '~/api/client';
import { useAuthorize } from '~/api/life';
import type { Integration } from '~/api/types';
import type { IntegrationSearch } from '~/lib/url';
import { Notice } from '~/ui/notice';
import { Failure } from '~/ui/states';
import { Address } from '../webhooks/address';

/** What an authorization hands out: whoever has one of them is connected. */
const TOKENS = ['refresh_token', 'access_token'];

/** Where the upstream sends a person back to. It has to know the address before it does. */
export function ReturnAddress() {
  return (
    <Address
      label="Address to register at the upstream"
      about="As the one it sends people back to (redirect URI, callback URL)"
      value={`${window.location.origin}${BASE}/authorization/callback`}
    />
  );
}

type Props = {
  integration: Integration;
  /** Name of the upstream. */
  upstream: string;
  /** How the last attempt ended, when the upstream has just sent the person back. */
  outcome?: IntegrationSearch['authorized'];
};

/** A person agrees at the upstream, which sends them back here. */
export function Connect({ integration, upstream, outcome }: Props) {
  const begin = useAuthorize(integration.id);
  const connected = integration.has_secrets.some((name) => TOKENS.includes(name));
  return (
    <Stack gap="sm">
      {outcome && <Outcome outcome={outcome} upstream={upstream} />}
      <Text size="sm" c="dimmed">
        {connected
          ? `Somebody has agreed at ${upstream}: its tokens are stored and renewed by themselves.`
          : `Nobody has agreed at ${upstream} yet: nothing can be read before.`}
      </Text>
      <ReturnAddress />
      <div>
        <Button
          variant={connected ? 'default' : 'filled'}
          leftSection={<IconPlugConnected size={16} />}
          loading={begin.isPending || begin.isSuccess}
          onClick={() =>
            begin.mutate(window.location.origin, { onSuccess: ({ url }) => window.location.assign(url) })
          }
        >
          {connected ? 'Connect again' : `Connect to ${upstream}`}
        </Button>
      </div>
      {begin.isError && <Failure error={begin.error} what="Could not begin to connect" />}
    </Stack>
  );
}

type OutcomeProps = { outcome: NonNullable<Props['outcome']>; upstream: string };

function Outcome({ outcome, upstream }: OutcomeProps) {
  if (outcome === 'done') {
    return (
      <Notice role="status" icon={<IconCircleCheck size={18} />} title={`Connected to ${upstream}`}>
        The tokens are stored, and a sync began with them.
      </Notice>
    );
  }
  return (
    <Notice tone="bad" role="alert" icon={<IconInfoCircle size={18} />} title="Not connected">
      {outcome === 'declined'
        ? `${upstream} says that you did not agree. Nothing is changed; connect again to be asked once more.`
        : `${upstream} gave no tokens. Check the client's id, its secret and the address registered there, then connect again; the log of the server says what it answered.`}
    </Notice>
  );
}
