import { PasswordInput, Stack } from '@mantine/core';
import type { Credential, Dict } from '~/api/types';
import { Prose } from '~/ui/prose';

type Props = {
  credentials: Credential[];
  secrets: Dict<string>;
  change: (secrets: Dict<string>) => void;
  /** Names of secrets already stored: they are never shown, only replaced. */
  stored?: string[];
};

export function SecretFields({ credentials, secrets, change, stored = [] }: Props) {
  return (
    <Stack gap="md">
      {credentials.map((credential) => (
        <PasswordInput
          key={credential.name}
          label={credential.title}
          description={<Prose text={credential.doc} />}
          required={!credential.optional && !stored.includes(credential.name)}
          placeholder={stored.includes(credential.name) ? 'Stored; type a new one to replace it' : undefined}
          value={secrets[credential.name] ?? ''}
          onChange={(event) => change({ ...secrets, [credential.name]: event.currentTarget.value })}
          autoComplete="off"
        />
      ))}
    </Stack>
  );
}

/** Only what was typed. */
export function typedSecrets(secrets: Dict<string>): Dict<string> {
  return Object.fromEntries(Object.entries(secrets).filter(([, value]) => value.trim() !== ''));
}
