import { ActionIcon, Popover } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** The ⓘ beside a number: a click explains it. */
export function Explain({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Popover width={380} position="bottom-start" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label}>
          <IconInfoCircle size={16} color="var(--mantine-color-dimmed)" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={label} mah="70vh" style={{ overflowY: 'auto' }}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
