import { PasswordInput, Stack, Textarea } from '@mantine/core';
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
      {credentials.map((credential) => {
        const field = {
          label: credential.title,
          description: <Prose text={credential.doc} />,
          required: !credential.optional && !stored.includes(credential.name),
          placeholder: stored.includes(credential.name) ? 'Stored; type a new one to replace it' : undefined,
          value: secrets[credential.name] ?? '',
          autoComplete: 'off',
        };
        const set = (value: string) => change({ ...secrets, [credential.name]: value });
        return credential.lines ? (
          <Textarea
            key={credential.name}
            {...field}
            onChange={(event) => set(event.currentTarget.value)}
            autosize
            minRows={2}
            maxRows={8}
            spellCheck={false}
            styles={{
              input: { fontFamily: 'var(--mantine-font-family-monospace)', WebkitTextSecurity: 'disc' },
            }}
          />
        ) : (
          <PasswordInput
            key={credential.name}
            {...field}
            onChange={(event) => set(event.currentTarget.value)}
          />
        );
      })}
    </Stack>
  );
}

/** Only what was typed, and only what the chosen method takes. */
export function typedSecrets(secrets: Dict<string>, credentials: Credential[]): Dict<string> {
  const known = credentials.map((credential) => credential.name);
  return Object.fromEntries(
    Object.entries(secrets).filter(([name, value]) => known.includes(name) && value.trim() !== ''),
  );
}
