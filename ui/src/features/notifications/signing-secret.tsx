import { Alert, Text } from '@mantine/core';
import { Address } from '../webhooks/address';

/** Shown once. */
export function SigningSecret({ secret }: { secret: string }) {
  return (
    <Alert color="river" variant="outline" bg="var(--mantine-color-body)" title="Copy the signing secret now">
      <Text size="sm" mb="xs">
        The receiver checks signatures with it. It is stored encrypted and never shown again.
      </Text>
      <Address label="Signing secret" value={secret} />
    </Alert>
  );
}
