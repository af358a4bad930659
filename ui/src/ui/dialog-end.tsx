import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = {
  close: () => void;
  /** Whether the keyboard begins at the button that changes nothing. */
  careful?: boolean;
  /** The button that does what the dialog is for. */
  children: ReactNode;
};

/** The end of a dialog: leave it, or do it. */
export function DialogEnd({ close, careful, children }: Props) {
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={close} data-autofocus={careful || undefined}>
        Cancel
      </Button>
      {children}
    </Group>
  );
}
