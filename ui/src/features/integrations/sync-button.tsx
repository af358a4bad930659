import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { asApiError } from '~/api/errors';
import { useCancelSync, useSync } from '~/api/mutations';
import { isRunning } from '~/api/status';
import type { Integration } from '~/api/types';
import { sentence } from '~/lib/format';

function refused(what: string) {
  return (error: unknown) => {
    const { message, hint } = asApiError(error);
    notifications.show({
      color: 'red.8',
      title: what,
      message: [message, hint]
        .filter(Boolean)
        .map((text) => `${sentence(String(text))}.`)
        .join(' '),
      closeButtonProps: { 'aria-label': 'Close' },
    });
  };
}

/** Starts a sync, or stops the running one. */
export function SyncButton({ integration, size = 'sm' }: { integration: Integration; size?: 'xs' | 'sm' }) {
  const sync = useSync();
  const cancel = useCancelSync();
  if (isRunning(integration)) {
    return (
      <Button
        size={size}
        variant="default"
        leftSection={<IconPlayerStop size={14} />}
        loading={cancel.isPending}
        onClick={() => cancel.mutate(integration.id, { onError: refused('Could not cancel the sync') })}
        aria-label={`Cancel sync: ${integration.name}`}
      >
        Cancel sync
      </Button>
    );
  }
  return (
    <Button
      size={size}
      variant="default"
      leftSection={<IconRefresh size={14} />}
      loading={sync.isPending}
      onClick={() => sync.mutate(integration.id, { onError: refused('Could not start the sync') })}
      aria-label={`Sync now: ${integration.name}`}
    >
      Sync now
    </Button>
  );
}
