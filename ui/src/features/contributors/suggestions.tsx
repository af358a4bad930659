import { Button, Checkbox, Group, Stack, Table, Text } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { suggestionsQuery, useDecide } from '~/api/contributors';
import type { Suggestion } from '~/api/types';
import { formatPercent, plural, sentence } from '~/lib/format';
import { Link } from '~/ui/link';
import { FramedTable, right } from '~/ui/list-table';
import { Loaded } from '~/ui/loaded';
import { Empty, Failure } from '~/ui/states';
import { useIntegrationName } from './account-names';

const keyOf = (each: Suggestion) => each.accounts.join(' ');

/** Contributors who may be one person: accepted or declined one by one, or several at once. */
export function Suggestions() {
  return (
    <Loaded query={useQuery(suggestionsQuery())} what="the suggestions">
      {({ items }) =>
        items.length === 0 ? (
          <Empty title="Nothing to decide" icon={<IconUserCheck size={28} aria-hidden />}>
            Nobody looks like somebody else. Accounts with the same verified address are joined by themselves.
          </Empty>
        ) : (
          <List suggestions={items} />
        )
      }
    </Loaded>
  );
}

/** Certain enough to be picked together. */
const SURE = 0.9;

function List({ suggestions }: { suggestions: Suggestion[] }) {
  const [picked, setPicked] = useState<string[]>([]);
  const decide = useDecide();
  const chosen = suggestions.filter((each) => picked.includes(keyOf(each)));
  const sure = suggestions.filter((each) => each.confidence >= SURE);
  const act = (about: Suggestion[], same: boolean) =>
    decide.mutate(
      about.map(({ accounts }) => ({ accounts, same })),
      { onSuccess: () => setPicked([]) },
    );
  return (
    <Stack gap="sm">
      <Text c="dimmed" maw={680}>
        Accepting makes the two one contributor. Declining keeps them apart and never asks again. Until then
        numbers by person say that they may count somebody twice.
      </Text>
      <Group gap="xs">
        <Button disabled={chosen.length === 0} loading={decide.isPending} onClick={() => act(chosen, true)}>
          Accept {chosen.length > 0 ? chosen.length : ''} picked
        </Button>
        <Button
          variant="default"
          disabled={chosen.length === 0 || decide.isPending}
          onClick={() => act(chosen, false)}
        >
          Decline {chosen.length > 0 ? chosen.length : ''} picked
        </Button>
        {sure.length > 0 && (
          <Button variant="default" onClick={() => setPicked(sure.map(keyOf))}>
            Pick the {sure.length} of at least {formatPercent(SURE * 100)}
          </Button>
        )}
      </Group>
      {decide.isError && <Failure error={decide.error} what="Could not carry that out" />}
      <FramedTable
        label="Suggestions"
        minWidth={760}
        verticalSpacing={6}
        head={['Pick', 'May be one person', 'Why', right('Confidence'), 'Decide']}
      >
        {suggestions.map((each) => (
          <Row
            key={keyOf(each)}
            suggestion={each}
            picked={picked.includes(keyOf(each))}
            pick={(on) =>
              setPicked(on ? [...picked, keyOf(each)] : picked.filter((key) => key !== keyOf(each)))
            }
            busy={decide.isPending}
            act={(same) => act([each], same)}
          />
        ))}
      </FramedTable>
      <Text size="sm" c="dimmed" role="status">
        {plural(suggestions.length, 'suggestion')}
      </Text>
    </Stack>
  );
}

type RowProps = {
  suggestion: Suggestion;
  picked: boolean;
  pick: (on: boolean) => void;
  busy: boolean;
  act: (same: boolean) => void;
};

function Row({ suggestion, picked, pick, busy, act }: RowProps) {
  const who = `${suggestion.one_name} and ${suggestion.other_name}`;
  return (
    <Table.Tr>
      <Table.Td w={50}>
        <Checkbox
          aria-label={`Pick ${who}`}
          checked={picked}
          onChange={(event) => pick(event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td>
        <Somebody id={suggestion.one} name={suggestion.one_name} account={suggestion.accounts[0]} />
        <Somebody id={suggestion.other} name={suggestion.other_name} account={suggestion.accounts[1]} />
      </Table.Td>
      <Table.Td>{sentence(suggestion.reason)}</Table.Td>
      <Table.Td ta="right">{formatPercent(suggestion.confidence * 100)}</Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <Button size="xs" disabled={busy} onClick={() => act(true)} aria-label={`Accept: ${who}`}>
            Accept
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={busy}
            onClick={() => act(false)}
            aria-label={`Decline: ${who}`}
          >
            Decline
          </Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function Somebody({ id, name, account }: { id: string; name: string; account: string | undefined }) {
  const integration = useIntegrationName();
  const [of = '', ...rest] = (account ?? '').split('/');
  return (
    <div>
      <Link to="/contributors/$id" params={{ id }} inherit fw={550}>
        {name}
      </Link>{' '}
      <Text span size="sm" c="dimmed">
        {rest.join('/')}, {integration(of)}
      </Text>
    </div>
  );
}
