import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useSync } from '~/api/mutations';
import { type Depth, usePlan } from '~/api/plan';
import { isRunning } from '~/api/status';
import type { Integration } from '~/api/types';
import { Failure, Loading } from '~/ui/states';
import { refused } from '../integrations/refused';
import { PlanView } from './plan-view';

type Props = { integration: Integration; opened: boolean; close: () => void };

/** What the next sync costs, before it is started. */
export function PreviewDialog({ integration, opened, close }: Props) {
  return (
    <Modal opened={opened} onClose={close} title={`Cost of a sync of ${integration.name}`} size="lg">
      {opened && <Content integration={integration} close={close} />}
    </Modal>
  );
}

function Content({ integration, close }: Omit<Props, 'opened'>) {
  const sync = useSync();
  const { mutate, data, error, isError } = usePlan(integration.id);
  useEffect(() => mutate(undefined), [mutate]);
  return (
    <Stack gap="md">
      {isError && (
        <Failure error={error} what="Could not find out what it costs" retry={() => mutate(undefined)} />
      )}
      {!isError && !data && <Loading height={180} label="Asking upstream" />}
      {data && <PlanView plan={data} />}
      <Group justify="flex-end">
        <Button
          disabled={isRunning(integration)}
          loading={sync.isPending}
          onClick={() =>
            sync.mutate(
              { id: integration.id },
              { onSuccess: close, onError: refused('Could not start the sync') },
            )
          }
        >
          Sync now
        </Button>
      </Group>
    </Stack>
  );
}

/** What another depth costs, asked for when somebody wants to know. */
export function DepthCost({ id, depth }: { id: string; depth: Depth }) {
  const { mutate, data, error, isError, isPending } = usePlan(id);
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Button size="xs" variant="default" loading={isPending} onClick={() => mutate(depth)}>
          What this costs
        </Button>
        <Text size="sm" c="dimmed">
          Asks upstream a few questions; saves nothing.
        </Text>
      </Group>
      {isError && <Failure error={error} what="Could not find out what it costs" />}
      {data && <PlanView plan={data} />}
    </Stack>
  );
}
