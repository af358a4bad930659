import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';

/** Nobody leaves the page, or closes the tab, with changes that are not saved without saying so. */
export function Leaving({ changed }: { changed: boolean }) {
  const { status, proceed, reset } = useBlocker({
    // Another period or collection is another look at the same page.
    shouldBlockFn: ({ current, next }) => changed && current.pathname !== next.pathname,
    enableBeforeUnload: () => changed,
    withResolver: true,
  });
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title="Leave without saving?">
      <Stack>
        <Text size="sm">The changes of this Insight are not saved yet.</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => reset?.()} data-autofocus>
            Stay
          </Button>
          <Button color="red.8" onClick={() => proceed?.()}>
            Discard the changes
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
