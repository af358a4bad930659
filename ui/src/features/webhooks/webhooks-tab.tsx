import { Code, Group, List, Paper, Stack, Text } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Integration, Webhooks } from '~/api/types';
import { webhooksQuery } from '~/api/webhooks';
import { closed, formatCount, sentence } from '~/lib/format';
import { ExternalLink } from '~/ui/external-link';
import { Loaded } from '~/ui/loaded';
import { Section } from '~/ui/page';
import { Prose } from '~/ui/prose';
import { ScrollTable } from '~/ui/scroll-table';
import { Empty } from '~/ui/states';
import { When } from '~/ui/time';
import { Facts } from '../integrations/facts';
import { Address } from './address';
import { Deliveries } from './deliveries';
import { EventTable } from './event-table';
import { SecretPanel } from './secret';
import { filledSteps } from './steps';

/** What the upstream tells by itself: how that is set up, and what came. */
export function WebhooksTab({ integration }: { integration: Integration }) {
  return (
    <Loaded query={useQuery(webhooksQuery(integration.id))} what="the webhooks">
      {(data) =>
        data.supported ? (
          <Stack gap="xl">
            {data.enabled && <Counts data={data} />}
            <Setup data={data} integration={integration} />
            {data.enabled && (
              <Section title="Deliveries">
                <Text c="dimmed">
                  Kept for {data.retention_days} days.{' '}
                  {data.setup?.carries_records
                    ? 'What a delivery says is stored: there is nobody else to ask.'
                    : 'What a delivery touches is read anew from the upstream.'}
                </Text>
                <Deliveries id={integration.id} events={data.setup?.events.map((each) => each.name) ?? []} />
              </Section>
            )}
          </Stack>
        ) : (
          <Empty title="This kind of integration has no webhooks">
            Changes are read by the schedule; its interval says how soon.
          </Empty>
        )
      }
    </Loaded>
  );
}

function Counts({ data }: { data: Webhooks }) {
  const { counts, last_delivery: last, redelivery } = data;
  return (
    <Paper p="md" style={{ borderColor: 'var(--weir-line)' }} component="section" aria-label="What came">
      <Stack gap="sm">
        <Facts
          facts={[
            { label: 'Last delivery', value: <When at={last?.received_at} none="none yet" /> },
            { label: 'Done', value: formatCount(counts.done) },
            { label: 'Waiting', value: formatCount(counts.pending) },
            { label: 'Without effect', value: formatCount(counts.ignored) },
            { label: 'Sent twice', value: formatCount(counts.duplicate) },
            { label: 'Refused', value: formatCount(counts.refused) },
          ]}
        />
        {redelivery && (
          <Text size="sm" c="dimmed">
            {redelivery.message
              ? closed(redelivery.message)
              : `What was missed is asked for again: ${formatCount(redelivery.asked)} so far.`}
            {redelivery.checked_at && (
              <>
                {' Looked '}
                <When at={redelivery.checked_at} />.
              </>
            )}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function Setup({ data, integration }: { data: Webhooks; integration: Integration }) {
  const { setup } = data;
  if (!setup) return null;
  return (
    <Section title="Set up">
      {!data.enabled && (
        <Group gap="sm" align="flex-start" wrap="nowrap">
          <IconWebhook size={20} color="var(--weir-accent)" aria-hidden style={{ flex: 'none' }} />
          <Text>
            {setup.carries_records
              ? 'Nobody is asked: what is known is what your tools send. Make a secret, then let them send events.'
              : `Without webhooks changes arrive with the next sync; with them within seconds. Make a secret, then tell ${setup.title} about it.`}
          </Text>
        </Group>
      )}
      <SecretPanel data={data} id={integration.id} />
      {data.url && (
        <Stack gap="md">
          <Address label="Address for the payload" value={data.url} />
          {setup.content_type && <Address label="Content type" value={setup.content_type} />}
          <div>
            <Text size="sm" fw={500} mb={4}>
              Steps
            </Text>
            <List type="ordered" size="sm" spacing={4} style={{ overflowWrap: 'anywhere' }}>
              {filledSteps(setup.steps, data.url).map((step) => (
                <List.Item key={step}>
                  <Prose text={step} />
                </List.Item>
              ))}
            </List>
            <Text size="sm" mt="xs">
              <ExternalLink href={setup.docs}>
                {setup.carries_records ? 'How events can be signed' : `How ${setup.title} describes it`}
              </ExternalLink>
            </Text>
          </div>
          <Text size="sm" c="dimmed">
            Deliveries are checked by <Code fz="inherit">{setup.proof}</Code>; what fails is refused.
          </Text>
        </Stack>
      )}
      <details>
        <summary>{sentence(`${setup.events.length} events are understood`)}</summary>
        <ScrollTable label="Events that are understood" minWidth={420} mt="xs">
          <EventTable events={setup.events} />
        </ScrollTable>
      </details>
    </Section>
  );
}
