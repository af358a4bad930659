import { Button, Table, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useSplit } from '~/api/contributors';
import type { Contributor } from '~/api/types';
import { Confirm } from '~/ui/confirm';
import { Link } from '~/ui/link';
import { FramedTable } from '~/ui/list-table';
import { Section } from '~/ui/page';
import { useIntegrationName } from './account-names';

type Account = Contributor['accounts'][number];

/** Why an account is somebody's. */
const BASES: { [basis: string]: string } = {
  alone: 'found first',
  email: 'the same verified address',
  accepted: 'a suggestion was accepted',
  manual: 'put there by hand',
};

/** The accounts somebody is known by; one that is somebody else's can be split off. */
export function Accounts({ contributor }: { contributor: Contributor }) {
  const [splitting, setSplitting] = useState<Account | null>(null);
  const name = useIntegrationName();
  const { accounts } = contributor;
  return (
    <Section title="Accounts">
      {accounts.length === 0 ? (
        <Text c="dimmed">
          No account: nothing of what integrations read is theirs. They are kept for what is noted of them.
        </Text>
      ) : (
        <FramedTable
          label={`Accounts of ${contributor.name}`}
          minWidth={640}
          verticalSpacing={6}
          head={['Account', 'Integration', 'Name there', 'Address there', 'Joined by', 'Actions']}
        >
          {accounts.map((each) => (
            <Table.Tr key={`${each.integration_id}/${each.account}`}>
              <Table.Td fw={550}>{each.account}</Table.Td>
              <Table.Td>
                <Link
                  to="/integrations/$id/$tab"
                  params={{ id: each.integration_id, tab: 'overview' }}
                  search={{}}
                  inherit
                >
                  {name(each.integration_id)}
                </Link>
              </Table.Td>
              <Table.Td>{each.name}</Table.Td>
              <Table.Td>{each.email}</Table.Td>
              <Table.Td>{BASES[each.basis] ?? each.basis}</Table.Td>
              <Table.Td>
                <Button
                  size="xs"
                  variant="default"
                  disabled={accounts.length < 2}
                  title={accounts.length < 2 ? 'It is the only one' : undefined}
                  onClick={() => setSplitting(each)}
                  aria-label={`Split off ${each.account}`}
                >
                  Split off
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </FramedTable>
      )}
      {splitting && (
        <SplitOff contributor={contributor} account={splitting} close={() => setSplitting(null)} />
      )}
    </Section>
  );
}

type SplitProps = { contributor: Contributor; account: Account; close: () => void };

function SplitOff({ contributor, account, close }: SplitProps) {
  const split = useSplit();
  const navigate = useNavigate();
  return (
    <Confirm
      opened
      close={close}
      title={`Split off ${account.account}`}
      action="Split off"
      pending={split.isPending}
      error={split.error}
      confirm={() =>
        split.mutate(
          { integration_id: account.integration_id, account: account.account },
          { onSuccess: ({ id }) => navigate({ to: '/contributors/$id', params: { id } }) },
        )
      }
    >
      The account is no longer {contributor.name}'s: it becomes a contributor of its own, and stays apart from
      now on. Numbers by person follow.
    </Confirm>
  );
}
