import { Button, Group, NumberInput, Paper, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { settingsQuery, useEditSettings } from '~/api/account';
import { deletionsQuery } from '~/api/life';
import { integrationsQuery } from '~/api/queries';
import { closed, formatCount, formatPercent, formatTime } from '~/lib/format';
import { Link } from '~/ui/link';
import { Loaded } from '~/ui/loaded';
import { Section } from '~/ui/page';
import { ScrollTable } from '~/ui/scroll-table';
import { Empty, Failure } from '~/ui/states';
import { freeShare } from '../monitoring/free';

/** How long the log is kept, what of the quotas stays free, what was deleted. */
export function AccountSettings() {
  return (
    <Stack gap="xl" maw={760}>
      <Loaded query={useQuery(settingsQuery())} what="the settings">
        {(settings) => <Retention days={settings.log_days} key={settings.log_days} />}
      </Loaded>
      <FreeShares />
      <Deletions />
    </Stack>
  );
}

function Retention({ days }: { days: number }) {
  const [value, setValue] = useState<number>(days);
  const edit = useEditSettings();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    edit.mutate({ log_days: value });
  };
  return (
    <form onSubmit={submit}>
      <Section title="Ingestion log">
        <NumberInput
          label="Keep the log for"
          description="Tasks older than this leave the ingestion log. Rows and raw records stay."
          value={value}
          onChange={(next) => setValue(Number(next) || 1)}
          min={1}
          max={3650}
          allowDecimal={false}
          suffix=" days"
          maw={220}
        />
        {edit.isError && <Failure error={edit.error} what="Could not save the settings" />}
        <Group>
          <Button type="submit" disabled={value === days} loading={edit.isPending}>
            Save settings
          </Button>
          {edit.isSuccess && value === days && (
            <Text size="sm" role="status">
              Saved.
            </Text>
          )}
        </Group>
      </Section>
    </form>
  );
}

/** Each integration leaves a part of its quota to whoever else uses the credential. */
function FreeShares() {
  return (
    <Section title="Quota left free">
      <Text c="dimmed">
        An integration stops short of the end of its quota, so that others who use the same credential keep
        working. Each has its own share, in its settings.
      </Text>
      <Loaded query={useQuery(integrationsQuery())} what="the integrations">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing is connected yet" />
          ) : (
            <Paper style={{ borderColor: 'var(--weir-line)' }}>
              <ScrollTable label="Quota left free" minWidth={360}>
                <Table verticalSpacing={6}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>Integration</Table.Th>
                      <Table.Th ta="right">Left free</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
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
                        <Table.Td ta="right">{formatPercent(freeShare(each))}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </ScrollTable>
            </Paper>
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
            <Paper style={{ borderColor: 'var(--weir-line)' }}>
              <ScrollTable label="Deleted integrations" minWidth={520}>
                <Table verticalSpacing={6}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>Integration</Table.Th>
                      <Table.Th>Began</Table.Th>
                      <Table.Th>Ended</Table.Th>
                      <Table.Th ta="right">Rows</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
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
                  </Table.Tbody>
                </Table>
              </ScrollTable>
            </Paper>
          )
        }
      </Loaded>
    </Section>
  );
}
