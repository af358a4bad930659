import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import type { Webhooks } from '~/api/types';
import { useDeleteWebhooks, useWebhookSecret } from '~/api/webhooks';
import { formatTime } from '~/lib/format';
import { Confirm } from '~/ui/confirm';
import { Notice } from '~/ui/notice';
import { Failure } from '~/ui/states';
import { When } from '~/ui/time';
import { refused } from '../integrations/refused';
import { Address } from './address';

type Props = { data: Webhooks; id: string };

/** Makes, replaces and ends the secret. A made one is shown once. */
export function SecretPanel({ data, id }: Props) {
  const make = useWebhookSecret(id);
  const end = useDeleteWebhooks(id);
  const [ending, dialog] = useDisclosure(false);
  const byVendor = data.setup?.secret_from === 'vendor';
  return (
    <Stack gap="sm">
      {make.data?.secret && (
        <Notice title="Copy the secret now">
          <Text size="sm" mb="xs">
            It is stored encrypted and never shown again.
          </Text>
          <Address label="Secret" value={make.data.secret} />
        </Notice>
      )}
      {data.secret && (
        <Text size="sm">
          The secret was made <When at={data.secret.created_at} />
          {data.secret.previous_valid_until &&
            `; the one before is accepted until ${formatTime(data.secret.previous_valid_until)}`}
          .
        </Text>
      )}
      {byVendor ? (
        <VendorSecret data={data} make={make} />
      ) : (
        <Group>
          <Button
            variant={data.enabled ? 'default' : 'filled'}
            loading={make.isPending}
            onClick={() => make.mutate(undefined)}
          >
            {data.enabled ? 'Make a new secret' : 'Make a secret'}
          </Button>
          {data.enabled && <EndButton open={dialog.open} />}
        </Group>
      )}
      {byVendor && data.enabled && (
        <div>
          <EndButton open={dialog.open} />
        </div>
      )}
      {make.isError && <Failure error={make.error} what="Could not make the secret" />}
      <Confirm
        opened={ending}
        close={dialog.close}
        title="End the webhooks"
        action="End the webhooks"
        pending={end.isPending}
        error={null}
        confirm={() =>
          end.mutate(undefined, {
            onSuccess: () => {
              dialog.close();
              make.reset();
            },
            onError: refused('Could not end the webhooks'),
          })
        }
      >
        The address answers no more, and its secret is deleted.{' '}
        {data.setup?.carries_records
          ? 'Nothing more is taken until a new secret is made.'
          : 'The schedule goes on reading changes.'}
      </Confirm>
    </Stack>
  );
}

function EndButton({ open }: { open: () => void }) {
  return (
    <Button variant="default" c="var(--weir-bad)" onClick={open}>
      End the webhooks
    </Button>
  );
}

/** Where the tool makes the secret, it is pasted here. */
function VendorSecret({ data, make }: { data: Webhooks; make: ReturnType<typeof useWebhookSecret> }) {
  const [secret, setSecret] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(secret.trim(), { onSuccess: () => setSecret('') });
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs">
        <PasswordInput
          label={`Secret that ${data.setup?.title ?? 'the tool'} made`}
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          autoComplete="off"
          flex={1}
          maw={420}
        />
        <Button type="submit" disabled={secret.trim() === ''} loading={make.isPending}>
          {data.enabled ? 'Replace the secret' : 'Save the secret'}
        </Button>
      </Group>
    </form>
  );
}
