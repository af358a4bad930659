import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSetCredentials } from '~/api/life';
import type { Connector, Dict, Integration } from '~/api/types';
import { methodOf } from '~/lib/auth';
import { DialogEnd } from '~/ui/dialog-end';
import { Failure } from '~/ui/states';
import { Checks } from '../integrations/checks';
import { SecretFields, typedSecrets } from '../integrations/secret-fields';
import { Connect } from './connect';
import { MethodChoice } from './method-choice';

type Props = { integration: Integration; connector: Connector; opened: boolean; close: () => void };

/** New secrets, nothing else: they are tried first, and stored only when they work or someone insists. */
export function ReauthenticateDialog({ integration, connector, opened, close }: Props) {
  return (
    <Modal opened={opened} onClose={close} title={`Re-authenticate ${integration.name}`} size="lg">
      {opened && <Form integration={integration} connector={connector} close={close} />}
    </Modal>
  );
}

function Form({ integration, connector, close }: Omit<Props, 'opened'>) {
  const current = methodOf(connector, integration.config);
  const [chosen, setChosen] = useState(current?.id ?? '');
  const [secrets, setSecrets] = useState<Dict<string>>({});
  const [insist, setInsist] = useState(false);
  const save = useSetCredentials(integration.id);
  // A method that needs further fields of the configuration is chosen on the settings form.
  const possible = connector.auth.filter(
    (each) =>
      each.id === current?.id ||
      each.fields.every((field) => field.optional || Boolean(integration.config[field.name])),
  );
  const method = connector.auth.find((each) => each.id === chosen) ?? current;
  const credentials = method?.credentials ?? [];
  const typed = typedSecrets(secrets, credentials);
  const stored = chosen === current?.id ? integration.has_secrets : [];
  const missing = credentials.filter(
    (each) => !each.optional && !typed[each.name] && !stored.includes(each.name),
  );
  const nothing = Object.keys(typed).length === 0;
  const answer = save.data;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({
      method: chosen === current?.id ? undefined : chosen,
      secrets: typed,
      force: insist || undefined,
    });
  };
  if (answer?.stored) {
    return (
      <Stack>
        <Checks validation={answer} />
        <Text size="sm" role="status">
          The new credentials are stored.{' '}
          {answer.task ? 'A sync began with them.' : 'The next sync uses them.'}
        </Text>
        <Group justify="flex-end">
          <Button onClick={close}>Close</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {current?.kind === 'oauth2_code' && chosen === current.id && (
          <Connect integration={integration} upstream={connector.title} />
        )}
        <Text size="sm" c="dimmed">
          Nothing else of the integration changes. Stored secrets are never shown, only replaced.
        </Text>
        <MethodChoice methods={possible} value={chosen} change={setChosen} />
        <SecretFields credentials={credentials} secrets={secrets} change={setSecrets} stored={stored} />
        {save.isError && <Failure error={save.error} what="Could not store the credentials" />}
        {answer && (
          <>
            <Checks validation={answer} key={save.submittedAt} />
            <Checkbox
              label="Store them although checks failed"
              checked={insist}
              onChange={(event) => setInsist(event.currentTarget.checked)}
            />
          </>
        )}
        <DialogEnd close={close}>
          <Button type="submit" loading={save.isPending} disabled={nothing || missing.length > 0}>
            Validate and save
          </Button>
        </DialogEnd>
      </Stack>
    </form>
  );
}
