import { Button, Group, NumberInput, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { settingsQuery, useEditSettings } from '~/api/account';
import { deletionsQuery } from '~/api/life';
import { integrationsQuery } from '~/api/queries';
import type { AccountSettings as AccountSettingsData } from '~/api/types';
import { closed, formatCount, formatPercent, formatTime } from '~/lib/format';
import { Link } from '~/ui/link';
import { FramedTable, right } from '~/ui/list-table';
import { Loaded } from '~/ui/loaded';
import { Section } from '~/ui/page';
import { Empty, Failure } from '~/ui/states';
import { freeShare } from '../monitoring/free';

/** How long the log is kept, what of the quotas stays free, what was deleted. */
export function AccountSettings() {
  return (
    <Stack gap="xl" maw={760}>
      <Loaded query={useQuery(settingsQuery())} what="the settings">
        {(settings) => (
          <>
            <Form settings={settings} key={JSON.stringify(settings)} />
            <FreeShares account={settings.quota_free_percent} />
          </>
        )}
      </Loaded>
      <Deletions />
    </Stack>
  );
}

function Form({ settings }: { settings: AccountSettingsData }) {
  const [days, setDays] = useState(settings.log_days);
  const [free, setFree] = useState(settings.quota_free_percent);
  const edit = useEditSettings();
  const changed = days !== settings.log_days || free !== settings.quota_free_percent;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    edit.mutate({ log_days: days, quota_free_percent: free });
  };
  return (
    <form onSubmit={submit}>
      <Section title="For every integration">
        <NumberInput
          label="Keep the log for"
          description="Tasks older than this leave the ingestion log. Rows and raw records stay."
          value={days}
          onChange={(next) => setDays(Number(next) || 1)}
          min={1}
          max={3650}
          allowDecimal={false}
          suffix=" days"
          maw={220}
        />
        <NumberInput
          label="Leave free of each quota"
          description="For others who use the same credential. An integration may have a share of its own."
          value={free}
          onChange={(next) => setFree(Number(next) || 0)}
          min={0}
          max={90}
          allowDecimal={false}
          suffix=" %"
          maw={220}
        />
        {edit.isError && <Failure error={edit.error} what="Could not save the settings" />}
        <Group>
          <Button type="submit" disabled={!changed} loading={edit.isPending}>
            Save settings
          </Button>
        </Group>
      </Section>
    </form>
  );
}

/** Each integration leaves a part of its quota to whoever else uses the credential. */
function FreeShares({ account }: { account: number }) {
  return (
    <Section title="Quota left free">
      <Text c="dimmed">
        An integration stops short of the end of its quota, so that others who use the same credential keep
        working. A share of its own is in the settings of each.
      </Text>
      <Loaded query={useQuery(integrationsQuery())} what="the integrations">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing is connected yet" />
          ) : (
            <FramedTable label="Quota left free" minWidth={360} head={['Integration', right('Left free')]}>
              {items.map((each) => (
                <Table.Tr key={each.id}>
                  <Table.Td>
                    <Link
                      to="/integrations/$id/$tab"
                      params={{ id: each.id, tab: 'settings' }}
                      search={{}}
                      inherit
                    >
                      {each.name}
                    </Link>
                  </Table.Td>
                  <Table.Td ta="right">{formatPercent(freeShare(each, account))}</Table.Td>
                </Table.Tr>
              ))}
            </FramedTable>
          )
        }
      </Loaded>
    </Section>
  );
}

function Deletions() {
  return (
    <Section title="Deleted integrations">
      <Loaded query={useQuery(deletionsQuery())} what="the deletions">
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">None.</Text>
          ) : (
            <FramedTable
              label="Deleted integrations"
              minWidth={520}
              head={['Integration', 'Began', 'Ended', right('Rows')]}
            >
              {items.map((each) => (
                <Table.Tr key={`${each.integration_id} ${each.started_at}`}>
                  <Table.Td>
                    {each.name}
                    <Text size="xs" c="dimmed">
                      {each.kind}
                    </Text>
                  </Table.Td>
                  <Table.Td>{formatTime(each.started_at)}</Table.Td>
                  <Table.Td>
                    {each.finished_at
                      ? formatTime(each.finished_at)
                      : `${formatPercent(each.percent, 0)} done`}
                    {each.error && (
                      <Text size="xs" c="var(--weir-bad)">
                        {closed(each.error)}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td ta="right">{formatCount(each.deleted_rows)}</Table.Td>
                </Table.Tr>
              ))}
            </FramedTable>
          )
        }
      </Loaded>
    </Section>
  );
}
