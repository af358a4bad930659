import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useMemo, useState } from 'react';
import { useAddIntegration, useSync, useValidate } from '~/api/mutations';
import type { Connector, Dict } from '~/api/types';
import { fieldsFor, methodOf } from '~/lib/auth';
import { fieldsOf, filledConfig, initialConfig, missingFields } from '~/lib/schema';
import { Section } from '~/ui/page';
import { Prose } from '~/ui/prose';
import { Failure } from '~/ui/states';
import { Checks } from './checks';
import { ConfigField } from './config-field';
import { SecretFields, typedSecrets } from './secret-fields';

/** A new integration: its name, what the connector's schema asks for, its secrets. */
export function AddForm({ connector }: { connector: Connector }) {
  const all = useMemo(() => fieldsOf(connector.config_schema), [connector]);
  const [name, setName] = useState(connector.title);
  const [description, setDescription] = useState('');
  const [config, setConfig] = useState(() => initialConfig(all));
  const [secrets, setSecrets] = useState<Dict<string>>({});
  const fields = fieldsFor(connector, config, all);
  const credentials = methodOf(connector, config)?.credentials ?? [];
  const validate = useValidate();
  const add = useAddIntegration();
  const sync = useSync();
  const navigate = useNavigate();

  const missing = [
    ...(name.trim() === '' ? ['Name'] : []),
    ...missingFields(fields, config),
    ...credentials
      .filter((each) => !each.optional && !(secrets[each.name] ?? '').trim())
      .map((each) => each.title),
  ];
  const body = {
    kind: connector.id,
    config: filledConfig(fields, config),
    secrets: typedSecrets(secrets, credentials),
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(
      { ...body, name: name.trim(), description: description.trim() || undefined },
      {
        onSuccess: ({ id }) => {
          // A server that starts the first sync by itself refuses the second one: both are fine.
          sync.mutate(id, {
            onSettled: () =>
              navigate({
                to: '/integrations/$id/$tab',
                params: { id, tab: 'mapping' },
                search: { added: true },
              }),
          });
        },
      },
    );
  };

  return (
    <form onSubmit={save}>
      <Stack gap="xl" maw={680}>
        <Section title="Name">
          <TextInput
            label="Name"
            description="What this integration is called in Weir"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
          />
          <TextInput
            label="Description"
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
        </Section>
        {credentials.length > 0 && (
          <Section title="Credentials">
            <Text size="sm" c="dimmed">
              Stored encrypted, sent only to {connector.title}, never shown again.
            </Text>
            <SecretFields credentials={credentials} secrets={secrets} change={setSecrets} />
          </Section>
        )}
        {fields.length > 0 && (
          <Section title="Configuration">
            {typeof connector.config_schema.description === 'string' && (
              <Text size="sm" c="dimmed">
                <Prose text={connector.config_schema.description} />
              </Text>
            )}
            {fields.map((field) => (
              <ConfigField
                key={field.name}
                field={field}
                value={config[field.name]}
                change={(value) => setConfig((old) => ({ ...old, [field.name]: value }))}
              />
            ))}
          </Section>
        )}
        {validate.isError && <Failure error={validate.error} what="Could not validate the connection" />}
        {validate.data && <Checks validation={validate.data} key={validate.submittedAt} />}
        {add.isError && <Failure error={add.error} what="Could not save the integration" />}
        <Paper p="md" style={{ borderColor: 'var(--weir-line)', position: 'sticky', bottom: 12 }}>
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {missing.length > 0 ? `Still needed: ${missing.join(', ')}` : 'Saving starts the first sync.'}
            </Text>
            <Group gap="xs">
              <Button
                variant="default"
                disabled={missing.length > 0}
                loading={validate.isPending}
                onClick={() => validate.mutate(body)}
              >
                Validate connection
              </Button>
              <Button type="submit" disabled={missing.length > 0} loading={add.isPending || sync.isPending}>
                Save and sync
              </Button>
            </Group>
          </Group>
        </Paper>
      </Stack>
    </form>
  );
}
