import { Button, Checkbox, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { contributorsQuery } from '~/api/contributors';
import type { Contributor } from '~/api/types';
import { plural } from '~/lib/format';
import { CONTRIBUTORS_SHOWN } from '~/lib/url';
import { FilterSelect } from '~/ui/filter-select';
import { ButtonLink, Link } from '~/ui/link';
import { FramedTable } from '~/ui/list-table';
import { Loaded } from '~/ui/loaded';
import { Empty } from '~/ui/states';
import { AccountNames } from './account-names';
import { choose, SHOWN_LABELS, type Shown } from './choose';
import { Marks } from './marks';
import { MergeDialog } from './merge';

type Props = { q: string; show: Shown | undefined };

/** Everybody, narrowed by words and kind; several of them can be merged. */
export function Everybody(props: Props) {
  return (
    <Loaded query={useQuery(contributorsQuery())} what="the contributors">
      {({ items }) =>
        items.length === 0 ? (
          <Empty
            title="Nobody is known yet"
            action={
              <ButtonLink to="/integrations" search={{ tab: 'available' }}>
                Add integration
              </ButtonLink>
            }
          >
            People appear as soon as an integration has read commits, pull requests or issues.
          </Empty>
        ) : (
          <List {...props} everybody={items} />
        )
      }
    </Loaded>
  );
}

/** Rows drawn at a time. */
const STEP = 100;

function List({ q, show, everybody }: Props & { everybody: Contributor[] }) {
  const navigate = useNavigate();
  const [shown, setShown] = useState(STEP);
  const [picked, setPicked] = useState<string[]>([]);
  const [merging, setMerging] = useState(false);
  const narrow = (change: { q?: string; show?: Shown }) =>
    navigate({ to: '/contributors', search: { q: q || undefined, show, ...change }, replace: true });
  const chosen = choose(everybody, q, show);
  const toMerge = everybody.filter((each) => picked.includes(each.id));
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-end">
        <Group gap="sm">
          <TextInput
            label="Search"
            placeholder="Name, address, account, team"
            leftSection={<IconSearch size={15} />}
            value={q}
            onChange={(event) => narrow({ q: event.currentTarget.value || undefined })}
            w={280}
          />
          <FilterSelect
            label="Kind"
            data={CONTRIBUTORS_SHOWN.map((value) => ({ value, label: SHOWN_LABELS[value] }))}
            value={show}
            choose={(next) => narrow({ show: next })}
            w={190}
          />
        </Group>
        <Button variant="default" disabled={toMerge.length < 2} onClick={() => setMerging(true)}>
          Merge {toMerge.length > 1 ? plural(toMerge.length, 'contributor') : 'contributors'}
        </Button>
      </Group>
      {chosen.length === 0 ? (
        <Empty
          title="Nobody matches"
          action={
            <Button variant="default" onClick={() => narrow({ q: undefined, show: undefined })}>
              Show everybody
            </Button>
          }
        >
          {plural(everybody.length, 'contributor')} known in all.
        </Empty>
      ) : (
        <>
          <Rows contributors={chosen.slice(0, shown)} picked={picked} pick={setPicked} />
          <Group justify="space-between">
            <Text size="sm" c="dimmed" role="status">
              {Math.min(shown, chosen.length)} of {plural(chosen.length, 'contributor')}
            </Text>
            {chosen.length > shown && (
              <Button variant="default" size="xs" onClick={() => setShown(shown + STEP)}>
                Show more
              </Button>
            )}
          </Group>
        </>
      )}
      {merging && (
        <MergeDialog
          contributors={toMerge}
          close={() => setMerging(false)}
          done={() => {
            setPicked([]);
            setMerging(false);
          }}
        />
      )}
    </Stack>
  );
}

type RowsProps = { contributors: Contributor[]; picked: string[]; pick: (ids: string[]) => void };

function Rows({ contributors, picked, pick }: RowsProps) {
  return (
    <FramedTable
      label="Contributors"
      minWidth={720}
      verticalSpacing={6}
      highlightOnHover
      head={['Pick', 'Contributor', 'Address', 'Accounts', 'Noted']}
    >
      {contributors.map((each) => (
        <Table.Tr key={each.id}>
          <Table.Td w={50}>
            <Checkbox
              aria-label={`Pick ${each.name}`}
              checked={picked.includes(each.id)}
              onChange={(event) =>
                pick(
                  event.currentTarget.checked ? [...picked, each.id] : picked.filter((id) => id !== each.id),
                )
              }
            />
          </Table.Td>
          <Table.Td>
            <Group gap={6}>
              <Link to="/contributors/$id" params={{ id: each.id }} inherit fw={550}>
                {each.name}
              </Link>
              <Marks contributor={each} />
            </Group>
          </Table.Td>
          <Table.Td>{each.email ?? <Text c="dimmed">none</Text>}</Table.Td>
          <Table.Td>
            <AccountNames accounts={each.accounts} />
          </Table.Td>
          <Table.Td>
            {Object.entries(each.attributes)
              .map(([name, value]) => `${name}: ${value}`)
              .join(', ')}
          </Table.Td>
        </Table.Tr>
      ))}
    </FramedTable>
  );
}
