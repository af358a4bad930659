import { ActionIcon } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSignOut } from '~/api/mutations';
import { sessionQuery } from '~/api/queries';

export function SignOut() {
  const { data } = useQuery(sessionQuery());
  const signOut = useSignOut();
  if (!data?.required) return null;
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label="Sign out"
      loading={signOut.isPending}
      onClick={() => signOut.mutate(undefined)}
    >
      <IconLogout size={17} />
    </ActionIcon>
  );
}
