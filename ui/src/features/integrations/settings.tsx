import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useEditIntegration } from '~/api/mutations';
import { connectorsQuery } from '~/api/queries';
import type { Connector, Integration } from '~/api/types';
import { fieldsFor, methodOf } from '~/lib/auth';
import { fieldsOf, filledConfig, initialConfig, missingFields } from '~/lib/schema';
import { Loaded } from '~/ui/loaded';
import { Section } from '~/ui/page';
import { Empty, Failure } from '~/ui/states';
import { ConfigField } from './config-field';
import { DeleteButton } from './delete';
import { Reauthenticate } from './reauthenticate';

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
                <EditForm integration={integration} connector={connector} key={integration.id} />
                {(methodOf(connector, integration.config)?.credentials ?? []).length > 0 && (
                  <Reauthenticate integration={integration} connector={connector} />
                )}
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

function EditForm({ integration, connector }: { integration: Integration; connector: Connector }) {
  const all = useMemo(() => fieldsOf(connector.config_schema), [connector]);
  const [name, setName] = useState(integration.name);
  const [description, setDescription] = useState(integration.description ?? '');
  const [config, setConfig] = useState(() => initialConfig(all, integration.config));
  const fields = fieldsFor(connector, config, all);
  const edit = useEditIntegration(integration.id);
  const missing = [...(name.trim() === '' ? ['Name'] : []), ...missingFields(fields, config)];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    edit.mutate({
      name: name.trim(),
      description: description.trim(),
      config: filledConfig(fields, config),
    });
  };
  return (
    <form onSubmit={submit}>
      <Section title="Configuration">
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
