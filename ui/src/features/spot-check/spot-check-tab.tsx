import { Button, Group, Paper, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { lookupQuery } from '~/api/life';
import type { Integration, Lookup, LookupMatch } from '~/api/types';
import { closed, formatBytes, formatCount, formatTime, plural, sentence, words } from '~/lib/format';
import { JsonView } from '~/ui/json-view';
import { ButtonLink } from '~/ui/link';
import { ListTable, right } from '~/ui/list-table';
import { Loaded } from '~/ui/loaded';
import { Section } from '~/ui/page';
import { Prose } from '~/ui/prose';
import { ScrollTable } from '~/ui/scroll-table';
import { spanText } from '../integrations/coverage';
import { skippedText } from '../integrations/skipped';
import classes from './spot-check.module.css';

/** Looks one thing up in the stored data: what came beside what it became. */
export function SpotCheckTab({ integration }: { integration: Integration }) {
  const { key } = useSearch({ from: '/integrations/$id/$tab' });
  const navigate = useNavigate();
  const [typed, setTyped] = useState(key ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    navigate({ to: '.', search: (old) => ({ ...old, key: typed.trim() || undefined }) as never });
  };
  return (
    <Stack gap="lg">
      <form onSubmit={submit}>
        <Group align="flex-end" gap="xs">
          <TextInput
            label="What to look up"
            description={
              <Prose text="An issue key as `ABC-1`, a pull request as `owner/repository#12`, a commit, an address, any key of the upstream" />
            }
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            flex={1}
            maw={560}
            autoComplete="off"
          />
          <Button type="submit" leftSection={<IconSearch size={15} />} disabled={typed.trim() === ''}>
            Look up
          </Button>
        </Group>
      </form>
      {key ? (
        <Result id={integration.id} wanted={key} />
      ) : (
        <Text c="dimmed">
          The record as the upstream sent it appears beside the rows that were made of it. No request is made.
        </Text>
      )}
    </Stack>
  );
}

function Result({ id, wanted }: { id: string; wanted: string }) {
  return (
    <Loaded query={useQuery(lookupQuery(id, wanted))} what="the stored data">
      {(found) =>
        found.matches.length === 0 ? (
          <Missing id={id} found={found} />
        ) : (
          <Stack gap="xl">
            <Text size="sm" role="status">
              {plural(found.matches.length, 'record')}
              {found.more && ', the first of more'}
            </Text>
            {found.matches.map((match) => (
              <MatchView key={`${match.raw.stream} ${match.raw.partition} ${match.raw.key}`} match={match} />
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}

function MatchView({ match }: { match: LookupMatch }) {
  const { raw, rows, absent } = match;
  return (
    <Section
      title={`${sentence(words(raw.stream))}${raw.partition_name ? ` of ${raw.partition_name}` : ''}: ${raw.key}`}
    >
      <Text size="sm" c="dimmed">
        Fetched {formatTime(raw.fetched_at)}
        {raw.updated_at && `, changed upstream ${formatTime(raw.updated_at)}`}, {formatBytes(raw.bytes)}
      </Text>
      <div className={classes.sides}>
        <JsonView title="As it came" text={JSON.stringify(raw.body)} />
        <Stack gap="sm" miw={0}>
          {rows.length === 0 && (
            <Text size="sm" c="dimmed">
              No row was made of it: it is not in the scope, or was deleted upstream.
            </Text>
          )}
          {rows.map((each) => (
            <RowView key={`${each.table} ${each.id}`} table={each.table} row={each.row} />
          ))}
          {absent.length > 0 && (
            <Text size="sm" c="var(--weir-warn)" style={{ overflowWrap: 'anywhere' }}>
              It gives these rows too, and they are not stored: {absent.join(', ')}
            </Text>
          )}
        </Stack>
      </div>
    </Section>
  );
}

/** A row, a line per column; columns without a value come last and small. */
function RowView({ table, row }: { table: string; row: { [column: string]: unknown } }) {
  const entries = Object.entries(row);
  const filled = entries.filter(([, value]) => value !== null && value !== '');
  const blank = entries.filter(([, value]) => value === null || value === '').map(([name]) => name);
  return (
    <Paper style={{ borderColor: 'var(--weir-line)' }}>
      <Text size="sm" fw={600} component="h3" px="sm" py={6} className={classes.head}>
        {sentence(words(table))}
      </Text>
      <ScrollTable label={`Row of ${words(table)}`} minWidth={280} maxHeight={420}>
        <Table verticalSpacing={3}>
          <Table.Tbody>
            {filled.map(([name, value]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={450} ff="monospace" fz="xs">
                  {name}
                </Table.Th>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{shown(value)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollTable>
      {blank.length > 0 && (
        <Text size="xs" c="dimmed" p="sm">
          Without a value: {blank.join(', ')}
        </Text>
      )}
    </Paper>
  );
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Not found: why that may be, where it was looked for, what to do. */
function Missing({ id, found }: { id: string; found: Lookup }) {
  const missing = found.missing;
  return (
    <Paper p="md" style={{ borderColor: 'var(--weir-warn)' }} role="status">
      <Stack gap="sm">
        <Text fw={600}>{found.key} is not in the stored data</Text>
        {missing && (
          <>
            <Text size="sm">
              <Prose text={closed(missing.reason)} />
            </Text>
            <Text size="sm" c="dimmed">
              <Prose text={closed(missing.fix)} />
            </Text>
            {missing.looked_in.length > 0 && (
              <ListTable
                label="Where it was looked for"
                minWidth={520}
                verticalSpacing={4}
                head={['Stream', right('Rows'), 'Covered', 'Skipped']}
              >
                {missing.looked_in.map((each) => (
                  <Table.Tr key={each.stream}>
                    <Table.Td>
                      {sentence(words(each.stream))}
                      {!each.enabled && ' (switched off)'}
                    </Table.Td>
                    <Table.Td ta="right">{formatCount(each.rows)}</Table.Td>
                    <Table.Td>{each.coverage.map(spanText).join(', ') || 'as a whole'}</Table.Td>
                    <Table.Td>{skippedText(each.skipped)}</Table.Td>
                  </Table.Tr>
                ))}
              </ListTable>
            )}
          </>
        )}
        <div>
          <ButtonLink
            to="/integrations/$id/$tab"
            params={{ id, tab: 'coverage' }}
            search={{}}
            size="xs"
            variant="default"
          >
            See the coverage
          </ButtonLink>
        </div>
      </Stack>
    </Paper>
  );
}
