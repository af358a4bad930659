import { ActionIcon, Group, Menu, Text } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowsDiagonal,
  IconArrowUp,
  IconCopy,
  IconDotsVertical,
  IconGripVertical,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { type ComponentProps, type KeyboardEvent, type ReactNode, useRef } from 'react';
import classes from './editing.module.css';
import type { Direction } from './layout';

const ARROWS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

type Handle = Pick<
  ComponentProps<'button'>,
  'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel' | 'onLostPointerCapture'
>;

export type FrameActions = {
  move: (direction: Direction) => void;
  resize: (direction: Direction) => void;
  edit: () => void;
  copy: () => void;
  copyTo: () => void;
  remove: () => void;
};

type Props = FrameActions & {
  name: string;
  held: boolean;
  moving: Handle;
  resizing: Handle;
  cancel: () => void;
  children: ReactNode;
};

/** A widget while its Insight is edited: handles for the pointer and the keyboard, a menu for both. */
export function Frame({ name, held, moving, resizing, cancel, children, ...actions }: Props) {
  const keys = (act: (direction: Direction) => void) => (event: KeyboardEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const direction = ARROWS[event.key];
    if (event.key === 'Escape') cancel();
    if (!direction) return;
    event.preventDefault();
    act(direction);
    // A step may put the widget behind another, which takes the focus away.
    requestAnimationFrame(() => handle.focus());
  };
  return (
    <section className={classes.frame} aria-label={name} data-held={held || undefined}>
      <Group className={classes.bar} gap={2} wrap="nowrap">
        <ActionIcon
          {...moving}
          className={classes.grip}
          variant="subtle"
          color="gray"
          size={28}
          aria-label={`Move ${name}`}
          aria-description="Arrow keys move it"
          onKeyDown={keys(actions.move)}
        >
          <IconGripVertical size={16} />
        </ActionIcon>
        <Text size="xs" c="dimmed" truncate flex={1}>
          {name}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={`Edit ${name}`}
          onClick={actions.edit}
        >
          <IconPencil size={16} />
        </ActionIcon>
        <FrameMenu name={name} {...actions} />
      </Group>
      {/* What is in it leads away from the page, and is not what is edited. */}
      <div className={classes.content} inert>
        {children}
      </div>
      <ActionIcon
        {...resizing}
        className={classes.corner}
        variant="subtle"
        color="gray"
        size={24}
        aria-label={`Resize ${name}`}
        aria-description="Arrow keys resize it"
        onKeyDown={keys(actions.resize)}
      >
        <IconArrowsDiagonal size={14} style={{ transform: 'rotate(90deg)' }} />
      </ActionIcon>
    </section>
  );
}

const STEPS: { label: string; act: 'move' | 'resize'; direction: Direction; icon: ReactNode }[] = [
  { label: 'Move up', act: 'move', direction: 'up', icon: <IconArrowUp size={15} /> },
  { label: 'Move down', act: 'move', direction: 'down', icon: <IconArrowDown size={15} /> },
  { label: 'Move left', act: 'move', direction: 'left', icon: <IconArrowLeft size={15} /> },
  { label: 'Move right', act: 'move', direction: 'right', icon: <IconArrowRight size={15} /> },
];

const SIZES: typeof STEPS = [
  { label: 'Wider', act: 'resize', direction: 'right', icon: <IconArrowRight size={15} /> },
  { label: 'Narrower', act: 'resize', direction: 'left', icon: <IconArrowLeft size={15} /> },
  { label: 'Higher', act: 'resize', direction: 'down', icon: <IconArrowDown size={15} /> },
  { label: 'Lower', act: 'resize', direction: 'up', icon: <IconArrowUp size={15} /> },
];

function FrameMenu({ name, ...actions }: FrameActions & { name: string }) {
  const target = useRef<HTMLButtonElement>(null);
  const take = (act: 'move' | 'resize', direction: Direction) => {
    actions[act](direction);
    // A menu whose widget has left the window is hidden, and the next step could not be taken.
    requestAnimationFrame(() => target.current?.scrollIntoView({ block: 'nearest' }));
  };
  const steps = (list: typeof STEPS) =>
    list.map(({ label, act, direction, icon }) => (
      <Menu.Item key={label} leftSection={icon} closeMenuOnClick={false} onClick={() => take(act, direction)}>
        {label}
      </Menu.Item>
    ));
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon ref={target} variant="subtle" color="gray" size={28} aria-label={`More about ${name}`}>
          <IconDotsVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={actions.copy}>
          Copy
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={actions.copyTo}>
          Copy to another Insight
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} c="var(--weir-bad)" onClick={actions.remove}>
          Remove
        </Menu.Item>
        <Menu.Label>Place</Menu.Label>
        {steps(STEPS)}
        <Menu.Label>Size</Menu.Label>
        {steps(SIZES)}
      </Menu.Dropdown>
    </Menu>
  );
}
