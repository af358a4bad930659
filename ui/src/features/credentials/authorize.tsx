import { Button, Stack, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useAuthorize } from '~/api/life';
import type { Integration } from '~/api/types';
import { Failure } from '~/ui/states';
import { Address } from '../webhooks/address';

/** A person agrees at the upstream: first the address to register there, then the way to its page. */
export function Authorize({ integration }: { integration: Integration }) {
  const begin = useAuthorize(integration.id);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        The upstream asks a person to agree, and sends them back here.
      </Text>
      {begin.data ? (
        <>
          <Address
            label="Address to register at the upstream"
            about="As the one it sends people back to"
            value={begin.data.redirect}
          />
          <div>
            <Button component="a" href={begin.data.url} leftSection={<IconExternalLink size={15} />}>
              Go there and agree
            </Button>
          </div>
        </>
      ) : (
        <div>
          <Button loading={begin.isPending} onClick={() => begin.mutate(window.location.origin)}>
            Agree in the browser
          </Button>
        </div>
      )}
      {begin.isError && <Failure error={begin.error} what="Could not begin the authorization" />}
    </Stack>
  );
}
