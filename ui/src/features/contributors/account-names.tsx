import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { integrationsQuery } from '~/api/queries';
import type { Contributor } from '~/api/types';

/** The name of an integration by its id. */
export function useIntegrationName(): (id: string) => string {
  const { data } = useQuery(integrationsQuery());
  return (id) => data?.items.find((each) => each.id === id)?.name ?? `integration ${id}`;
}

/** Accounts with the integration each is of. */
export function AccountNames({ accounts }: { accounts: Contributor['accounts'] }) {
  const name = useIntegrationName();
  if (accounts.length === 0) {
    return (
      <Text c="dimmed" inherit>
        none
      </Text>
    );
  }
  return accounts.map((each) => (
    <div key={`${each.integration_id}/${each.account}`}>
      {each.account}{' '}
      <Text span c="dimmed" size="sm">
        {name(each.integration_id)}
      </Text>
    </div>
  ));
}
