import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { DialogEnd } from './dialog-end';
import { Failure } from './states';

type Props = {
  opened: boolean;
  close: () => void;
  title: string;
  name: string;
  action: string;
  pending: boolean;
  error: unknown;
  confirm: () => void;
  children: ReactNode;
};

/** What cannot be undone asks for the name of the thing. */
export function ConfirmByName({
  opened,
  close,
  title,
  name,
  action,
  pending,
  error,
  confirm,
  children,
}: Props) {
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed === name) confirm();
  };
  return (
    <Modal opened={opened} onClose={close} title={title}>
      <form onSubmit={submit}>
        <Stack>
          <div>{children}</div>
          <TextInput
            label={
              <>
                Type{' '}
                <Text span fw={650} inherit>
                  {name}
                </Text>{' '}
                to confirm
              </>
            }
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          {error != null && <Failure error={error} what="Could not delete" />}
          <DialogEnd close={close}>
            <Button type="submit" color="red.8" disabled={typed !== name} loading={pending}>
              {action}
            </Button>
          </DialogEnd>
        </Stack>
      </form>
    </Modal>
  );
}
