import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useEditIntegration } from '~/api/mutations';
import { connectorsQuery } from '~/api/queries';
import type { Connector, Integration } from '~/api/types';
import { fieldsFor, methodOf } from '~/lib/auth';
import { fieldsOf, filledConfig, initialConfig, missingFields } from '~/lib/schema';
import { Loaded } from '~/ui/loaded';
import { Section } from '~/ui/page';
import { Pill } from '~/ui/pill';
import { Prose } from '~/ui/prose';
import { Empty, Failure } from '~/ui/states';
import { When } from '~/ui/time';
import { Connect } from '../credentials/connect';
import { MethodChoice } from '../credentials/method-choice';
import { ReauthenticateDialog } from '../credentials/reauthenticate';
import { DeleteButton } from '../deletion/delete-button';
import { ConfigField } from './config-field';
import { useAddress } from './use-address';

/** Changes an integration, its secrets, or ends it. */
export function IntegrationSettings({ integration }: { integration: Integration }) {
  return (
    <Loaded query={useQuery(connectorsQuery())} what="the catalogue">
      {({ items }) => {
        const connector = items.find((each) => each.id === integration.kind);
        return (
          <Stack gap="xl" maw={680}>
            {connector ? (
              <>
                <Credentials integration={integration} connector={connector} />
                <EditForm integration={integration} connector={connector} key={integration.id} />
              </>
            ) : (
              <Empty title={`The connector ${integration.kind} is not part of this version`} />
            )}
            <Section title="Delete">
              <Text size="sm" c="dimmed">
                Deletes the integration with every row it brought.
              </Text>
              <div>
                <DeleteButton integration={integration} />
              </div>
            </Section>
          </Stack>
        );
      }}
    </Loaded>
  );
}

/** What is stored, and the dialog that replaces it; the address says whether that is open. */
function Credentials({ integration, connector }: { integration: Integration; connector: Connector }) {
  const { search, change } = useAddress();
  const method = methodOf(connector, integration.config);
  if (!connector.auth.some((each) => each.credentials.length > 0)) return null;
  const titles = method?.credentials
    .filter((each) => integration.has_secrets.includes(each.name))
    .map((each) => each.title.toLowerCase());
  return (
    <Section title="Credentials">
      <Text size="sm">
        {method?.title}: {titles && titles.length > 0 ? `${titles.join(', ')} stored` : 'nothing stored'}
        {integration.credential_expires_at && (
          <>
            , expires <When at={integration.credential_expires_at} />
          </>
        )}
        . {integration.credential_expires_soon && <Pill tone="warn">Expires soon</Pill>}
      </Text>
      {method?.kind === 'oauth2_code' && (
        <Connect integration={integration} upstream={connector.title} outcome={search.authorized} />
      )}
      <div>
        <Button
          leftSection={<IconKey size={15} />}
          variant="default"
          onClick={() => change({ reauthenticate: true })}
        >
          Re-authenticate
        </Button>
      </div>
      <ReauthenticateDialog
        integration={integration}
        connector={connector}
        opened={search.reauthenticate === true}
        close={() => change({ reauthenticate: undefined })}
      />
    </Section>
  );
}

function EditForm({ integration, connector }: { integration: Integration; connector: Connector }) {
  const all = useMemo(() => fieldsOf(connector.config_schema), [connector]);
  const [name, setName] = useState(integration.name);
  const [description, setDescription] = useState(integration.description ?? '');
  const [config, setConfig] = useState(() => initialConfig(all, integration.config));
  const method = methodOf(connector, config);
  const fields = fieldsFor(connector, config, all).filter((field) => field.name !== 'auth');
  const edit = useEditIntegration(integration.id);
  const missing = [...(name.trim() === '' ? ['Name'] : []), ...missingFields(fields, config)];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    edit.mutate({
      name: name.trim(),
      description: description.trim(),
      config: {
        ...filledConfig(fields, config),
        ...(connector.auth.length > 1 && { auth: method?.id }),
      },
    });
  };
  return (
    <form onSubmit={submit}>
      <Section title="Configuration">
        {typeof connector.config_schema.description === 'string' && (
          <Text size="sm" c="dimmed">
            <Prose text={connector.config_schema.description} />
          </Text>
        )}
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
        />
        <TextInput
          label="Description"
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <MethodChoice
          methods={connector.auth}
          value={method?.id ?? ''}
          change={(auth) => setConfig((old) => ({ ...old, auth }))}
        />
        {fields.map((field) => (
          <ConfigField
            key={field.name}
            field={field}
            value={config[field.name]}
            change={(value) => setConfig((old) => ({ ...old, [field.name]: value }))}
          />
        ))}
        {edit.isError && <Failure error={edit.error} what="Could not save the configuration" />}
        <Group>
          <Button type="submit" loading={edit.isPending} disabled={missing.length > 0}>
            Save configuration
          </Button>
          {missing.length > 0 && (
            <Text size="sm" c="dimmed">
              Still needed: {missing.join(', ')}
            </Text>
          )}
          {edit.isSuccess && (
            <Text size="sm" role="status">
              Saved. The next sync uses it.
            </Text>
          )}
        </Group>
      </Section>
    </form>
  );
}
