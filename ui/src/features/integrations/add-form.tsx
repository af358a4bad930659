import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { useValidate } from '~/api/mutations';
import { usePlanOfSettings } from '~/api/plan';
import type { Connector, Dict } from '~/api/types';
import { fieldsFor, methodOf } from '~/lib/auth';
import { type Field, fieldsOf, filledConfig, initialConfig, missingFields } from '~/lib/schema';
import { Section } from '~/ui/page';
import { Prose } from '~/ui/prose';
import { Failure } from '~/ui/states';
import { ReturnAddress } from '../credentials/connect';
import { MethodChoice } from '../credentials/method-choice';
import { ChooseProjects, type ProjectPick } from '../mapping/choose-projects';
import { PlanView } from '../plan/plan-view';
import { DepthField } from '../schedule/depth-field';
import { useAdding } from './adding';
import { Checks } from './checks';
import { ConfigField } from './config-field';
import { SecretFields, typedSecrets } from './secret-fields';

/** Days of history without another choice. */
const USUAL_DEPTH = 90;

/** Rarely changed: folded away. */
const RARE = ['quota_free_percent', 'ca_certificate'];

/** A new integration: how it is let in, what it reads, how far back, for whom, and what that costs. */
export function AddForm({ connector }: { connector: Connector }) {
  const all = useMemo(() => fieldsOf(connector.config_schema), [connector]);
  const [name, setName] = useState(connector.title);
  const [description, setDescription] = useState('');
  const [config, setConfig] = useState(() => initialConfig(all));
  const [secrets, setSecrets] = useState<Dict<string>>({});
  const [depth, setDepth] = useState<number | null>(USUAL_DEPTH);
  const [pick, setPick] = useState<ProjectPick>({ ids: [], names: [] });
  const validate = useValidate();
  const adding = useAdding();
  const plan = usePlanOfSettings();

  const method = methodOf(connector, config);
  const fields = fieldsFor(connector, config, all).filter((field) => field.name !== 'auth');
  const credentials = method?.credentials ?? [];
  // A person agrees at the upstream first: there is nothing to validate before.
  const connect = method?.kind === 'oauth2_code';
  const set = (field: string, value: unknown) => setConfig((old) => ({ ...old, [field]: value }));
  const missing = [
    ...(name.trim() === '' ? ['Name'] : []),
    ...missingFields(fields, config),
    ...credentials
      .filter((each) => !each.optional && !(secrets[each.name] ?? '').trim())
      .map((each) => each.title),
  ];
  const body = {
    kind: connector.id,
    config: {
      ...filledConfig(fields, config),
      ...(connector.auth.length > 1 && { auth: method?.id }),
    },
    secrets: typedSecrets(secrets, credentials),
  };
  const check = () => validate.mutate(body);
  const save = (event: FormEvent) => {
    event.preventDefault();
    adding.start({
      body: { ...body, name: name.trim(), description: description.trim() || undefined },
      depth: depth === USUAL_DEPTH ? undefined : depth,
      pick,
      connect,
      pushed: connector.is_pushed,
    });
  };
  const own = method?.fields.map((field) => field.name) ?? [];
  const groups = {
    own: fields.filter((field) => own.includes(field.name)),
    rare: fields.filter((field) => RARE.includes(field.name)),
    usual: fields.filter((field) => !own.includes(field.name) && !RARE.includes(field.name)),
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
        {(credentials.length > 0 || connector.auth.length > 1) && (
          <Section title="Credentials">
            <Text size="sm" c="dimmed">
              Stored encrypted, sent only to {connector.title}, never shown again.
            </Text>
            <MethodChoice
              methods={connector.auth}
              value={method?.id ?? ''}
              change={(id) => {
                set('auth', id);
                validate.reset();
              }}
            />
            <Fields fields={groups.own} config={config} set={set} />
            <SecretFields credentials={credentials} secrets={secrets} change={setSecrets} />
            {connect && <ReturnAddress />}
          </Section>
        )}
        {groups.usual.length > 0 && (
          <Section title="Configuration">
            {typeof connector.config_schema.description === 'string' && (
              <Text size="sm" c="dimmed">
                <Prose text={connector.config_schema.description} />
              </Text>
            )}
            <Fields fields={groups.usual} config={config} set={set} />
            {groups.rare.length > 0 && (
              <details>
                <summary>Quota and certificates</summary>
                <Stack gap="md" mt="sm">
                  <Fields fields={groups.rare} config={config} set={set} />
                </Stack>
              </details>
            )}
          </Section>
        )}
        {!connector.is_pushed && (
          <Section title="First sync">
            <DepthField value={depth} change={setDepth} usual={USUAL_DEPTH} />
            <Group gap="sm">
              <Button
                size="xs"
                variant="default"
                disabled={missing.length > 0}
                loading={plan.isPending}
                onClick={() => plan.mutate({ settings: body, depth })}
              >
                What it costs
              </Button>
              <Text size="sm" c="dimmed">
                Asks upstream a few questions; saves nothing.
              </Text>
            </Group>
            {plan.isError && <Failure error={plan.error} what="Could not find out what it costs" />}
            {plan.data && <PlanView plan={plan.data} />}
          </Section>
        )}
        <Section title="Projects">
          <ChooseProjects value={pick} change={setPick} />
        </Section>
        {validate.isError && <Failure error={validate.error} what="Could not validate the connection" />}
        {validate.data && <Checks validation={validate.data} key={validate.submittedAt} />}
        {adding.error != null && <Failure error={adding.error} what="Could not save the integration" />}
        <Paper p="md" style={{ borderColor: 'var(--weir-line)', position: 'sticky', bottom: 12 }}>
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {missing.length > 0
                ? `Still needed: ${missing.join(', ')}`
                : connect
                  ? `Saving leads to ${connector.title}, which asks you to agree and sends you back.`
                  : connector.is_pushed
                    ? 'Saving leads to the address that events are sent to.'
                    : 'Saving starts the first sync.'}
            </Text>
            <Group gap="xs">
              {!connect && (
                <Button
                  variant="default"
                  disabled={missing.length > 0}
                  loading={validate.isPending}
                  onClick={check}
                >
                  Validate connection
                </Button>
              )}
              <Button type="submit" disabled={missing.length > 0} loading={adding.pending}>
                {connect ? 'Save and connect' : connector.is_pushed ? 'Save' : 'Save and sync'}
              </Button>
            </Group>
          </Group>
        </Paper>
      </Stack>
    </form>
  );
}

type FieldsProps = {
  fields: Field[];
  config: Dict<unknown>;
  set: (name: string, value: unknown) => void;
};

function Fields({ fields, config, set }: FieldsProps) {
  return fields.map((field) => (
    <ConfigField
      key={field.name}
      field={field}
      value={config[field.name]}
      change={(value) => set(field.name, value)}
    />
  ));
}
