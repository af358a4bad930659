import { Button, Group, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useEditIntegration, useValidate } from '~/api/mutations';
import type { Connector, Dict, Integration } from '~/api/types';
import { methodOf } from '~/lib/auth';
import { Section } from '~/ui/page';
import { Failure } from '~/ui/states';
import { Checks } from './checks';
import { SecretFields, typedSecrets } from './secret-fields';

/** Replaces the stored secrets. They can be written, never read. */
export function Reauthenticate({
  integration,
  connector,
}: {
  integration: Integration;
  connector: Connector;
}) {
  const [secrets, setSecrets] = useState<Dict<string>>({});
  const validate = useValidate();
  const edit = useEditIntegration(integration.id);
  const credentials = methodOf(connector, integration.config)?.credentials ?? [];
  const typed = typedSecrets(secrets, credentials);
  const nothing = Object.keys(typed).length === 0;
  const save = (event: FormEvent) => {
    event.preventDefault();
    edit.mutate({ secrets: typed }, { onSuccess: () => setSecrets({}) });
  };
  return (
    <form onSubmit={save}>
      <Section title="Re-authenticate">
        <SecretFields
          credentials={credentials}
          secrets={secrets}
          change={setSecrets}
          stored={integration.has_secrets}
        />
        {validate.isError && <Failure error={validate.error} what="Could not validate the connection" />}
        {validate.data && <Checks validation={validate.data} />}
        {edit.isError && <Failure error={edit.error} what="Could not save the credentials" />}
        <Group>
          <Button
            variant="default"
            loading={validate.isPending}
            onClick={() =>
              validate.mutate({
                kind: integration.kind,
                config: integration.config,
                secrets: typed,
                integration_id: integration.id,
              })
            }
          >
            Validate connection
          </Button>
          <Button type="submit" loading={edit.isPending} disabled={nothing}>
            Save credentials
          </Button>
          {edit.isSuccess && nothing && (
            <Text size="sm" role="status">
              Saved.
            </Text>
          )}
        </Group>
      </Section>
    </form>
  );
}
