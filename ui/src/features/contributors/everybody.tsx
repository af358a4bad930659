import { Button, Checkbox, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { contributorPagesQuery } from '~/api/contributors';
import type { Contributor } from '~/api/types';
import { plural } from '~/lib/format';
import { CONTRIBUTORS_SHOWN } from '~/lib/url';
import { FilterSelect } from '~/ui/filter-select';
import { ButtonLink, Link } from '~/ui/link';
import { FramedTable } from '~/ui/list-table';
import { loadedItems, Paged } from '~/ui/paged';
import { Empty } from '~/ui/states';
import { AccountNames } from './account-names';
import { Marks } from './marks';
import { MergeDialog } from './merge';
import { SHOWN_LABELS, type Shown } from './shown';

type Props = { q: string; show: Shown | undefined };

const TYPING = 250;

/** Everybody, narrowed by words and kind; several of them can be merged. */
export function Everybody({ q, show }: Props) {
  const navigate = useNavigate();
  const [words] = useDebouncedValue(q.trim(), TYPING);
  const query = useInfiniteQuery(contributorPagesQuery({ q: words || undefined, show }));
  const contributors = loadedItems(query);
  const [picked, setPicked] = useState<Contributor[]>([]);
  const [merging, setMerging] = useState(false);
  const narrowed = words !== '' || show !== undefined;
  const narrow = (change: { q?: string; show?: Shown }) =>
    navigate({ to: '/contributors', search: { q: q || undefined, show, ...change }, replace: true });
  return (
    <Stack gap="sm">
      {(contributors.length > 0 || narrowed || q !== '') && (
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
          <Button variant="default" disabled={picked.length < 2} onClick={() => setMerging(true)}>
            Merge {picked.length > 1 ? plural(picked.length, 'contributor') : 'contributors'}
          </Button>
        </Group>
      )}
      <Paged
        query={query}
        items={contributors}
        what="the contributors"
        nouns={['contributor', 'contributors']}
        more="more contributors"
        empty={<Nobody narrowed={narrowed} widen={() => narrow({ q: undefined, show: undefined })} />}
      >
        <Rows contributors={contributors} picked={picked} pick={setPicked} />
      </Paged>
      {merging && (
        <MergeDialog
          contributors={picked}
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

function Nobody({ narrowed, widen }: { narrowed: boolean; widen: () => void }) {
  if (narrowed) {
    return (
      <Empty
        title="Nobody matches"
        action={
          <Button variant="default" onClick={widen}>
            Show everybody
          </Button>
        }
      />
    );
  }
  return (
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
  );
}

type RowsProps = {
  contributors: Contributor[];
  picked: Contributor[];
  pick: (picked: Contributor[]) => void;
};

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
              checked={picked.some(({ id }) => id === each.id)}
              onChange={(event) =>
                pick(
                  event.currentTarget.checked ? [...picked, each] : picked.filter(({ id }) => id !== each.id),
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
