import { Button, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { DialogEnd } from './dialog-end';
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
  /** What did not work, when there is an error. */
  failed?: string;
  confirm: () => void;
  /** What is affected. */
  children: ReactNode;
};

/** Asks before something is taken away for which no name has to be typed. */
export function Confirm({
  opened,
  close,
  title,
  action,
  possible = true,
  pending,
  error,
  failed = 'That did not work',
  confirm,
  children,
}: Props) {
  return (
    <Modal opened={opened} onClose={close} title={title}>
      <Stack>
        <Text size="sm" component="div">
          {children}
        </Text>
        {error != null && <Failure error={error} what={failed} />}
        <DialogEnd close={close} careful>
          <Button color="red.8" disabled={!possible} loading={pending} onClick={confirm}>
            {action}
          </Button>
        </DialogEnd>
      </Stack>
    </Modal>
  );
}
