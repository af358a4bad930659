import { ActionIcon, Group, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';

/** Projects that are made when the mapping is saved. */
export function NewProjects({ names, change }: { names: string[]; change: (names: string[]) => void }) {
  return names.map((name, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: fields without an identity of their own
    <Group key={index} align="flex-end" gap="xs">
      <TextInput
        label="Name of the new project"
        value={name}
        onChange={(event) => change(names.with(index, event.currentTarget.value))}
        flex={1}
        data-autofocus
      />
      <ActionIcon
        variant="default"
        size={36}
        aria-label="Take the new project away"
        onClick={() => change(names.toSpliced(index, 1))}
      >
        <IconX size={16} />
      </ActionIcon>
    </Group>
  ));
}
