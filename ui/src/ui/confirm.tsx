import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from './states';

type Props = {
  opened: boolean;
  close: () => void;
  title: string;
  action: string;
  /** Whether it can be done as things stand. */
  possible?: boolean;
  pending: boolean;
  error: unknown;
  confirm: () => void;
  /** What is affected. */
  children: ReactNode;
};

/** Asks before something is taken away that can be made again. */
export function Confirm({
  opened,
  close,
  title,
  action,
  possible = true,
  pending,
  error,
  confirm,
  children,
}: Props) {
  return (
    <Modal opened={opened} onClose={close} title={title}>
      <Stack>
        <Text size="sm" component="div">
          {children}
        </Text>
        {error != null && <Failure error={error} what="That did not work" />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            Cancel
          </Button>
          <Button color="red.8" disabled={!possible} loading={pending} onClick={confirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
