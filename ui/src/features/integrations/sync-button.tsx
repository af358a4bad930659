import { ActionIcon, Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconChevronDown,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconReceipt,
  IconRefresh,
} from '@tabler/icons-react';
import { usePause, useResume } from '~/api/life';
import { useCancelSync, useSync } from '~/api/mutations';
import { isRunning } from '~/api/status';
import type { Integration } from '~/api/types';
import { PreviewDialog } from '../plan/preview';
import { refused } from './refused';

type Props = { integration: Integration; size?: 'xs' | 'sm' };

/** Starts a sync, or stops the running one. */
export function SyncButton({ integration, size = 'sm' }: Props) {
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
      onClick={() => sync.mutate({ id: integration.id }, { onError: refused('Could not start the sync') })}
      aria-label={`Sync now: ${integration.name}`}
    >
      Sync now
    </Button>
  );
}

/** What else can be done about its runs: a full pass, pausing, resuming. */
export function RunMenu({ integration }: { integration: Integration }) {
  const sync = useSync();
  const pause = usePause();
  const resume = useResume();
  const { id, paused } = integration;
  const [previewing, preview] = useDisclosure(false);
  return (
    <>
      <PreviewDialog integration={integration} opened={previewing} close={preview.close} />
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More about its syncs">
            <IconChevronDown size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconReceipt size={16} />} onClick={preview.open}>
            What a sync costs
          </Menu.Item>
          <Menu.Item
            leftSection={<IconRefresh size={16} />}
            disabled={isRunning(integration)}
            onClick={() =>
              sync.mutate({ id, kind: 'full' }, { onError: refused('Could not start the full pass') })
            }
          >
            Full pass now
          </Menu.Item>
          {paused ? (
            <Menu.Item
              leftSection={<IconPlayerPlay size={16} />}
              onClick={() => resume.mutate(id, { onError: refused('Could not resume') })}
            >
              Resume
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<IconPlayerPause size={16} />}
              onClick={() => pause.mutate(id, { onError: refused('Could not pause') })}
            >
              Pause
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
