import { ActionIcon, List, Popover } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Answer } from '~/api/types';
import { plural } from '~/lib/format';
import { Prose } from '~/ui/prose';

/** What makes the number less certain than it looks. */
export function Notes({ answer, name }: { answer: Answer; name: string }) {
  const notes = answer.notes ?? [];
  if (notes.length === 0) return null;
  return (
    <Popover width={340} position="bottom-start" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={noteLabel(name, notes.length)}>
          <IconAlertTriangle size={16} color="var(--weir-warn)" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={noteLabel(name, notes.length)} tabIndex={0}>
        <List size="sm" spacing={4} listStyleType="disc">
          {notes.map((note) => (
            <List.Item key={note}>
              <Prose text={note} />
            </List.Item>
          ))}
        </List>
      </Popover.Dropdown>
    </Popover>
  );
}

const noteLabel = (name: string, count: number) => `${name}: ${plural(count, 'warning')}`;
