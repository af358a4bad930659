import { Text } from '@mantine/core';
import { Notice } from '~/ui/notice';
import { Address } from '../webhooks/address';

/** Shown once. */
export function SigningSecret({ secret }: { secret: string }) {
  return (
    <Notice title="Copy the signing secret now">
      <Text size="sm" mb="xs">
        The receiver checks signatures with it. It is stored encrypted and never shown again.
      </Text>
      <Address label="Signing secret" value={secret} />
    </Notice>
  );
}
